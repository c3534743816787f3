"""The documents the bot hands out, put together: which kinds there are and what makes them."""

from api.desk.agreement_file import agreement_docx
from api.store.batches import SqlBatches
from api.store.database import Database
from api.store.members import require_issued
from api.store.people import known_person
from api.store.work_door import agreement_of
from bot.batch.handing_out import handed_rows, handed_template
from bot.entrances import Entrances
from bot.handouts import HandedOut, Handouts
from bot.organisations.invitation_picture import QR, invitation_picture
from bot.work.documents import KIND, agreement_document, version_of


def open_documents(database: Database, entrances: Entrances | None = None) -> Handouts:
    """Every kind of document, each only for the person it was made for. ``entrances`` are the
    links an invitation can be opened by."""
    ways = entrances or Entrances()

    def person_of(channel: str, chat: str) -> str | None:
        with database.read() as unit:
            return known_person(unit, channel, chat)

    def rows(person: str, key: str) -> HandedOut:
        with database.read() as unit:
            return handed_rows(SqlBatches(unit, person), key)

    def agreement(person: str, one: str) -> HandedOut:
        with database.read() as unit:
            found = agreement_of(unit, person, *version_of(one))
        shown = agreement_document(found)
        return HandedOut(shown.name, shown.media_type, agreement_docx(found))

    def invitation(person: str, code: str) -> HandedOut:
        with database.read() as unit:
            require_issued(unit, code.upper(), by=person)
        return invitation_picture(code.upper(), ways)

    return Handouts(
        {
            QR: invitation,
            "template": lambda _person, _one: handed_template(),
            "rows": rows,
            KIND: agreement,
        },
        person_of,
    )
