"""The files (附件) of an application as its pages list them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from api.console.words import moment, size
from api.domain.procedure import Procedure
from api.routes.kept_files import SHOWN
from api.store.application_files import ApplicationFile


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file; ``about`` says how large it is, who added it, at which stage and when."""

    id: str
    name: str
    is_shown: bool
    has_thumbnail: bool
    about: str

    @property
    def kind(self) -> str:
        """What stands in the place of a picture: PDF."""
        return self.name.rpartition(".")[2].upper()


def file_lines(
    procedure: Procedure, files: Iterable[ApplicationFile], who: Callable[[str], str]
) -> tuple[FileLine, ...]:
    """A line for each; ``who`` words an actor."""
    return tuple(
        FileLine(
            id=one.id,
            name=one.name,
            is_shown=one.type in SHOWN,
            has_thumbnail=one.has_thumbnail,
            about=" · ".join(
                (
                    size(one.size),
                    who(one.actor),
                    procedure.stage(one.stage).label,
                    moment(one.added_at),
                )
            ),
        )
        for one in files
    )
