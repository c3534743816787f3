"""What of an Application (申报) is due: the decision at a stage, or a milestone of the project."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ApplicationDue:
    """``what`` is the label of the stage, or of the milestone; it is ``late`` when the day ``due``
    is over."""

    code: str
    title: str
    what: str
    due: date
    late: bool
    is_milestone: bool = False
