"""Who may open which page of the desk: the table knows every page, and is closed by default."""

from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from api.console.router import ROUTERS
from api.console.sections import SECTIONS, first_section, menu, section_of
from api.desk.people import Staff
from api.domain.duties import Role
from api.domain.errors import NotAllowed
from api.store.database import Database
from tests.desk_fakes import DeskWorld, make_desk, staffed

OPENS = {
    Role.INTAKE: "工单 认领 提问 对话 匹配 知识库 机构 岗位 申报 资金池 概况",
    Role.FIRST_REVIEW: "工单 认领 对话 知识库 机构 岗位 申报 资金池 概况",
    Role.SECOND_REVIEW: "工单 认领 知识库 申报 资金池 概况",
    Role.EXPERT: "知识库 申报",
    Role.FINANCE: "知识库 申报 资金池 概况",
    Role.NOTICE: "工单 认领 知识库 申报 资金池 概况",
    Role.KNOWLEDGE: "提问 对话 知识库 资金池 概况",
    Role.ADMIN: "工单 认领 知识库 机构 岗位 申报 资金池 概况 管理",
}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


def test_the_table_knows_every_page_of_the_desk() -> None:
    pages = [
        f"/desk{route.path}"
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
    ]
    assert len(pages) > 100
    assert [page for page in pages if section_of(page) not in SECTIONS] == []


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_each_role_what_opens_for_it(role: Role) -> None:
    assert {one.label for one in menu(Staff("li", frozenset({role})))} >= set(OPENS[role].split())


@pytest.mark.parametrize("role", Role)
def test_a_page_opens_for_whom_the_menu_offers_it_and_for_nobody_else(
    desk: DeskWorld, role: Role
) -> None:
    staffed(desk, "admin")
    browser = staffed(desk, "li", frozenset({role}))
    offered = menu(Staff("li", frozenset({role})))

    for section in SECTIONS:
        if not section.label or not section.key:
            continue
        page = browser.get(section.path, 200 if section in offered else 403)
        assert (f'href="{section.path}"' in page) is (section in offered)
        if section not in offered:
            assert "您的角色不能" in page


@pytest.mark.parametrize("role", Role)
def test_everybody_begins_on_a_page_that_opens(desk: DeskWorld, role: Role) -> None:
    page = staffed(desk, "li", frozenset({role})).get("/desk")

    assert 'aria-current="page"' in page


def test_everybody_begins_with_their_work_and_not_with_what_all_may_read() -> None:
    begins = {role: first_section(Staff("li", frozenset({role}))).label for role in Role}

    assert begins[Role.EXPERT] == begins[Role.FINANCE] == "申报"
    assert begins[Role.KNOWLEDGE] == "提问"
    assert begins[Role.INTAKE] == begins[Role.ADMIN] == "工单"


def test_a_page_nobody_thought_of_opens_for_administrators_only() -> None:
    unknown = section_of("/desk/brand-new/7")

    assert unknown.opens_for(Staff("admin", frozenset({Role.ADMIN})))
    assert not unknown.opens_for(Staff("li", frozenset(Role) - {Role.ADMIN}))


def test_a_refusal_names_the_roles_that_may() -> None:
    expert = Staff("zhou", frozenset({Role.EXPERT}))

    with pytest.raises(NotAllowed, match="您的角色不能管理人员和设置，需要“管理员”"):
        expert.require(*section_of("/desk/staff").duties)
