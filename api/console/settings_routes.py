"""``/desk/settings``: where administrators find everything they look after."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from api.console.desk import DeskDep
from api.console.refusing import DeskRoute
from api.console.state_view import Seen, state_lines
from api.console.visit import VisitDep, page
from api.desk.accounts import list_staff
from api.domain.duties import Role
from api.routes.services import WebDep
from api.store.service_state import counts

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@dataclass(frozen=True, slots=True)
class Part:
    """Something administrators look after: its page, its name and what is done there."""

    address: str
    name: str
    meaning: str


PARTS: tuple[tuple[str, tuple[Part, ...]], ...] = (
    (
        "人",
        (
            Part("/desk/staff", "人员", "开账号、重置密码、停用、解除两步验证"),
            Part("/desk/posts", "岗位", "挂职岗位和任期，邀请、交接"),
            Part("/desk/assignment", "分配规则", "哪些工单自动交给谁审核，先试再用"),
            Part("/desk/account", "本人账号", "密码、两步验证、登录的地方、常用说法"),
        ),
    ),
    (
        "内容",
        (
            Part("/desk/knowledge", "知识库", "政策文件的导入、更替、停用，每次变动有记录"),
            Part("/desk/knowledge/rules", "规则", "依据已经变动、要人核对的规则"),
            Part("/desk/texts", "话术", "聊天里说的每一句话：查找、改写、恢复原文"),
            Part("/desk/organisations/blocked", "非法社会组织名单", "导入名单，核对已登记的机构"),
        ),
    ),
    (
        "对接",
        (
            Part("/desk/keys", "接口密钥", "给别的系统用的密钥：发出、停用、看最近使用"),
            Part("/desk/exports/log", "导出记录", "谁在什么时候下载了什么、有多少行"),
            Part("/desk/webhooks", "推送", "有事时主动告诉别的系统，看送到没有"),
        ),
    ),
)


@router.get("/settings")
def settings_page(visit: VisitDep, desk: DeskDep, web: WebDep) -> Response:
    """The hub, with how the service stands.

    Raises:
        NotAllowed: not an administrator.
    """
    with desk.services.database.read() as unit:
        accounts = list_staff(unit, visit.staff)
        counted, now = counts(unit), unit.now
    administrators = [one for one in accounts if Role.ADMIN in one.roles and not one.disabled]
    seen = Seen(
        settings=web.services.settings,
        counts=counted,
        gauges=web.services.gauges,
        now=now,
        administrators=len(administrators),
        without_two_step=sum(not one.two_step for one in administrators),
    )
    lines = state_lines(seen)
    return page(desk, visit, "settings.html", parts=PARTS, lines=lines, now=now, here="settings")
