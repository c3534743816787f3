"""测资格 is begun: from the menu, from a sentence that says who applies, or again."""

import re
from dataclasses import replace
from functools import cache

from api.domain.organisation import Organisation
from api.domain.programme import Fact, Programme
from bot import texts
from bot.commands import plain
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Turn
from bot.eligibility import run
from bot.eligibility.going_on import answer, go_on
from bot.eligibility.reading import Reading, choice_in
from bot.eligibility.stated import stated as stated_in
from bot.eligibility.wording import short_title, stated
from bot.exchange import Exchange, pending, said
from bot.understanding.lexicon import alternatives, lexicon

SAID = "said_before"  # what was typed before the programme was chosen
REGISTERED = "registered_in_shanghai"  # the fact an organisation's home answers
_CORRECTS = re.compile("改[成为]|改一?下|换成|应该?是|其实是|不是.+[是而]")
_LONGEST = 60  # characters; a longer sentence is a question about a case


def begin(exchange: Exchange, text: str = "") -> Turn:
    """Begin a run, with what ``text`` says; one that was left is gone on with."""
    if not exchange.rules.programmes:
        return said(pending(exchange), texts.ELIGIBILITY_NONE)
    left = _taken_up(exchange)
    if left is not None and not text:
        exchange.push(left)
        return go_on(exchange, left, texts.ELIGIBILITY_ANSWERED_KEPT)
    frame = run.begun(exchange.nonce())
    if text:
        frame = replace(frame, slots={SAID: Slot(text, Provenance.SAID)})
    exchange.push(frame)
    programme = named(exchange, text) if text else None
    return choose(exchange, frame, programme) if programme else pending(exchange)


def tried(exchange: Exchange) -> Turn:
    """测一测资格, under an answer: begun with what was asked there."""
    recent = exchange.session.recent
    return begin(exchange, recent[-1] if recent else "")


def choose(exchange: Exchange, frame: Frame, programme: Programme) -> Turn:
    """``programme`` was chosen: what is known already is shown, and the first question asked."""
    checked = exchange.rules.checked(programme.key, exchange.today) or programme
    words = frame.slots.get(SAID)
    text = str(words.value) if words else ""
    reading = Reading(exchange.gazetteer, exchange.today)
    known = run.facts_of(frame, checked)
    facts: dict[str, Fact] = known | stated_in(checked.facts, text, reading)
    ours = {} if facts else _of_organisation(exchange, checked)
    facts |= ours
    frame = run.chosen(frame, checked, exchange.today)
    values: dict[str, Fact | None] = dict(facts)
    frame = run.answered(frame, checked, exchange.today, values, Provenance.RECOGNISED)
    notes = [texts.ELIGIBILITY_BEGUN.format(title=short_title(checked))]
    if ours:
        name = exchange.tx.organisations.mine()[0].organisation.name
        told = stated(checked.facts, facts)
        notes.append(texts.ELIGIBILITY_OF_ORGANISATION.format(name=name, facts=told))
    elif facts:
        notes.append(texts.ELIGIBILITY_NOTED.format(facts=stated(checked.facts, facts)))
    return go_on(exchange, frame, "\n".join(notes))


def _of_organisation(exchange: Exchange, programme: Programme) -> dict[str, Fact]:
    """What the organisation a person acts for says of itself: its kind, and where it is
    registered. Who acts for several is asked."""
    mine = exchange.tx.organisations.mine()
    return facts_of_organisation(programme, mine[0].organisation) if len(mine) == 1 else {}


def facts_of_organisation(programme: Programme, organisation: Organisation) -> dict[str, Fact]:
    """What is known of an organisation, of the facts ``programme`` asks for."""
    found: dict[str, Fact] = {}
    for name, asked in programme.facts.items():
        kind = choice_in(asked, organisation.kind) if asked.choices else None
        if kind is not None:
            found[name] = kind
        if name == REGISTERED and organisation.home:
            found[name] = organisation.home.startswith("上海")
    return found


