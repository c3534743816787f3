"""What reading a file gives, whatever its kind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """The text of a file and what was noticed. Headings are marked as in Markdown, table rows
    are ``| a | b |``; ``warnings`` are Chinese sentences for whoever confirms the import.

    ``title``, ``issuer`` and ``published`` (ISO) are set where the file says so outside its text.
    """

    text: str
    warnings: tuple[str, ...] = ()
    title: str | None = None
    issuer: str | None = None
    published: str | None = None
