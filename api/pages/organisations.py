"""``/organisations/{key}``: a verified organisation for everybody."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.clock import SHANGHAI
from api.desk.public_applications import PublicApplication, public_projects
from api.domain.errors import NotFound
from api.domain.organisation_profile import Profile
from api.pages.amounts import yuan
from api.pages.needs import site_of
from api.routes.services import WebDep
from api.store.database import Database
from api.store.public_organisations import PublicOrganisation, public_organisation
from knowledge.procedure_files import load_procedures

Key = Annotated[str, Path(max_length=60)]


def organisation_pages_router(database: Database) -> APIRouter:
    """The page."""
    router = APIRouter(include_in_schema=False)

    @router.get("/organisations/{key}")
    async def organisation_page(key: Key, request: Request, web: WebDep) -> Response:
        """One verified organisation; of any other key the page says that it is not public."""
        try:
            seen, projects = await run_in_threadpool(_seen, database, key)
        except NotFound as refusal:
            return web.pages.render("organisation_gone.html", status=404, detail=refusal.message)
        return web.pages.render(
            "organisation.html",
            seen=seen,
            projects=projects,
            profile=seen.profile,
            facts=facts(seen.profile),
            done=done(seen),
            verified=_verified(seen.profile),
            summary=summary(seen.profile),
            address=f"{site_of(request, web)}/organisations/{key}",
        )

    return router


def _seen(database: Database, key: str) -> tuple[PublicOrganisation, tuple[PublicApplication, ...]]:
    with database.read() as unit:
        return public_organisation(unit, key), public_projects(unit, load_procedures(), key)


def facts(profile: Profile) -> tuple[tuple[str, str], ...]:
    """What everybody may read of it, labelled; what it did not state is left out."""
    own, details = profile.organisation, profile.details
    year = f"（{details.rating_year}年）" if details.rating_year else ""
    known = (
        ("类型", own.kind),
        ("登记地", own.home),
        ("信用代码", own.credit_code or ""),
        ("关注领域", "、".join(one.label for one in details.focus) or "不限"),
        ("服务地区", "、".join(map(str, details.areas)) or "全国"),
        ("服务对象", details.beneficiaries),
        ("评估等级", f"{details.rating}{year}" if details.rating else ""),
    )
    return tuple((label, text) for label, text in known if text)


def done(seen: PublicOrganisation) -> str:
    """What it has done here, in a sentence."""
    if not seen.delivered:
        return "在这里还没有送达的认领。"
    money = f"，资金 {yuan(seen.money_yuan)}" if seen.money_yuan else ""
    return f"已送达 {seen.delivered} 项认领{money}。"


def summary(profile: Profile) -> str:
    """One line for previews of a link."""
    focus = "、".join(one.label for one in profile.details.focus)
    return "，".join(filter(None, (profile.organisation.kind, profile.organisation.home, focus)))


def _verified(profile: Profile) -> str:
    if profile.verified_at is None:
        return ""
    day = profile.verified_at.astimezone(SHANGHAI).date()
    return f"{day.year}年{day.month}月{day.day}日"