def another(exchange: Exchange) -> Turn:
    """换一项: another programme; answers it asks for too are not asked again."""
    _taken_up(exchange)
    frame = exchange.session.judged
    begun = run.begun(exchange.nonce())
    if frame is not None:
        begun = replace(begun, slots={k: s for k, s in frame.slots.items() if k != run.PROGRAMME})
    exchange.push(begun)
    return pending(exchange)


def edited(exchange: Exchange) -> Turn:
    """修改答案 after a verdict: the run is taken up again."""
    frame = exchange.session.judged
    if frame is None or frame.step != run.VERDICT:
        return begin(exchange)
    exchange.push(frame)
    return go_on(exchange, replace(frame, step=run.CHANGE, nonce=exchange.nonce()))


def corrected(exchange: Exchange, text: str) -> Turn | None:
    """自筹改成56万, said after a verdict: the verdict anew. ``None``: it corrects no answer."""
    frame = exchange.session.judged
    if frame is None or frame.step != run.VERDICT or not _CORRECTS.search(text):
        return None
    programme = exchange.rules.checked(run.programme_of(frame), exchange.today)
    if programme is None:
        return None
    found = stated_in(programme.facts, text, Reading(exchange.gazetteer, exchange.today))
    if not found:
        return None
    exchange.push(frame)
    return answer(exchange, frame, dict(found))


def named(exchange: Exchange, text: str) -> Programme | None:
    """The one programme that ``text`` names; the assumed one where it speaks of a subsidy."""
    found = programme_named(exchange.rules.programmes, text)
    if found is not None or not _patterns()["subsidy"].search(text):
        return found
    return next((each for each in exchange.rules.programmes if each.assumed), None)


def programme_named(programmes: tuple[Programme, ...], text: str) -> Programme | None:
    """The programme whose name, the longest first, stands in ``text``."""
    names = sorted(
        ((name, each) for each in programmes for name in (*each.aliases, short_title(each))),
        key=lambda pair: -len(pair[0]),
    )
    spoken = lexicon("applicant_facts")["named"]
    called = (p for p in programmes if p.key in spoken and re.search(spoken[p.key], text))
    return next((each for name, each in names if name in text), None) or next(called, None)


def asks_to_be_tested(exchange: Exchange, text: str) -> bool:
    """Whether ``text`` says who applies and asks whether they may, or for how much; or asks for
    nothing but whether one may apply for a programme that it names."""
    if not exchange.rules.programmes or len(text) > _LONGEST:
        return False
    known = _patterns()
    asked = plain(text)
    if known["applicant"].search(asked) and known["asks"].search(asked):
        return named(exchange, asked) is not None
    programme = programme_named(exchange.rules.programmes, asked)
    if programme is None:
        # Without a name it may follow up on what was asked before.
        is_first = not exchange.session.recent
        return is_first and known["alone"].search(asked) is not None and _is_bare(asked)
    rest = asked
    for name in sorted((*programme.aliases, short_title(programme)), key=len, reverse=True):
        rest = rest.replace(name, "")
    return _is_bare(rest)


def _is_bare(text: str) -> bool:
    return _patterns()["bare"].fullmatch(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = lexicon("applicant_facts")
    return {
        name: re.compile(alternatives(patterns, lists["parts"]))
        for name, patterns in lists["tested"].items()
    }


def _taken_up(exchange: Exchange) -> Frame | None:
    """The run that waits below another flow, taken from there; else the one that was left before
    its verdict. There is only one at a time."""
    stack = exchange.session.stack
    waiting = [frame for frame in stack if frame.flow == run.FLOW]
    others = tuple(frame for frame in stack if frame.flow != run.FLOW)
    exchange.session = replace(exchange.session, stack=others)
    frame = waiting[-1] if waiting else exchange.session.judged
    return None if frame is None or frame.step in (run.VERDICT, run.PROGRAMME) else frame
