"""A person's side of the talk with staff; implements ``bot.staff_ports.StaffDoor``."""

from sqlalchemy import func, select

from api.domain.staff_chat import ChatAct, ChatState
from api.store import staff_chats as store
from api.store.database import Unit
from api.store.files import FileStore
from api.tables.staff_chats import staff_chat_lines as lines
from api.tables.staff_chats import staff_chats as chats
from bot.dialogue.turn import IncomingFile
from bot.staff_ports import OpenChat


class SqlStaffDoor:
    """``bot.staff_ports.StaffDoor`` over one unit."""

    def __init__(self, unit: Unit, person: str, files: FileStore) -> None:
        """For ``person``, whose files go to ``files``."""
        self._unit = unit
        self._person = person
        self._files = files

    def current(self) -> OpenChat | None:
        """See ``StaffDoor.current``."""
        number = store.open_of(self._unit, self._person)
        if number is None:
            return None
        state = self._unit.connection.execute(
            select(chats.c.state).where(chats.c.number == number)
        ).scalar_one()
        written = self._unit.connection.execute(
            select(
                func.count().filter(lines.c.speaker == store.PERSON).label("said"),
                func.max(lines.c.at).label("last_at"),
            ).where(lines.c.chat == number)
        ).one()
        taken = state == ChatState.UNDER_WAY
        return OpenChat(number, written.said, taken, written.last_at)

    def call(self, text: str) -> int:
        """See ``StaffDoor.call``."""
        return store.begin(self._unit, self._person, text).number

    def tell(self, chat: int, text: str, file: IncomingFile | None = None) -> None:
        """See ``StaffDoor.tell``."""
        key = None
        if file is not None:
            key = self._files.keep(self._unit, self._person, file.name, file.content)
        store.add_line(self._unit, chat, store.PERSON, text, file=key)

    def leave(self, chat: int, *, with_question: bool = False) -> tuple[str, ...]:
        """See ``StaffDoor.leave``."""
        before = store.load(self._unit, chat, to_change=True)
        act = ChatAct.LEFT if with_question else ChatAct.ENDED
        after = before.done(act, actor=self._person, at=self._unit.now)
        store.save(self._unit, before, after)
        said = store.lines_of(self._unit, chat)
        return tuple(line.text for line in said if line.speaker == store.PERSON)
