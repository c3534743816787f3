"""An office that leads applications: a desk, its people, and what they do on its pages."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from api.bootstrap.applications import open_application_pages
from api.console.visit import COOKIE
from api.desk.people import Staff
from api.desk.sessions import open_session
from api.domain.credit_code import credit_code
from api.domain.duties import ALL_WORK, EVERY_ROLE
from api.domain.organisation_details import Details
from api.pages.applications import application_pages_router
from api.store import applications, organisations
from api.store.database import Database
from api.store.library import SqlLibrary
from knowledge.digests import digests
from tests.api.desks import hired
from tests.desk_fakes import Browser, DeskWorld, make_desk
from tests.fakes import FixedClock

CODE = "533100005017745272"
SPECIAL, RELIEF = "shanghai-special-fund", "service-relief-fund"
PLACE = "云南省普洱市澜沧县"
ANSWERS = {
    SPECIAL: {
        "fact_applicant_type": "基金会",
        "fact_registered_in_shanghai": "yes",
        "fact_annual_review_passed": "yes",
        "fact_non_profit": "yes",
    },
    RELIEF: {
        "fact_applicant_type": "社会组织",
        "fact_registered_in_shanghai": "yes",
        "fact_service": "照护服务",
        "fact_capable": "yes",
    },
}


def staff(name: str) -> Staff:
    return Staff(name, EVERY_ROLE if name.startswith("admin") else ALL_WORK)


@dataclass
class Office:
    """A desk, its clock, and the browsers of those who work there, made when first needed."""

    desk: DeskWorld
    clock: FixedClock
    people: dict[str, Browser] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Browser:
        return self.people[name] if name in self.people else self.hire(staff(name))

    def hire(self, one: Staff) -> Browser:
        """Give somebody an account, and the browser they work in."""
        browser = self.people[one.username] = Browser(self.desk)
        hired(self.desk.database, one)
        self.log_in(one.username)
        return browser

    def log_in(self, name: str) -> None:
        """As the login leaves it; that has its own tests."""
        with self.desk.database.begin() as unit:
            token = open_session(unit, staff(name))
        self.people[name].client.cookies.set(COOKIE, token, path="/desk")

    def enter(self, who: str = "wang", status: int = 200, /, **other: str | list[str]) -> str:
        programme = str(other.pop("programme", SPECIAL))
        browser = self[who]
        browser.get(f"/desk/applications/new?programme={programme}")
        fields: dict[str, str | list[str]] = {
            "programme": programme,
            "key": key_of(browser),
            "code": CODE,
            "title": "乡村助学",
            "place": PLACE,
            "line_name": ["图书", "培训", ""],
            "line_fen": ["80万", "40万", ""],
            "line_requested": ["20万", "10万", ""],
            **ANSWERS[programme],
        }
        return browser.post("/desk/applications/new", status, **{**fields, **other})

    def act(
        self, who: str, act: str, status: int = 200, number: int = 1, /, **more: str | list[str]
    ) -> str:
        browser = self[who]
        browser.get(f"/desk/applications/{number}")
        with self.desk.database.read() as unit:
            version = applications.load(unit, number).version  # whoever may do nothing has no form
        fields: dict[str, str | list[str]] = {
            "act": act,
            "version": str(version),
            "key": key_of(browser),
        }
        return browser.post(f"/desk/applications/{number}", status, **{**fields, **more})

    def wait(self, days: int) -> None:
        """Let days pass; everybody logs in anew."""
        self.clock.forward(days=days)
        for name in self.people:
            self.log_in(name)

    def score(self, who: str, *points: int) -> str:
        self.act(who, "declared", conflict="no")
        names = re.findall(r'name="(points_\w+)"', self[who].page)
        given = dict(zip(names, map(str, points), strict=True))
        return self.act(who, "scored", note="材料扎实", **given)

    def evaluate(self, who: str, status: int = 200, number: int = 1, /, **more: str) -> str:
        """The points and words of all four aspects; ``more`` is what follows from it."""
        said = {f"words_{one}": "做到了" for one in ("reach", "fit", "effect", "lasting")}
        points = {f"points_{one}": "90" for one in ("reach", "fit", "effect", "lasting")}
        return self.act(who, "evaluated", status, number, **{**said, **points, **more})

    def reach(self, who: str, of: int, done: str, status: int = 200, /) -> str:
        """A milestone of S1 was done."""
        return self.act(who, "progress", status, of=str(of), done=done, note="有验收单")


def agreed(
    code: str, amount: str, number: str, *plan: tuple[str, str, str]
) -> dict[str, str | list[str]]:
    """The form of an agreement; of each milestone what, by when, and its amount."""
    what, due, fen = (list(column) for column in zip(*plan, strict=True)) if plan else ([], [], [])
    return {
        "code": code,
        "amount": amount,
        "pool": number,
        "milestone_what": what,
        "milestone_due": due,
        "milestone_fen": fen,
    }


def key_of(browser: Browser) -> str:
    found = re.search(r'name="key" value="(\w+)', browser.page)
    return found[1] if found else "k"


PROJECT: dict[str, str | list[str]] = {
    "title": "乡村助学",
    "place": PLACE,
    "line_name": ["图书和清单", "培训"],
    "line_fen": ["80万", "40万"],
    "line_requested": ["20万", "10万"],
    **ANSWERS[SPECIAL],
}


def open_office(database: Database, clock: FixedClock, folder: Path) -> Office:
    """With the digests of the two programmes and one organisation."""
    pages = application_pages_router(open_application_pages(database))
    desk = make_desk(database, folder, pages)
    told = [one for one in digests() if one.programme in {SPECIAL, RELIEF}]
    SqlLibrary(database).put_all((one, ()) for one in told)
    with database.begin() as unit:
        organisations.add(unit, credit_code(CODE), "上海市儿童基金会", Details(), actor="service")
    return Office(desk, clock)


def pool(office: Office, amount: str = "100万", programme: str = SPECIAL) -> None:
    admin = office["admin"]
    admin.get("/desk/pools")
    admin.post("/desk/pools", 200, name="助学资金池", purpose="助学", programme=programme, cap="")
    fields = {"kind": "contribution", "amount": amount, "reason": "到账", "key": "k1"}
    admin.post("/desk/pools/1", 200, **fields)


def reviewed(office: Office) -> None:
    """Entered and past three levels, by four people and three experts."""
    office.enter()
    office.act("li", "passed")
    office.act("zhao", "passed")
    for expert, points in (("sun", 30), ("zhou", 28), ("wu", 25)):
        office.score(expert, points, 25, 18, 18)
    office.act("sun", "passed")
