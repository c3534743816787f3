"""How the service stands, as the hub of administrators tells it: counted, worded, no secrets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from api.console import state_view
from api.console.state_view import Seen, state_lines
from api.desk import webhooks
from api.domain.duties import EVERY_ROLE
from api.domain.job import JobKind, JobState
from api.domain.service_state import Level, StateLine
from api.domain.webhook import TICKABLE, WebhookFacts
from api.outbox import queue_delivery
from api.settings import Settings
from api.store import jobs
from api.store.database import Database
from api.store.notices import queue_notice
from api.store.service_state import Counts, Posted, counts
from api.tables.delivery import notices, outbox
from tests.api.desks import ADMIN, hired, ledger_of, photo, reported
from tests.desk_fakes import make_desk, staffed
from tests.fakes import NOON, FixedClock

NOTHING = Counts({}, {}, Posted(), Posted(), 0, 0, 0, 0, 0)


def lines(folder: Path, counted: Counts = NOTHING, **settings: object) -> Mapping[str, StateLine]:
    seen = Seen(
        settings=Settings(data=folder).model_copy(update=settings),
        counts=counted,
        gauges={"passages": lambda: 24_000.0},
        now=NOON,
        administrators=1,
        without_two_step=0,
    )
    return {line.name: line for line in state_lines(seen)}


def test_what_waits_is_lost_or_takes_up_room_is_counted(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    hired(database, ADMIN)
    ledger = ledger_of(database, tmp_path)
    number = reported(ledger, database, channel="web", chat="w").number
    person = ledger.receive(photo(database, "x.txt", b"text", chat="42", update="2")).person
    with ledger.transaction(person) as transaction:
        transaction.keep_file("说明.pdf", b"%PDF-1.4\n%%EOF\n")
    with database.begin() as unit:
        for ordinal in range(3):
            key = f"n{ordinal}"
            queue_notice(unit, channel="telegram", chat="42", turn={}, key=key)
        unit.connection.execute(
            update(notices).where(notices.c.idempotency_key == "n0").values(dead_reason="封了")
        )
        queue_delivery(unit, kind="matching", ticket=number, payload={}, key="m")
        facts = WebhookFacts("省平台", "https://hooks.example/", TICKABLE)
        webhooks.ping(unit, ADMIN, webhooks.make_webhook(unit, ADMIN, facts, key="k").number)
        unit.connection.execute(
            update(outbox).where(outbox.c.webhook == 1).values(status="needs_attention")
        )
        job = jobs.begin(unit, JobKind.REMATCH, "admin", {})
        jobs.begin(unit, JobKind.ALLOCATION, "admin", {})
        jobs.move(unit, job, JobState.RUNNING)
        running = jobs.load(unit, job.number)
        jobs.move(unit, running, JobState.FAILED, finished_at=unit.now, problem="断电")
    begun = clock.at
    clock.at = begun + timedelta(minutes=11)
    with database.read() as unit:
        found = counts(unit)
    assert found.heard == {"web": begun, "telegram": begun}
    assert found.told["telegram"] == Posted(waiting=2, held_up=2, stuck=1)
    assert found.matching == Posted(waiting=1, held_up=1)
    assert found.webhooks == Posted(stuck=1)
    assert (found.jobs_open, found.jobs_failed, found.files_reading) == (1, 1, 0)
    assert (found.files, found.file_bytes > 0) == (1, True)
    clock.at = begun + timedelta(days=8)
    with database.read() as unit:
        assert counts(unit).told["telegram"] == Posted(waiting=2, held_up=2)
        assert counts(unit).jobs_failed == 0


def test_a_channel_is_told_by_its_settings_and_by_what_goes_out(tmp_path: Path) -> None:
    counted = replace(
        NOTHING,
        heard={"web": NOON - timedelta(hours=2)},
        told={"telegram": Posted(stuck=1), "web": Posted(waiting=3, held_up=1)},
    )
    plain = lines(tmp_path, counted)
    assert plain["网页聊天"].level is Level.WAITS
    assert "2 小时前有人来过" in plain["网页聊天"].text
    assert "3 条通知等着发，其中 1 条等了十分钟以上。" in plain["网页聊天"].text
    assert plain["Telegram"].level is plain["企业微信"].level is Level.OFF
    told = lines(tmp_path, counted, telegram_token=SecretStr("12:secret"), wecom_corp_id="ww1")
    assert told["Telegram"].level is Level.LOST
    assert told["Telegram"].text == "轮询方式。还没有人来过。1 条通知没有发出去。"
    assert told["企业微信"].level is Level.GOOD


def test_no_secret_is_told(tmp_path: Path) -> None:
    told = lines(
        tmp_path,
        telegram_token=SecretStr("12:telegram-hush"),
        llm_base_url="https://model.example/v1/llm-path",
        llm_model="qwen3-8b",
        llm_api_key=SecretStr("llm-hush"),
        matching_url="https://match.example/needs?token=url-hush",
        database_url="postgresql+psycopg://user:database-hush@host/name",
    )
    whole = " ".join(line.text for line in told.values())
    assert "hush" not in whole
    assert told["语言模型"].text == "qwen3-8b，在 model.example。"
    assert told["需求转匹配"].text == "发到 match.example。"
    assert "pg_dump" in told["备份"].text


def test_what_is_well_says_so(tmp_path: Path) -> None:
    told = lines(tmp_path)
    assert told["推送"].text == "没有等着发的。"
    assert told["后台计算"].text == "现在没有。"
    assert told["知识检索"].text == "24,000 个片段可以检索。"
    assert "数据库也在里面" in told["备份"].text
    assert {one.level for one in told.values()} == {Level.GOOD, Level.OFF, Level.NOTE}


def test_what_is_not_well_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_view, "FREE_BYTES", 10**18)
    seen = Seen(
        settings=Settings(data=tmp_path),
        counts=replace(NOTHING, jobs_open=1, jobs_failed=2, files_reading=3),
        gauges={
            "passages": lambda: 100.0,
            "vectors": lambda: 40.0,
            "vectors_wanted": lambda: 100.0,
            "library_behind": lambda: 1.0,
        },
        now=NOON,
        administrators=2,
        without_two_step=1,
    )
    told = {line.name: line for line in state_lines(seen)}
    assert told["磁盘"].level is Level.LOST
    assert "请尽快清理或扩容" in told["磁盘"].text
    assert "读不到数据文件夹" in lines(tmp_path / "gone")["磁盘"].text
    assert told["知识检索"].level is Level.WAITS
    assert "语义索引 40/100，还在建" in told["知识检索"].text
    assert told["登录安全"].level is Level.WAITS
    assert told["后台计算"].level is Level.LOST
    assert "七天内有 2 个没有算完；3 份导入文件在读。" in told["后台计算"].text


def test_the_hub_shows_it_to_administrators(sqlite_database: Database, tmp_path: Path) -> None:
    desk = make_desk(sqlite_database, tmp_path, settings=Settings(data=tmp_path))
    page = staffed(desk, "admin", EVERY_ROLE).get("/desk/settings")
    assert "服务状态" in page
    assert "管理员 1 人，1 人没有开两步验证" in page
    assert "用自带的匹配" in page
