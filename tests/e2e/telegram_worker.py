"""The Telegram channel with the real conversation and ledger, as a process tests can kill.

``python -m tests.e2e.telegram_worker --api URL --database URL --files DIR``; the first line on
stdout is ``READY``. Answers to policy questions are scripted and take ``--asking`` seconds.
"""

import argparse
import asyncio
import signal
import sys
import time
from datetime import date
from pathlib import Path

from api.clock import SystemClock
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from api.store.notices import SqlOutgoing
from bot.conversation import Conversation
from bot.pace import Pace
from bot.telegram.channel import TelegramOptions, run_polling
from knowledge.places.gazetteer import Gazetteer
from retrieval.answer import Answer
from retrieval.claim_lines import Listener, unheard
from tests.bot.telegram_fakes import NO_DOCUMENTS
from tests.fakes import ScriptedAsker
from tests.telegram_server.__main__ import TOKEN

MAX_BYTES = 20 * 1024 * 1024


class SlowAsker(ScriptedAsker):
    """Takes its time, so that a process can be killed in the middle of an answer."""

    seconds = 0.0

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        time.sleep(self.seconds)
        return super().ask(question, as_of=as_of, context=context, listener=listener)


async def serve(given: argparse.Namespace) -> None:
    """Answer what a dead process left, then run until SIGTERM."""
    database = Database(given.database)
    files = Path(given.files)
    asker = SlowAsker()
    SlowAsker.seconds = given.asking
    conversation = Conversation(
        ledger=SqlLedger(
            database, FileStore(files / "kept", MAX_BYTES), Spool(files / "spool", MAX_BYTES)
        ),
        asker=asker,
        clock=SystemClock(),
        gazetteer=Gazetteer.load(),
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    await asyncio.to_thread(conversation.recover)
    options = TelegramOptions(
        token=TOKEN,
        api_url=given.api,
        pace=Pace(chat_seconds=0.01, burst=5, bot_seconds=0),
        idle_seconds=0.1,
    )
    await run_polling(
        options, conversation, SqlOutgoing(database), SystemClock(), stop, documents=NO_DOCUMENTS
    )
    database.close()


def main() -> None:
    """Parse the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.telegram_worker")
    parser.add_argument("--api", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--files", required=True)
    parser.add_argument("--asking", type=float, default=0.0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
