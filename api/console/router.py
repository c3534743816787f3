"""All pages of the staff desk under ``/desk``."""

from fastapi import APIRouter, Depends, Request

from api.console import (
    account_routes,
    allocation_routes,
    application_file_routes,
    application_routes,
    assignment_routes,
    blocked_routes,
    bulk_routes,
    change_routes,
    chat_routes,
    claim_routes,
    code_routes,
    comparison_routes,
    draft_routes,
    export_routes,
    faq_routes,
    file_routes,
    hit_test_routes,
    import_routes,
    key_routes,
    knowledge_routes,
    login_routes,
    matching_routes,
    offer_routes,
    organisation_routes,
    overview_routes,
    policy_routes,
    pool_routes,
    post_routes,
    publication_routes,
    question_routes,
    queue_routes,
    report_routes,
    rule_routes,
    search_routes,
    settings_routes,
    shortcut_routes,
    staff_routes,
    text_routes,
    ticket_routes,
    two_step_routes,
    version_routes,
    viewer_routes,
    webhook_routes,
    work_routes,
)
from api.console.desk import Desk
from api.console.pages import DeskPages
from api.console.services import DeskServices
from api.console.visit import PATH

ROUTERS = (
    login_routes.router,
    code_routes.router,
    account_routes.router,
    two_step_routes.router,
    queue_routes.router,
    search_routes.router,
    bulk_routes.router,
    change_routes.router,
    assignment_routes.router,
    shortcut_routes.router,
    ticket_routes.router,
    version_routes.router,
    policy_routes.router,
    viewer_routes.router,
    comparison_routes.router,
    publication_routes.router,
    file_routes.router,
    question_routes.router,
    chat_routes.router,
    faq_routes.router,
    knowledge_routes.router,
    import_routes.router,
    draft_routes.router,
    hit_test_routes.router,
    rule_routes.router,
    matching_routes.router,
    allocation_routes.router,
    post_routes.router,
    blocked_routes.router,
    offer_routes.router,
    organisation_routes.router,
    pool_routes.router,
    claim_routes.router,
    work_routes.router,
    application_routes.router,
    application_file_routes.router,
    overview_routes.router,
    report_routes.router,
    export_routes.router,
    staff_routes.router,
    settings_routes.router,
    key_routes.router,
    text_routes.router,
    webhook_routes.router,
)


def desk_router(services: DeskServices) -> APIRouter:
    """The desk's routes, working with ``services``."""
    desk = Desk(services, DeskPages())

    async def give_desk(request: Request) -> None:
        request.state.desk = desk

    router = APIRouter(dependencies=[Depends(give_desk)])
    for part in ROUTERS:
        router.include_router(part, prefix=PATH)
    return router
