"""Templates and static files: one Jinja environment, static addresses that change with content."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.pages.amounts import yuan

STATIC = Path(__file__).parent.parent / "static"


class Pages:
    """Renders templates of ``api/pages/templates``; ``static(name)`` is known to all of them."""

    def __init__(self) -> None:
        """Digest all static files together: modules import each other by relative address, so
        they can only change version as one."""
        digest = hashlib.sha256()
        for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
            digest.update(path.name.encode() + path.read_bytes())
        self.version = digest.hexdigest()[:10]
        self.environment = Environment(
            loader=PackageLoader("api.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals["static"] = self.static
        self.environment.filters["yuan"] = yuan

    def static(self, name: str) -> str:
        """The address of a static file, unlike that of any other version of it."""
        return f"/static/{self.version}/{name}"

    def render(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """The page, to be asked for anew each time."""
        html = self.environment.get_template(template).render(**context)
        return HTMLResponse(html, status, headers={"Cache-Control": "no-cache"})


class VersionedStatic(StaticFiles):
    """Serves ``/static/{version}/{name}`` to be kept for a year; any version gives the newest."""

    def __init__(self) -> None:
        """Serve the package's own static folder."""
        super().__init__(directory=STATIC)

    def get_path(self, scope: Scope) -> str:
        """The file's path below the static folder, without the version."""
        return super().get_path(scope).partition("/")[2]

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, cacheable for good because its address changes with its content."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
