"""The commands as a person types them, over one data folder that a first start has made."""

import gzip
import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from api.cli import app
from api.desk.accounts import create_admin
from api.desk.login import authenticate
from api.desk.passwords import Passwords
from api.store.database import Database
from api.terminal import Notes
from retrieval import owner

NEED = "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣,预算5万元,11月底前送到"
RULES = (
    "# 石榴县慈善办法\n\n第一条 为了规范石榴县的慈善活动，制定本办法。\n\n"
    "第二条 石榴县慈善会每年三月开放爱心粮仓。\n"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_DATA", str(data))


def shanhai(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def one_object(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    body = json.loads(result.stdout)
    assert isinstance(body, dict)
    return body


def test_ask_prints_one_object_with_a_verbatim_quotation() -> None:
    body = one_object(shanhai("ask", "慈善法22条", "--json"))
    assert set(body) == {"status", "text", "citations", "as_of", "mode", "took_ms"}
    assert body["status"] == "answered"
    citations = body["citations"]
    assert isinstance(citations, list)
    first = citations[0]
    assert first["article"] == "第二十二条"
    assert first["end"] - first["start"] == len(first["quote"])
    assert first["tier"] == "official"


def test_ask_computes_a_subsidy_from_the_rules() -> None:
    body = one_object(shanhai("ask", "我们项目总投入120万,最多能拿多少资助?", "--json"))
    assert body["mode"] == "rules"
    assert "36 万元" in str(body["text"])
    assert "待核原文" in str(body["text"])
    quotes = " ".join(str(citation) for citation in body["citations"])  # type: ignore[attr-defined]
    assert "30%" in quotes
    assert "50万元" in quotes


def test_ask_answers_as_of_a_date() -> None:
    body = one_object(shanhai("ask", "慈善法第二十二条", "--as-of", "2020-01-01", "--json"))
    assert body["as_of"] == "2020-01-01"


def test_a_date_that_is_none_is_refused() -> None:
    result = shanhai("ask", "慈善法第二十二条", "--as-of", "tomorrow")
    assert result.exit_code == 2
    assert "tomorrow" in result.output


def test_ask_without_json_prints_the_answer_for_people() -> None:
    result = shanhai("ask", "慈善法22条")
    assert "公开募捐" in result.stdout
    assert "/policies/" not in result.stdout


def test_where_the_public_address_is_set_ask_says_where_each_quotation_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHANHAI_PUBLIC_URL", "https://example.org/")

    result = shanhai("ask", "慈善法22条")

    assert "原文：https://example.org/policies/" in result.stdout


def test_report_prints_what_was_understood_and_where() -> None:
    body = one_object(shanhai("report", NEED, "--json"))
    need, spans = body["need"], body["spans"]
    assert isinstance(need, dict)
    assert isinstance(spans, dict)
    assert need["place"]["county"] == "澜沧拉祜族自治县"
    assert need["items"] == [{"name": "冬衣", "quantity": 200, "unit": "套"}]
    assert need["budget_yuan"] == 50000
    assert need["deadline"] == "11月底前"
    start, end = spans["budget_yuan"]
    assert "5万" in NEED[start:end]
    missing = body["missing"]
    assert isinstance(missing, list)
    assert "beneficiaries" in missing


def test_report_without_json_names_what_would_still_be_asked() -> None:
    assert "还要问" in shanhai("report", NEED).stdout


def test_evaluate_intake_counts_what_is_right_and_ignores_null_gold(tmp_path: Path) -> None:
    gold = {
        "province": "云南省",
        "county": "澜沧县",
        "budget_yuan": 50000,
        "funding_gap_yuan": None,
    }
    cases = tmp_path / "needs.jsonl"
    case = {"id": "1", "raw_text": NEED, "gold": gold, "source_date": "2026-11-01"}
    cases.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    body = one_object(shanhai("evaluate", "intake", "--cases", str(cases), "--json"))
    metrics = body["metrics"]
    assert isinstance(metrics, dict)
    assert body["cases"] == 1
    assert metrics["county"] == metrics["budget_yuan"] == 1.0


def test_evaluate_market_counts_filters_that_were_not_wanted_as_wrong(tmp_path: Path) -> None:
    cases = tmp_path / "searches.yaml"
    cases.write_text(
        "- {text: 云南5万以内的, want: {places: ['53'], most: 50000}}\n"
        "- {text: 年底前要的冬衣, want: {words: [冬衣]}, held: true}\n",
        encoding="utf-8",
    )
    body = one_object(
        shanhai("evaluate", "market", "--cases", str(cases), "--today", "2026-11-28", "--json")
    )
    metrics = body["metrics"]
    assert isinstance(metrics, dict)
    assert body["cases"] == 2
    assert (metrics["exact"], metrics["exact_held"]) == (0.5, 0.0)
    assert (metrics["most"], metrics["before"]) == (1.0, 0.0)


def test_evaluate_market_refuses_a_file_that_is_no_list_of_searches(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    for wrong in ('{"text": "a"}\n{"text": "b"}\n', "- 云南\n", "- text: 云南\n", ""):
        cases.write_text(wrong, encoding="utf-8")
        refused = shanhai("evaluate", "market", "--cases", str(cases))
        assert refused.exit_code == 2
        assert "expected a list in YAML" in refused.stderr


def test_evaluate_answers_takes_a_folder_of_texts_for_that_run(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "石榴县慈善办法.md").write_text(RULES, encoding="utf-8")
    cases = tmp_path / "questions.jsonl"
    article = {"law": "石榴县慈善办法", "article": 2}
    case = {"id": "1", "q": "爱心粮仓几月开放？", "answerable": True, "articles": [article]}
    cases.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    arguments = ("--cases", str(cases), "--documents", str(folder), "--no-dense", "--json")
    body = one_object(shanhai("evaluate", "answers", *arguments))
    metrics = body["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["hit@1"] == metrics["quote_exact"] == 1.0


def test_evaluate_answers_calibrates_the_gate_and_says_where_its_bounds_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.calibration.LAY", 8)
    cases, bounds, figure = (tmp_path / name for name in ("c.yaml", "t.yaml", "c.png"))
    asked = ["今天天气如何", "红烧肉怎么做", "彩票中奖号码", "谁会当选总统", "推荐一部电影"]
    cases.write_text(json.dumps({"unanswerable": asked}), encoding="utf-8")
    files = ("--cases", str(cases), "--thresholds", str(bounds), "--figure", str(figure))

    body = one_object(shanhai("evaluate", "answers", *files, "--calibrate", "--no-dense", "--json"))

    assert body["cases"] == 13
    assert body["thresholds"] == yaml.safe_load(bounds.read_text(encoding="utf-8"))["thresholds"]
    assert figure.stat().st_size > 5_000
    monkeypatch.setattr("api.calibration.LAY", 0)
    refused = shanhai("evaluate", "answers", *files, "--calibrate", "--no-dense")
    assert refused.exit_code == 2
    assert "answerable" in refused.stderr


def test_a_file_without_lists_of_questions_is_refused(tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("[]", encoding="utf-8")

    assert shanhai("evaluate", "answers", "--cases", str(cases), "--no-dense").exit_code == 2


def test_figures_are_readable_without_json(tmp_path: Path) -> None:
    cases = tmp_path / "needs.jsonl"
    case = {"id": "1", "raw_text": NEED, "gold": {"province": "贵州省"}}
    cases.write_text(json.dumps(case, ensure_ascii=False) + "\n\n", encoding="utf-8")
    result = shanhai("evaluate", "intake", "--cases", str(cases))
    assert "province" in result.stdout


@pytest.mark.parametrize("line", ["{not json", "[1, 2]"])
def test_a_line_of_cases_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    cases = tmp_path / "bad.jsonl"
    cases.write_text(f"\n{line}\n", encoding="utf-8")
    result = shanhai("evaluate", "intake", "--cases", str(cases))
    assert result.exit_code == 2
    assert "line 2" in result.output


def test_documents_are_added_listed_and_answered_from(tmp_path: Path) -> None:
    text = tmp_path / "石榴县慈善办法.md"
    text.write_text(RULES, encoding="utf-8")
    assert "1 added" in shanhai("knowledge", "add", str(text)).output
    assert "0 added" in shanhai("knowledge", "add", str(tmp_path)).output
    listed = one_object(shanhai("knowledge", "list", "--json"))
    assert "石榴县慈善办法" in json.dumps(listed, ensure_ascii=False)
    assert "石榴县慈善办法" in shanhai("knowledge", "list").stdout
    assert "三月" in shanhai("ask", "石榴县慈善办法第二条").stdout


def test_a_file_that_is_refused_is_named_and_the_others_are_added(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(RULES.replace("石榴", "葡萄"), encoding="utf-8")
    (tmp_path / "乙.pdf").write_bytes(b"%PDF-1.7 cut")
    (tmp_path / "丙.png").write_bytes(b"\x89PNG")
    result = shanhai("knowledge", "add", str(tmp_path), str(tmp_path / "丁.md"))
    assert result.exit_code == 1
    assert "甲.md: added 葡萄县慈善办法, 2 passages" in result.output
    assert "乙.pdf: refused – the file is damaged: fetch it again" in result.output
    assert "丁.md: refused – no such file" in result.output
    assert "丙.png" in result.output
    assert "1 added, 0 changed, 0 unchanged, 2 refused; 2 passages" in result.output


def test_what_became_of_each_file_is_one_object(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(RULES.replace("石榴", "杏花"), encoding="utf-8")
    first = one_object(shanhai("knowledge", "add", str(tmp_path / "甲.md"), "--json"))
    again = one_object(shanhai("knowledge", "add", str(tmp_path / "甲.md"), "--json"))
    for body, fate, passages in ((first, "added", 2), (again, "unchanged", 0)):
        assert isinstance(body["files"], list)
        (file,) = body["files"]
        assert (file["file"], file["fate"], file["passages"]) == ("甲.md", fate, passages)
        assert file["key"] == "杏花县慈善办法"


def test_rebuild_leaves_the_dense_index_to_the_service_that_owns_it(data: Path) -> None:
    shanhai("knowledge", "list")
    folder = data / "indexes" / "dense"
    folder.mkdir(parents=True, exist_ok=True)
    held = owner.claim(folder)
    assert held is not None
    try:
        assert "running service" in shanhai("knowledge", "rebuild").output
    finally:
        held.release()


def test_rebuild_restores_the_index_of_words_whatever_became_of_it(data: Path) -> None:
    shanhai("ask", "慈善法22条")
    for path in (data / "indexes" / "lexical").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
            path.write_text("a file where the index was")
    (data / "knowledge.stamp").write_bytes(b"\xff\xfe")
    assert "is damaged; the next start mends it" in shanhai("doctor").stdout
    held = owner.claim(data / "indexes" / "dense")
    assert held is not None
    try:
        result = shanhai("knowledge", "rebuild", "--from-scratch")
    finally:
        held.release()
    assert result.exit_code == 0
    assert "stop it to have that one made from scratch" in result.output
    assert "0 documents changed" in result.output
    assert "passages in the index of words" in result.output
    assert "words ready" in shanhai("doctor").stdout


def test_demo_adds_its_samples_once() -> None:
    assert "8 new sample needs" in shanhai("demo").output
    assert "0 new sample needs" in shanhai("demo").output


def test_doctor_finds_a_fresh_machine_well() -> None:
    body = one_object(shanhai("doctor", "--json"))
    findings = body["findings"]
    assert isinstance(findings, list)
    assert all(finding["well"] for finding in findings)
    assert "ok" in shanhai("doctor").stdout


def test_doctor_reads_every_history_when_asked() -> None:
    shanhai("demo")
    assert "histories, each whole" in shanhai("doctor", "--audit").stdout


def test_doctor_says_which_part_is_ill_and_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("SHANHAI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("SHANHAI_TELEGRAM_TOKEN", "123456:ABC-secret")
    monkeypatch.setenv("SHANHAI_TELEGRAM_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("SHANHAI_MATCHING_URL", "http://127.0.0.1:1/needs")
    result = shanhai("doctor")
    assert result.exit_code == 1
    for setting in ("REDIS_URL", "DATABASE_URL", "TELEGRAM_API_URL", "MATCHING_URL"):
        assert f"SHANHAI_{setting}" in result.stdout
    assert "ABC-secret" not in result.output


def test_a_wrong_setting_ends_a_command_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_PORT", "eighty")
    result = shanhai("knowledge", "list")
    assert result.exit_code == 2
    assert "SHANHAI_PORT" in result.output


def test_a_log_gets_progress_seldom_and_every_line_that_stays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    notes = Notes()
    notes.progress("1/3")
    notes.progress("2/3")
    notes.say("done")
    assert capsys.readouterr().err == "1/3\ndone\n"


def test_on_a_terminal_progress_rewrites_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    notes = Notes()
    notes.progress("1/2")
    notes.progress("2/2")
    notes.say("done")
    assert capsys.readouterr().err == "\r\x1b[K1/2\r\x1b[K2/2\ndone\n"


def test_a_lost_password_is_replaced_from_the_command_line(data: Path) -> None:
    assert shanhai("reset-password", "nobody").exit_code == 1
    database = Database(f"sqlite:///{data / 'shanhai.sqlite3'}")
    with database.begin() as unit:
        create_admin(unit, Passwords())
    result = shanhai("reset-password", "admin")
    assert result.exit_code == 0
    password = result.stderr.split()[-1]
    assert authenticate(database, Passwords(), "admin", password).must_change_password
    database.close()


def test_evaluate_retrieval_ranks_the_rows_of_a_packed_corpus(tmp_path: Path) -> None:
    row = {"id": "粮仓法1", "law": "粮仓法", "no": "第一条", "chap": "总则", "text": "粮仓三月开。"}
    corpus, cases = tmp_path / "rows.jsonl.gz", tmp_path / "queries.jsonl"
    corpus.write_bytes(gzip.compress(json.dumps(row).encode()))
    cases.write_text('{"qid": "1", "q": "粮仓几月开", "rel": ["粮仓法1"]}\n', encoding="utf-8")
    files = ("--corpus", str(corpus), "--cases", str(cases))

    body = one_object(shanhai("evaluate", "retrieval", *files, "--no-dense", "--json"))

    assert body["cases"] == 1
    metrics = body["metrics"]
    assert isinstance(metrics, dict)
    assert metrics["R@1"] == metrics["MRR@10"] == 1.0
    corpus.write_bytes(b"not packed")
    assert shanhai("evaluate", "retrieval", *files, "--no-dense").exit_code == 2
    plain = tmp_path / "rows.jsonl"
    plain.write_text(json.dumps(row), encoding="utf-8")
    files = ("--corpus", str(plain), "--cases", str(cases))
    assert shanhai("evaluate", "retrieval", *files, "--no-dense").exit_code == 0
