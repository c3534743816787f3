"""Fund pools at the desk: entered with a reason, refused with the way on, given out as files."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.desk.pools import REFUSED
from api.domain.duties import EVERY_ROLE, Role
from api.store.database import Database
from api.store.refusals import latest
from knowledge.ingest import builtin_documents
from tests.api.desks import reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed

POOL = {"name": "助学资金池", "purpose": "支持乡村助学", "programme": "", "cap": "50万"}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def made(admin: Browser, **other: str) -> str:
    admin.get("/desk/pools")
    return admin.post("/desk/pools", 200, **{**POOL, **other})


def entered(admin: Browser, kind: str, status: int = 200, **fields: str) -> str:
    found = re.search(r'name="key" value="(\w+)-', admin.page)
    assert found is not None
    body = {"reason": "凭据 2026-1", "key": f"{found[1]}-{kind}", **fields}
    return admin.post("/desk/pools/1", status, kind=kind, **body)


def test_a_pool_is_made_filled_and_spent(desk: DeskWorld, admin: Browser) -> None:
    ticket = reported(desk.ledger, desk.database)
    assert "还没有资金池" in admin.get("/desk/pools")
    assert "资金池已建好" in made(admin)
    entered(admin, "contribution", amount="100万")
    page = entered(
        admin, "commitment", amount="300,000", ticket=str(ticket.number), whole="120万元"
    )
    assert "1 : 3.00" in page
    page = entered(admin, "disbursement", amount="250000.50", of="2")
    assert "未拨付 49,999.50 元，已拨付 250,000.50 元" in page
    entered(admin, "release", amount="49999.50", of="2")
    page = entered(admin, "refund", amount="0.50", of="2")
    assert "对得上" in page
    listed = admin.get("/desk/pools")
    assert "750,000 元" in listed
    assert "1 : 3.80" in listed


def test_over_commitment_is_refused_kept_for_the_audit_and_can_be_mended(
    desk: DeskWorld, admin: Browser
) -> None:
    made(admin)
    entered(admin, "contribution", amount="1000")
    page = entered(admin, "commitment", 422, amount="1000.01")
    assert "可用余额只有 1,000 元" in page
    assert 'value="1000.01"' in page
    entered(admin, "commitment", 422, amount="500000.01")
    entered(admin, "commitment", 422, amount="很多钱")
    entered(admin, "commitment", 422, amount="10", ticket="9999")
    with desk.database.read() as unit:
        reasons = [one.reason for one in latest(unit, REFUSED)]
    assert len(reasons) == 4
    assert any("每次最多承诺 500,000 元" in reason for reason in reasons)
    assert "已登记" in entered(admin, "commitment", amount="1000")


def test_a_wrong_entry_is_undone_by_another_and_both_stay(admin: Browser) -> None:
    made(admin)
    entered(admin, "contribution", amount="100")
    page = entered(admin, "correction", of="1")
    assert "已冲正" in page
    assert "第 2 笔 冲正 100 元" in page
    entered(admin, "correction", 422, of="1")


def test_the_programme_of_the_pool_binds_all_that_goes_to_one_need(
    desk: DeskWorld, admin: Browser
) -> None:
    desk.services.library.put_all((one, ()) for one in builtin_documents())  # type: ignore[attr-defined]
    ticket = str(reported(desk.ledger, desk.database).number)
    made(admin, programme="shanghai-special-fund", cap="")
    entered(admin, "contribution", amount="200万")
    assert "请填写项目总投入" in entered(admin, "commitment", 422, amount="36万")
    entered(admin, "commitment", amount="20万", ticket=ticket, whole="120万")
    page = entered(admin, "commitment", 422, amount="160000.01", ticket=ticket, whole="120万")
    assert "最多支持 360,000 元，这次连同以前的承诺是 360,000.01 元" in page
    entered(admin, "commitment", amount="16万", ticket=ticket, whole="120万")


def test_only_who_keeps_the_money_makes_pools_and_enters(desk: DeskWorld, admin: Browser) -> None:
    made(admin)
    colleague = staffed(desk, roles=EVERY_ROLE - {Role.FINANCE})
    assert "登记由“财务”办理" in colleague.get("/desk/pools/1")
    colleague.post("/desk/pools/1", 403, kind="contribution", amount="1", reason="x", key="k")
    colleague.post("/desk/pools", 403, **POOL)


def test_the_ledger_comes_as_files_in_which_nothing_is_a_formula(admin: Browser) -> None:
    made(admin)
    entered(admin, "contribution", amount="12.34", reason='=HYPERLINK("http://x")')
    answer = admin.client.get("/desk/pools/1/ledger.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "\"'=HYPERLINK(" in answer.content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(admin.client.get("/desk/pools/1/ledger.xlsx").content))
    row = list(book.worksheets[0][2])
    assert row[6].value == 12.34
    assert row[10].data_type == "s"
    admin.get("/desk/pools/9", 404)
    admin.get("/desk/pools/9/ledger.csv", 404)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "资金池名称"),
        ({"purpose": ""}, "写明用途"),
        ({"cap": "0"}, "大于 0"),
        ({"cap": "五十"}, "用数字写金额"),
        ({"programme": "none"}, "没有这个专项"),
    ],
)
def test_a_pool_that_cannot_be_is_refused_and_kept(
    admin: Browser, wrong: dict[str, str], sentence: str
) -> None:
    admin.get("/desk/pools")
    page = admin.post("/desk/pools", 422, **{**POOL, **wrong})
    assert sentence in page
    assert "50万" in page or "cap" in wrong


@pytest.mark.parametrize(
    "page", ["pools", "pools/{}/ledger.csv", "applications", "posts", "claims"]
)
def test_a_number_too_large_for_any_record_is_a_page_that_is_not_there(
    admin: Browser, page: str
) -> None:
    path = page if "{}" in page else f"{page}/{{}}"
    assert "没有找到这一页" in admin.get(f"/desk/{path.format(10**22)}", 404)
