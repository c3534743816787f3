"""Renders the desk's templates; the frame and the design come from the rest of the product."""

from typing import Any

from jinja2 import ChoiceLoader, PackageLoader
from starlette.responses import HTMLResponse

from api.console.words import FILTERS
from api.pages.rendering import Pages


class DeskPages(Pages):
    """``Pages`` that also knows the templates of ``api/console/templates``."""

    def __init__(self) -> None:
        """Prepare the environment; templates are compiled when first used."""
        super().__init__()
        self.environment.loader = ChoiceLoader(
            [PackageLoader("api.console"), PackageLoader("api.pages")]
        )
        self.environment.filters.update(FILTERS)

    def render(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """The page; no copy of it stays behind after logging out."""
        response = super().render(template, status=status, **context)
        response.headers["Cache-Control"] = "no-store"
        return response
