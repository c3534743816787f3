"""A run of a flow carried over a change of the flow: renamed, kept or dropped answers."""

from dataclasses import replace

from bot.dialogue.flow import Upgrade
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.values import label, shown


def upgraded(frame: Frame, upgrade: Upgrade) -> Frame:
    """``frame`` as if it had been begun with the flow after ``upgrade``.

    A field that staff returned keeps its place under its new name. Names that no upgrade mentions
    stay: the slot may be one that is never asked for.
    """
    slots: dict[str, Slot] = {}
    for name, slot in frame.slots.items():
        if name not in upgrade.dropped and name not in upgrade.kept:
            slots[upgrade.renamed.get(name, name)] = slot
    for name, words in upgrade.kept.items():
        value = shown(name, frame.slots[name].value) if name in frame.slots else ""
        if value:
            slots[words] = _behind(slots.get(words), f"{label(name)}：{value}")
    return replace(
        frame,
        slots=slots,
        step=upgrade.renamed.get(frame.step, frame.step),
        history=_names(frame.history, upgrade),
        only=_names(frame.only, upgrade),
    )


def _behind(words: Slot | None, answer: str) -> Slot:
    """The words there are, if any, and ``answer`` behind them. Never asked for, they still are."""
    if words is None:
        return Slot(answer, Provenance.OPEN)
    if not words.value:
        return Slot(answer, Provenance.RECOGNISED)
    return replace(words, value=f"{words.value}\n{answer}")


def _names(names: tuple[str, ...], upgrade: Upgrade) -> tuple[str, ...]:
    return tuple(dict.fromkeys(upgrade.renamed.get(name, name) for name in names))
