"""Nothing can be stuck: every status of a need is walked through the use cases, each tried by who
has the role, and staff can lead a need to its end from everywhere, whoever else keeps silent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api.desk import merging, progress, publishing, review
from api.desk.people import Staff
from api.domain.duties import Role
from api.domain.errors import NotAllowed, Refusal
from api.domain.followup import Feedback
from api.domain.public_need import UNWORDED
from api.domain.ticket import TicketStatus
from api.store import tickets
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from tests.api.desks import CHECKED, NEED, NOTIFIER, hired, ledger_of, person_of, reported

S = TicketStatus
INTAKE = Staff("受理", frozenset({Role.INTAKE}))
NOTICE = Staff("公示", frozenset({Role.NOTICE}))
REPORTER = "上报人"
ENDS = frozenset({S.CLOSED, S.REJECTED, S.WITHDRAWN, S.MERGED})


@dataclass
class World:
    """A desk and its reporter, who hands in one need after another."""

    database: Database
    ledger: SqlLedger
    reporter: str = ""
    handed_in: int = field(default=0)

    def report(self) -> int:
        self.handed_in += 1
        key = f"need-{self.handed_in}"
        return reported(self.ledger, self.database, key=key, update=key).number

    def status(self, number: int) -> TicketStatus:
        with self.database.read() as unit:
            return tickets.load(unit, number).status


Act = Callable[[World, int], object]


@dataclass(frozen=True)
class Step:
    """Something that is done with a need, and whose it is."""

    owner: Staff | str
    act: Act


def by_staff(act: Callable[[Unit, Staff, int, int], object], staff: Staff = INTAKE) -> Step:
    def done(world: World, number: int) -> None:
        with world.database.begin() as unit:
            act(unit, staff, number, tickets.load(unit, number).version)

    return Step(staff, done)


def recorded(to: TicketStatus) -> Step:
    return by_staff(
        lambda unit, staff, number, version: progress.advance(
            unit, staff, number, version=version, to=to, reason="", notifier=NOTIFIER
        )
    )


def _merged(world: World, number: int) -> None:
    kept = world.report()
    with world.database.begin() as unit:
        versions = [tickets.load(unit, one).version for one in (number, kept)]
        merging.merge_into(
            unit,
            INTAKE,
            number,
            kept,
            version=versions[0],
            kept_version=versions[1],
            reason="同一件事",
        )


def _mended(world: World, number: int) -> None:
    with world.ledger.transaction(world.reporter) as transaction:
        transaction.resubmit(number, NEED, {"items": "said"}, ("items",), f"mended-{number}")


def _said(feedback: Feedback) -> Step:
    def said(world: World, number: int) -> None:
        with world.ledger.transaction(world.reporter) as transaction:
            mine = {one.number: one for one in transaction.my_tickets()}
            transaction.followup.say(mine[number], feedback)

    return Step(REPORTER, said)


def _withdrawn(world: World, number: int) -> None:
    with world.ledger.transaction(world.reporter) as transaction:
        transaction.withdraw(number, "不需要了")


STEPS: Mapping[str, Step] = {
    "take": by_staff(lambda unit, who, number, at: review.take(unit, who, number, version=at)),
    "accept": by_staff(
        lambda unit, who, number, at: review.accept(
            unit, who, number, version=at, checks=CHECKED, notifier=NOTIFIER
        )
    ),
    "reject": by_staff(
        lambda unit, who, number, at: review.reject(
            unit, who, number, version=at, reason="不在范围内", notifier=NOTIFIER
        )
    ),
    "return": by_staff(
        lambda unit, who, number, at: review.return_to(
            unit, who, number, version=at, fields=("items",), reason="请写数量", notifier=NOTIFIER
        )
    ),
    "merge": Step(INTAKE, _merged),
    "part": by_staff(
        lambda unit, who, number, at: merging.undo_merger(
            unit, who, number, version=at, reason="不是同一件"
        )
    ),
    "publish": by_staff(
        lambda unit, who, number, at: publishing.publish(
            unit, who, number, version=at, words=UNWORDED, days=0, notifier=NOTIFIER
        ),
        NOTICE,
    ),
    "take back": by_staff(
        lambda unit, who, number, at: publishing.take_back(
            unit, who, number, version=at, reason="需要核对", notifier=NOTIFIER
        ),
        NOTICE,
    ),
    **{f"record {to}": recorded(to) for to in sorted(S)},
    "mend": Step(REPORTER, _mended),
    "withdraw": Step(REPORTER, _withdrawn),
    **{f"say {one}": _said(one) for one in Feedback},
}


@pytest.fixture
def world(sqlite_database: Database, tmp_path: Path) -> World:
    hired(sqlite_database, INTAKE, NOTICE)
    ledger = ledger_of(sqlite_database, tmp_path)
    return World(sqlite_database, ledger, person_of(ledger, sqlite_database))


def test_every_status_has_an_owner_an_action_and_a_way_out(world: World) -> None:
    found = walked(world)

    assert set(found) == set(S)  # each is reached
    for status, steps in found.items():
        assert steps or status in {S.REJECTED, S.WITHDRAWN}, status  # an owner and an action
    by_staff_alone = {
        status: [to for step, to in steps.items() if STEPS[step].owner != REPORTER]
        for status, steps in found.items()
    }
    for status in set(S) - ENDS:
        assert _reaches(status, ENDS, by_staff_alone), f"{status} waits for others for ever"


def test_whoever_lacks_the_role_does_not_begin(world: World) -> None:
    others = Staff("旁人", frozenset(Role) - {Role.INTAKE, Role.NOTICE, Role.FIRST_REVIEW})
    hired(world.database, others)
    number = world.report()
    with pytest.raises(NotAllowed, match="您的角色不能"), world.database.begin() as unit:
        review.take(unit, others, number, version=1)


def walked(world: World) -> dict[TicketStatus, dict[str, TicketStatus]]:
    """From the first status on, what each step makes of each; a step that is refused is none."""
    paths: dict[TicketStatus, tuple[str, ...]] = {S.SUBMITTED: ()}
    found: dict[TicketStatus, dict[str, TicketStatus]] = {}
    while waiting := [status for status in paths if status not in found]:
        here = waiting[0]
        found[here] = {}
        for name in STEPS:
            number = led(world, paths[here])
            assert world.status(number) is here
            try:
                STEPS[name].act(world, number)
            except Refusal:
                continue
            to = world.status(number)
            if to is not here:
                found[here][name] = to
                paths.setdefault(to, (*paths[here], name))
    return found


def led(world: World, path: tuple[str, ...]) -> int:
    """A new need, led along the path."""
    number = world.report()
    for name in path:
        STEPS[name].act(world, number)
    return number


def _reaches(
    start: TicketStatus,
    ends: frozenset[TicketStatus],
    found: Mapping[TicketStatus, list[TicketStatus]],
) -> bool:
    seen, open_ = set(), [start]
    while open_:
        status = open_.pop()
        if status in ends:
            return True
        if status not in seen:
            seen.add(status)
            open_ += found[status]
    return False
