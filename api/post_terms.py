"""The ends of terms (任期): holders are told a month and a week before, staff once it is over."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from api.clock import SHANGHAI
from api.domain.errors import Outdated
from api.domain.post import REMINDED_BEFORE, Post, PostAct, reminder_due
from api.domain.post_event import SERVICE, PostEvent
from api.store import invitations, posts
from api.store.database import Database, Unit
from api.store.notices import tell_person

log = logging.getLogger(__name__)

# What begins the count anew: another holder, or another end of the term.
_ANEW = frozenset({PostAct.TAKEN, PostAct.CHANGED})

Word = Callable[[Post, int, int], dict[str, Any]]


class PostTerms:
    """A chore: safe to run in several processes at once, and again after a crash.

    What was done stands in the history of the post, in the transaction that did it.
    """

    def __init__(self, database: Database, word: Word) -> None:
        """``word`` makes the turn (JSON) for a post, the days left and its open needs."""
        self._database = database
        self._word = word

    def __call__(self) -> int:
        """Do what is due; returns how many reminders were sent and terms found to be over."""
        with self._database.begin() as unit:
            invitations.lapse(unit, actor=SERVICE)
        with self._database.read() as unit:
            ending = posts.ending_by(unit, _today(unit), REMINDED_BEFORE[0])
        return sum(self._done(number) for number in ending)

    def _done(self, number: int) -> bool:
        try:
            with self._database.begin() as unit:
                return self._in(unit, posts.load(unit, number))
        except Outdated:  # somebody changes it this very moment; it is looked at again
            log.info("post %s is being changed", number)
            return False

    def _in(self, unit: Unit, post: Post) -> bool:
        left = post.days_left(_today(unit))
        if left is None or post.holder is None:
            return False
        since = _since_anew(posts.history_of(unit, post.number))
        if left < 0:
            return self._overdue(unit, post, since)
        told = frozenset(int(event.note) for event in since if event.act is PostAct.REMINDED)
        due = reminder_due(left, told)
        if due is None:
            return False
        after = post.after(PostAct.REMINDED)
        posts.save(unit, post, after, PostAct.REMINDED, actor=SERVICE, note=str(due))
        needs = posts.open_needs(unit).get(post.number, 0)
        tell_person(
            unit,
            person=post.holder,
            turn=partial(self._word, post, left, needs),
            key=f"post-{post.number}-{after.version}",
        )
        return True

    def _overdue(self, unit: Unit, post: Post, since: tuple[PostEvent, ...]) -> bool:
        """Staff see it on the desk; the history keeps the day it was found."""
        if any(event.act is PostAct.OVERDUE for event in since):
            return False
        after = post.after(PostAct.OVERDUE)
        posts.save(unit, post, after, PostAct.OVERDUE, actor=SERVICE)
        return True


def _since_anew(history: tuple[PostEvent, ...]) -> tuple[PostEvent, ...]:
    starts = [place for place, event in enumerate(history) if event.act in _ANEW]
    return history[starts[-1] :] if starts else history


def _today(unit: Unit) -> date:
    return unit.now.astimezone(SHANGHAI).date()
