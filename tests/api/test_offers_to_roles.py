"""What the pages of the desk offer to a role, links and forms, is not refused to it afterwards."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.desk.people import Staff
from api.domain.duties import Role
from api.store.database import Database
from tests.api.application_office import Office, open_office
from tests.desk_fakes import SAME
from tests.e2e.desk_scene import build_scene
from tests.fakes import FixedClock

FORBIDDEN = 403
SKIPPED = ("/desk/logout", "/desk/account")
PAGES = (
    "/desk?status=all",
    "/desk/tickets/{coats}?status=all",
    "/desk/tickets/{accepted}?status=all",
    "/desk/tickets/{flood}?status=all",
    "/desk/tickets/{accepted}/publication",
    "/desk/claims",
    "/desk/claims/{claim}",
    "/desk/claims/{claim}/work",
    "/desk/organisations/scf",
    "/desk/answers/1",
    "/desk/chats/2",
    "/desk/pools/1",
    "/desk/posts/1",
    "/desk/applications",
    "/desk/applications/1",
)


class Offered(HTMLParser):
    """The links of a page, and its forms with the fields nobody types."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and found.get("href", "").startswith("/desk"):
            self.links.add(found["href"].partition("#")[0])
        if tag == "form" and found.get("method") == "post":
            self.forms.append((found["action"], {}))
        if tag == "input" and found.get("type") == "hidden" and self.forms:
            self.forms[-1][1][found["name"]] = found["value"]


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return open_office(sqlite_database, clock, tmp_path)


def test_nothing_that_is_offered_is_refused(office: Office) -> None:
    scene = build_scene(office.desk.database, office.desk.ledger, office.clock)
    office.hire(Staff("录入", frozenset({Role.INTAKE})))
    office.enter("录入")
    refused = []
    for role in Role:
        client = office.hire(Staff(role.label, frozenset({role}))).client
        tried: set[str] = set()
        for page in (one.format(**vars(scene)) for one in PAGES):
            shown = client.get(page, headers=SAME)
            offered = Offered(shown.text)
            for link in sorted(offered.links):
                if _kind(link) not in tried and client.get(link).status_code == FORBIDDEN:
                    refused.append((role.label, page, link))
                tried.add(_kind(link))
            for address, fields in offered.forms:
                if address.startswith(SKIPPED):
                    continue
                answer = client.post(address, data=fields, headers=SAME)
                if answer.status_code == FORBIDDEN:
                    refused.append((role.label, page, f"{address} {fields.get('act', '')}"))
    assert refused == []


def _kind(link: str) -> str:
    return re.sub(r"\d+", "N", urlsplit(link).path)
