"""Finding applications (申报) by what their table says of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, func, or_, select

from api.domain.application import DECIDES, OF_KIND, SAID
from api.domain.application_actor import Actor, owners_of
from api.domain.application_event import Act, Standing
from api.domain.procedure import Procedure, Stage
from api.domain.region import Region
from api.store.database import Unit
from api.store.regional import application_within
from api.tables.applications import application_history, applications
from api.tables.organisations import organisations

Conditions = list[ColumnElement[bool]]
_HERE = applications.c
_TOLD = application_history.c
IN_HAND = _HERE.standing == Standing.STAFF
_OPEN = _HERE.standing.in_((Standing.STAFF, Standing.APPLICANT))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A programme and a stage, by their keys, and words; empty is all. ``regions`` are those of
    who asks, none for everywhere."""

    programme: str = ""
    stage: str = ""
    words: str = ""
    regions: tuple[Region, ...] = ()


def conditions(wanted: Wanted) -> Conditions:
    """What ``wanted`` asks of the table; a stage is one at which something still happens."""
    found: Conditions = []
    if wanted.programme:
        found.append(_HERE.programme == wanted.programme)
    if wanted.stage:
        found += [_HERE.stage == wanted.stage, _OPEN]
    if wanted.words:
        found.append(_says(wanted.words))
    if wanted.regions:
        found.append(application_within(wanted.regions))
    return found


def late(today: date) -> ColumnElement[bool]:
    """Whether staff should have decided before ``today``."""
    return _HERE.due < today


def slipped(today: date) -> ColumnElement[bool]:
    """Whether a milestone of a project under way should have been done before ``today``."""
    return _HERE.milestone_due < today


def stands(standing: Standing) -> ColumnElement[bool]:
    """Whether it stands like that."""
    return _HERE.standing == standing


def is_one_of(numbers: Collection[int]) -> ColumnElement[bool]:
    """Whether it is one of these."""
    return _HERE.number.in_(numbers)


def count(unit: Unit, asked: Conditions) -> int:
    """How many meet all conditions."""
    wanted = select(func.count()).select_from(applications).where(*asked)
    return unit.connection.execute(wanted).scalar_one()


def numbers(unit: Unit, asked: Conditions, first: int, most: int) -> Sequence[int]:
    """The numbers of those that do, the newest first, from the place ``first`` on."""
    wanted = select(_HERE.number).where(*asked).order_by(_HERE.number.desc())
    return unit.connection.execute(wanted.offset(first).limit(most)).scalars().all()


def counted(unit: Unit, wanted: Wanted, today: date) -> tuple[Counter[str], int, int]:
    """How many there are of each standing, how many are late, and of how many a milestone is."""
    asked = conditions(wanted)
    rows = unit.connection.execute(
        select(_HERE.standing, func.count().label("those")).where(*asked).group_by(_HERE.standing)
    ).all()
    standings = Counter({str(row.standing): row.those for row in rows})
    return standings, count(unit, [*asked, late(today)]), count(unit, [*asked, slipped(today)])


def at_stages(unit: Unit, wanted: Wanted) -> Counter[str]:
    """How many stand at each stage, by its key, without those that are over."""
    rows = unit.connection.execute(
        select(_HERE.stage, func.count().label("those"))
        .where(*conditions(wanted), _OPEN)
        .group_by(_HERE.stage)
    ).all()
    return Counter({row.stage: row.those for row in rows})


def names(unit: Unit, keys: Collection[str]) -> dict[str, str]:
    """The names of these organisations, by their keys."""
    wanted = select(organisations.c.key, organisations.c.name).where(organisations.c.key.in_(keys))
    return {row.key: row.name for row in unit.connection.execute(wanted)}


def may_wait_for(
    actor: Actor, organisations_of: Collection[str], procedures: Iterable[Procedure]
) -> Conditions:
    """What all applications meet that wait for ``actor``, who acts for ``organisations_of``; some
    that meet it do not, as only their history tells."""
    own = select(_TOLD.application).where(_TOLD.actor.in_(actor.names), _TOLD.act.in_(SAID))
    theirs = [
        _is_at(actor, procedure.programme, stage)
        for procedure in procedures
        for stage in procedure.stages
        if any(not actor.roles.isdisjoint(owners_of(stage, act)) for act in OF_KIND[stage.kind])
    ]
    return [
        IN_HAND,
        _HERE.organisation.not_in(organisations_of),
        _HERE.number.not_in(own),
        or_(false(), *theirs),
    ]


def _is_at(actor: Actor, programme: str, stage: Stage) -> ColumnElement[bool]:
    here = (_HERE.programme == programme) & (_HERE.stage == stage.key)
    if not stage.others or stage.evaluates:  # an evaluation excludes nobody
        return here
    decided = select(_TOLD.application).where(
        _TOLD.actor == actor.username,
        _TOLD.act.in_((*DECIDES, Act.SCORED)),
        _TOLD.stage.in_(stage.others),
    )
    return here & _HERE.number.not_in(decided)


def _says(words: str) -> ColumnElement[bool]:
    named = select(organisations.c.key).where(organisations.c.name.contains(words, autoescape=True))
    found = [_HERE.title.contains(words, autoescape=True), _HERE.organisation.in_(named)]
    number = words.upper().removeprefix("S")
    if number.isascii() and number.isdigit() and len(number) <= 9:
        found.append(_HERE.number == int(number))
    return or_(*found)
