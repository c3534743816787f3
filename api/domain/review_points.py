"""What a reviewer confirms before a need is accepted (``review_points.yaml``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from api.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist (核对要点): its Chinese label and what ticking it confirms.

    Of the points that share a ``one_of`` one is enough; empty when the point is needed by itself.
    """

    key: str
    label: str
    asks: str
    one_of: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was ticked when a need was accepted: keys of points in the order of the checklist, and
    ``because``, why the others were not."""

    points: tuple[str, ...] = ()
    because: str = ""


NOTHING = Checked()


@cache
def review_points() -> Mapping[str, Point]:
    """The checklist by key, in the order shown."""
    text = (files("api.domain") / "review_points.yaml").read_text(encoding="utf-8")
    return {key: Point(key, **body) for key, body in yaml.safe_load(text).items()}


def open_points(ticked: Iterable[str]) -> tuple[str, ...]:
    """What is still to be confirmed, by label: 急需或突发困难 is one when neither is ticked."""
    done = set(ticked)
    groups: dict[str, list[Point]] = {}
    for point in review_points().values():
        groups.setdefault(point.one_of or point.key, []).append(point)
    return tuple(
        "或".join(point.label for point in points)
        for points in groups.values()
        if not done & {point.key for point in points}
    )


def checked(ticked: Iterable[str], because: str = "") -> Checked:
    """What is kept with the decision to accept.

    Raises:
        Invalid: a point that does not exist, or some not ticked and no reason why.
    """
    done = frozenset(ticked)
    if unknown := sorted(done - review_points().keys()):
        raise Invalid("checked", f"核对要点里没有“{unknown[0]}”。请刷新页面后重新勾选。")
    missing = open_points(done)
    if missing and not because:
        raise Invalid(
            "checked",
            f"还没有核对：{'、'.join(missing)}。请核对后勾选；不能勾选的，请写明没有勾选的原因。",
        )
    return Checked(tuple(key for key in review_points() if key in done), because)
