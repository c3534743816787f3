"""The calibration as a picture: what is declined rightly against what is declined wrongly."""

# ruff: noqa: PLC0415 - matplotlib is an extra (figures) and takes a second to import

from pathlib import Path

from retrieval.calibrate import Calibration

_FLOOR, _CEILING = 0.93, 0.05  # at least, of the unanswerable; at most, of the answerable


class NoFigures(Exception):
    """matplotlib is not installed."""


def draw(calibration: Calibration, target: Path) -> None:
    """Write a PNG to ``target``.

    Raises:
        NoFigures: install the extra ``figures``.
    """
    try:
        import matplotlib as mpl
    except ImportError:
        raise NoFigures("matplotlib is missing: pip install 'shanhai-bridge[figures]'") from None
    mpl.use("agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7.2, 4.6), dpi=120)
    rates = [rates for _, rates in calibration.curve]
    axes.fill_between([0, _CEILING], _FLOOR, 1, color="#1f6f5c", alpha=0.12, lw=0)
    axes.plot(
        [one.answerable for one in rates],
        [one.unanswerable for one in rates],
        color="#1b4f8a",
        marker=".",
        label="lead of the examples, from -0.06 to 0.06",
    )
    fitted, validated = calibration.fitted, calibration.validated
    axes.plot(fitted.answerable, fitted.unanswerable, "o", color="#1f6f5c", ms=9, label="chosen")
    axes.plot(
        validated.answerable,
        validated.unanswerable,
        "D",
        color="#b7791f",
        ms=7,
        label="cross-validated",
    )
    axes.set_xlim(0, 0.2)
    axes.set_ylim(0.75, 1)
    axes.set_xlabel("answerable questions declined (share)")
    axes.set_ylabel("unanswerable questions declined (share)")
    axes.set_title(f"The gate over {calibration.cases} questions; shaded: what is required")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(target)
    plt.close(figure)
