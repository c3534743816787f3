"""Programmes read from YAML; every quotation must stand in its document."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from api.domain.parameter import DatedValue
from api.domain.programme import Programme, Rule, RuleKind, checked
from knowledge.ingest import builtin_documents
from knowledge.programme_files import (
    ProgrammeFileError,
    load_programme,
    load_programmes,
    programme_names,
)

DOCUMENTS = {document.key: document for document in builtin_documents()}
TEXTS = {key: document.text for key, document in DOCUMENTS.items()}
PROGRAMMES = {programme.key: programme for programme in load_programmes()}
BEFORE = date(2017, 10, 29)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_every_quotation_stands_word_for_word_in_its_document(programme: Programme) -> None:
    for source in programme.sources:
        assert source.quote in TEXTS[source.document], source


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_what_rests_on_a_document_is_of_its_tier_and_stands_within_its_days(
    programme: Programme,
) -> None:
    dated: list[Rule | DatedValue] = [*programme.rules]
    dated += [v for each in programme.parameters.values() for v in each.values]
    for each in dated:
        document = DOCUMENTS[each.source.document]
        assert each.tier == document.tier, each
        ends = [day for day in (each.effective_from, each.effective_to) if day]
        assert all(document.in_force(day) for day in ends), each


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_a_rule_quotes_only_texts_of_its_own_programme(programme: Programme) -> None:
    owners = {DOCUMENTS[source.document].programme for source in programme.sources}
    assert owners == {None if programme.general else programme.key}


def test_general_law_takes_no_text_of_a_fund_from_a_question() -> None:
    assert programme_names().keys() == {"service-relief-fund", "shanghai-special-fund"}
    assert len(PROGRAMMES) > len(programme_names())


@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=PROGRAMMES)
def test_rule_ids_are_unique_and_texts_are_sentences(programme: Programme) -> None:
    ids = [rule.id for rule in programme.rules]
    assert len(ids) == len(set(ids))
    assert all(rule.text.endswith("。") for rule in programme.rules)


def test_one_programme_at_most_is_assumed_when_none_is_named() -> None:
    assert [p.key for p in PROGRAMMES.values() if p.assumed] == ["shanghai-special-fund"]


def test_the_shanghai_fund_pays_thirty_percent_up_to_half_a_million() -> None:
    parameters = PROGRAMMES["shanghai-special-fund"].parameters
    assert parameters["subsidy_share_max"].at(TODAY).value == Decimal("0.3")
    assert parameters["subsidy_cap_yuan"].at(TODAY).value == Decimal(500_000)
    assert parameters["own_share_min"].at(TODAY).value == Decimal("0.7")


def test_before_the_notice_there_is_no_figure() -> None:
    parameters = PROGRAMMES["shanghai-special-fund"].parameters
    assert parameters["subsidy_share_max"].at(BEFORE).value is None


def test_the_accounts_of_payment_contradict_each_other() -> None:
    payment = PROGRAMMES["shanghai-special-fund"].parameters["payment"].at(TODAY)
    assert payment.conflict
    assert payment.value is None


def test_the_service_fund_publishes_no_limit() -> None:
    fund = PROGRAMMES["service-relief-fund"]
    assert not fund.bounded
    assert {rule.kind for rule in fund.rules} >= {RuleKind.REQUIRE, RuleKind.ADVICE}


def test_a_changed_digest_makes_only_its_own_rules_stale() -> None:
    texts = TEXTS | {"shanghai-special-fund-2017": "改写过的文字。"}
    after = checked(PROGRAMMES["shanghai-special-fund"], texts.get)
    stale = {rule.id for rule in after.rules if rule.source.stale}
    assert stale == {"subsidy-share", "subsidy-cap", "fields"}


PROGRAMME = """
key: trial
title: 试行专项
aliases: [试行专项]
facts:
  total_input_yuan: {label: 总投入, question: 多少元？, type: yuan}
  own_yuan: {label: 自筹, question: 多少元？, type: yuan}
  kind:
    {label: 主体, question: 哪类？, type: choice, choices: [企业, 个人], synonyms: {公司: 企业}}
  local: {label: 本地, question: 是吗？, type: yes_no}
  years: {label: 年数, question: 几年？, type: number, unit: 年}
parameters:
  share:
    label: 比例
    values:
      - {value: 0.3, effective_from: 2020-01-01, tier: digest, source: {document: d, quote: q}}
  kinds:
    label: 主体
    values:
      - {value: [企业], tier: digest, source: {document: d, quote: q}}
