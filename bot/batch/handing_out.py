"""The documents of a batch as they are handed out: the template, and a sheet with its results."""

from bot.batch.kept import judged
from bot.batch.preview import annotated_document
from bot.batch.store import Batches
from bot.dialogue.flows.batch import TEMPLATE
from bot.handouts import HandedOut
from bot.texts import Language, speaking


def handed_template() -> HandedOut:
    """The sheet to fill in."""
    from bot.batch.template import template  # noqa: PLC0415 - as below

    with speaking(Language.SIMPLIFIED):  # needs are written in it, whatever the chat speaks
        return HandedOut(TEMPLATE.name, TEMPLATE.media_type, template())


def handed_rows(batches: Batches, key: str) -> HandedOut:
    """The sheet of that key with what became of each row, as of now.

    Raises:
        NotFound: it is not kept any more, or somebody else's.
    """
    # The library of spreadsheets is loaded by who wants one, not at every start.
    from bot.batch.annotated import annotated  # noqa: PLC0415

    batch = batches.kept(key)
    document = annotated_document(key, batch.name)
    known = batches.known([row.digest for row in batch.rows if row.need is not None])
    with speaking(Language.SIMPLIFIED):
        content = annotated(batch, judged(batch, known))
    return HandedOut(document.name, document.media_type, content)
