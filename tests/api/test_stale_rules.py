"""Rules whose quotation is gone from the texts in force: found, explained and shown."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.desk import knowledge_changes as changes
from api.desk.stale_rules import GONE, StaleRule, stale_rules
from api.domain.programme import checked
from api.domain.stale_rules import lost_its_basis, stale_sources
from api.store.database import Database
from api.store.library import SqlLibrary
from knowledge.articles import split
from knowledge.documents import Document
from knowledge.ingest import builtin_documents
from knowledge.programme_files import load_programmes
from tests.api.desks import ADMIN
from tests.desk_fakes import make_desk, staffed

DAY = date(2026, 9, 1)
FUND = "shanghai-special-fund-2017"
PROGRAMMES = load_programmes()
QUOTED = {source.document for programme in PROGRAMMES for source in programme.sources}
DOCUMENTS = {each.key: each for each in builtin_documents() if each.key in QUOTED}


@pytest.fixture
def library(database: Database) -> SqlLibrary:
    library = SqlLibrary(database)
    for document in DOCUMENTS.values():
        library.put(document, split(document) if document.programme else ())
    return library


def found(database: Database) -> tuple[StaleRule, ...]:
    with database.read() as unit:
        return stale_rules(unit, PROGRAMMES, DAY)


def changed(document: Document) -> Document:
    return replace(document, text=document.text.replace("30%", "20%"))


def test_with_the_texts_as_they_ship_no_rule_is_stale(
    database: Database, library: SqlLibrary
) -> None:
    assert library.documents()
    assert found(database) == ()


def test_a_changed_text_makes_the_rules_that_quote_it_stale(
    database: Database, library: SqlLibrary
) -> None:
    library.put(changed(DOCUMENTS[FUND]), ())
    stale = found(database)

    assert {one.key for one in stale} == {FUND}
    assert all("30%" in one.stale.source.quote for one in stale)
    assert all("文字有改动" in one.cause for one in stale)
    assert any("20%" in one.nearest for one in stale)
    assert all(one.event is not None and one.event.actor == "系统" for one in stale)


def test_a_withdrawn_document_says_who_withdrew_it_and_why(
    database: Database, library: SqlLibrary
) -> None:
    assert library.document(FUND)
    with database.begin() as unit:
        changes.withdraw(unit, ADMIN, FUND, version=1, reason="来源有误")
    stale = found(database)
    assert stale
    assert all(one.cause == "文件已经撤下" and one.nearest == "" for one in stale)
    assert {one.event.reason for one in stale if one.event} == {"来源有误"}


def test_a_newer_version_with_the_same_words_keeps_the_rules(
    database: Database, library: SqlLibrary
) -> None:
    old = DOCUMENTS[FUND]
    newer = replace(old, key="fund-2026", effective_from=date(2026, 3, 1))
    library.put(newer, split(newer))
    with database.begin() as unit:
        changes.replace_by(unit, ADMIN, FUND, version=1, newer="fund-2026", reason="新版")
    assert found(database) == ()

    library.put(changed(newer), ())
    stale = found(database)
    assert {one.cause for one in stale} == {"文件已被新版替代，新版里没有原来的句子"}
    assert any("20%" in one.nearest for one in stale)


def test_a_document_that_is_gone_altogether_is_said_to_be(database: Database) -> None:
    stale = found(database)
    assert {one.cause for one in stale} == {GONE}
    assert all(one.title == one.key for one in stale)


def test_only_what_stands_on_the_day_is_counted() -> None:
    (fund,) = (each for each in PROGRAMMES if each.key == "shanghai-special-fund")
    nothing = checked(fund, lambda _: None)
    assert stale_sources(nothing, DAY)
    assert len(stale_sources(nothing, date(2018, 1, 1))) < len(stale_sources(nothing, DAY))
    assert all(lost_its_basis(nothing, rule, DAY) for rule in nothing.rules)


def test_a_rule_stands_while_one_source_of_its_parameter_does() -> None:
    (fund,) = (each for each in PROGRAMMES if each.key == "shanghai-special-fund")
    rule = next(each for each in fund.rules if each.parameter)
    key = rule.parameter
    assert key is not None
    alone = replace(rule, source=replace(rule.source, stale=False))
    lost = fund.parameters[key]
    values = tuple(replace(v, source=replace(v.source, stale=True)) for v in lost.values)
    without = replace(fund, parameters=fund.parameters | {key: replace(lost, values=values)})
    assert lost_its_basis(without, alone, DAY)
    assert not lost_its_basis(fund, alone, DAY)


def test_the_desk_shows_the_old_words_and_what_became_of_them(
    database: Database, library: SqlLibrary, tmp_path: Path
) -> None:
    browser = staffed(make_desk(database, tmp_path))
    assert "所有规则都有依据" in browser.get("/desk/knowledge/rules")
    assert "依据变动" not in browser.get("/desk/knowledge")

    library.put(changed(DOCUMENTS[FUND]), ())
    page = browser.get("/desk/knowledge/rules")
    assert "处依据变动了" in page
    assert "。；" not in page
    assert "原来的依据" in page
    assert "现在最接近的" in page
    assert "内容更新" in page
    assert "处规则的依据变动了" in browser.get("/desk/knowledge")