rules:
  - id: share
    kind: limit
    text: 不超过三成。
    tier: digest
    source: {document: d, quote: q}
    bound: share
    parameter: share
  - id: company
    kind: require
    text: 是企业。
    tier: digest
    source: {document: d, quote: q}
    condition: {fact: kind, check: one_of, parameter: kinds}
    only_if: {fact: local, check: is, expected: true}
"""


def test_a_well_formed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(PROGRAMME, encoding="utf-8")
    programme = load_programme(path)
    assert programme.bounded
    assert not programme.assumed
    assert load_programmes(tmp_path) == (programme,)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: trial\n", "", "missing 'key'"),
        ("key: trial", "name: trial", "unknown key name"),
        ("kind: limit", "kind: law", "law"),
        ("tier: digest, source", "tier: rumour, source", "rumour"),
        ("    tier: digest\n", "    tier: rumour\n", "rumour"),
        ("    bound: share\n", "", "needs a bound"),
        ("kind: limit", "kind: require", "needs a condition"),
        ("    bound: share", "    unheld: true\n    bound: share", "only a requirement"),
        ("parameter: share", "parameter: cap", "no parameter"),
        ("effective_from: 2020-01-01", "effective_from: soon", "expected a date"),
        ("value: 0.3", "value: {a: 1}", "expected a number"),
        ("value: 0.3", "value: true", "expected a number"),
        ("value: [企业]", "value: [企业, 5]", "parameter kinds: value"),
        ("value: [企业]", "value: [公司]", "`one_of` cannot compare kind with kinds"),
        ("value: [企业]", "value: 5", "`one_of` cannot compare kind with kinds"),
        ("check: one_of, ", "check: at_least, ", "`at_least` cannot compare kind"),
        ("check: one_of, ", "check: among, ", "rule company: condition: 'among'"),
        ("check: one_of, parameter: kinds", "check: one_of", "takes a parameter"),
        ("check: is, expected: true", "check: is", "only_if: fact local"),
        ("expected: true", "expected: 是", "`is` cannot compare local with 是"),
        ("expected: true", "expected: 5", "expected a text, true or false"),
        ("fact: local", "fact: nearby", "no fact {'nearby'}"),
        ("id: company", "id: share", "two rules have the same id"),
        ("id: company", "id: ''", "expected a text"),
        ("2020-01-01,", "2020-01-01, effective_to: 2019-12-31,", "before it begins"),
        (
            "    bound: share",
            "    effective_from: 2020-01-01\n    effective_to: 2019-01-01\n    bound: share",
            "rule share: ends on 2019-01-01",
        ),
        ("    parameter: share\n", "    parameter: share\n    base: years\n", "no fact in yuan"),
        (", unit: 年", "", "fact years: 年数: a unit"),
        ("title: 试行专项", "title: 5", "title 5: expected a text"),
        ("title: 试行专项", "title: 一\ntitle: 二", "key written twice: title"),
        ("  own_yuan:", "  total_input_yuan:", "key written twice: total_input_yuan"),
        ("title: 试行专项", "title: 一\nassumed: 是", "expected true or false"),
        ("title: 试行专项", "title: 一\nmoney: {whole: total}", "a limit is of total"),
        ("title: 试行专项", "title: 一\nmoney: {least: 0}", "money: unknown key least"),
        ("title: 试行专项", "title: 一\nmoney: [总额]", "expected keys with values"),
        ("rules:\n", "rules: []\nold: \n", "unknown key old"),
        ("quote: q}}", "quot: q}}", "source: unknown key quot"),
        ("aliases: [试行专项]", "aliases: [", "flow sequence"),
        ("type: choice", "type: colour", "fact kind: 'colour'"),
        (", choices: [企业, 个人], synonyms: {公司: 企业}", "", "choices belong to a choice"),
        ("公司: 企业", "公司: 工厂", "a synonym of no choice"),
        ("  own_yuan: {label: 自筹, question: 多少元？, type: yuan}\n", "", "no fact {'own_yuan'}"),
        ("多少元？, type: yuan", "多少元？, type: place", "no fact in yuan"),
        ("effective_from:", "effective_form:", "parameter share: unknown key effective_form"),
        ("    text: 不超过三成。\n", "", "rule share: missing 'text'"),
        ("    bound: share", "    bound: half", "rule share: 'half'"),
        (PROGRAMME, "- just\n- a list\n", "trial.yaml"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text(PROGRAMME.replace(old, new), encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match=r"trial\.yaml") as refusal:
        load_programme(path)
    assert said in str(refusal.value)


def test_a_file_without_rules_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trial.yaml"
    path.write_text("key: k\ntitle: t\naliases: []\nrules: []\n", encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match="rules"):
        load_programme(path)
