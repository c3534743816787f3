"""The language model that phrases answers, for those who have set one."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from api.clock import SHANGHAI
from api.settings import Settings
from bot.proposals import Proposer

if TYPE_CHECKING:
    from retrieval.llm.endpoint import Options
    from retrieval.llm.phrasing import Phrasing


def open_phrasing(settings: Settings, now: Callable[[], datetime]) -> "Phrasing | None":
    """What phrases answers; ``None`` without a model, and then nothing of it is imported."""
    if not settings.llm_base_url:
        return None
    from retrieval.llm.asking import Asking  # noqa: PLC0415 - only for those who have a model
    from retrieval.llm.kept import Kept  # noqa: PLC0415 - as above
    from retrieval.llm.phrasing import Phrasing  # noqa: PLC0415 - as above

    return Phrasing(
        Asking(
            llm_options(settings),
            Kept(settings.data / "language_model.sqlite3"),
            daily_tokens=settings.llm_daily_tokens,
            today=lambda: now().astimezone(SHANGHAI).date(),
            clock=time.monotonic,
        )
    )


def open_proposer(settings: Settings, phrasing: "Phrasing | None") -> Proposer | None:
    """What proposes values for a report; ``None`` where nobody allowed reports to be read by the
    model."""
    if phrasing is None or not settings.llm_reads_reports:
        return None
    from bot.report_model import ReportModel  # noqa: PLC0415 - only for those who have a model

    return ReportModel(phrasing.asking)


def llm_options(settings: Settings) -> "Options":
    """Where the model is, as set."""
    from retrieval.llm.endpoint import Options  # noqa: PLC0415 - only for those who have a model

    return Options(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        api_key=settings.llm_api_key.get_secret_value(),
        timeout=settings.llm_seconds,
    )
