"""What a batch needs stored. ``api.store.batches`` is the real thing; tests keep it in memory."""

from collections.abc import Collection
from typing import Protocol

from bot.batch.kept import Batch, KnownTicket
from bot.batch.rows import ReadRow


class Batches(Protocol):
    """The sheets of one person and the tickets their rows became, in the turn's transaction."""

    def keep(self, batch: Batch) -> str:
        """Keep a sheet that was read; returns its key. Only a person's latest few stay."""

    def kept(self, key: str) -> Batch:
        """The person's sheet of that key.

        Raises:
            NotFound: it is not there any more, or somebody else's.
        """

    def known(self, digests: Collection[str]) -> dict[str, KnownTicket]:
        """The tickets that rows of these digests became, by digest; not those taken back."""

    def open(self, name: str, rows: tuple[ReadRow, ...]) -> dict[int, int]:
        """Open a ticket for each row, which has a need, of the sheet ``name``; returns the
        tickets' numbers by those of the rows.

        Raises:
            Outdated: one of them became a ticket meanwhile.
        """
