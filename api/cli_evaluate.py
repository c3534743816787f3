"""``shanhai evaluate``: figures over files of cases."""

# ruff: noqa: PLC0415 - `shanhai --help` must not wait for vector stores

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.clock import SHANGHAI, SystemClock
from api.terminal import (
    Cases,
    Json,
    bar,
    read_cases,
    read_rows,
    say,
    settings,
    show_figures,
    show_json,
)
from retrieval.stages import Stage

Without = Annotated[
    list[Stage] | None,
    typer.Option("--without", help="leave a stage of the search out; may be repeated"),
]


class Half(StrEnum):
    """Which of the judged needs count."""

    ODD = "odd"
    EVEN = "even"


app = typer.Typer(help="Measure understanding and answers on cases.", no_args_is_help=True)


@app.command()
def intake(cases: Cases, as_json: Json = False) -> None:
    """Per-field accuracy of what is read out of need reports."""
    from bot.evaluate_intake import evaluate_intake
    from knowledge.places.gazetteer import Gazetteer

    with bar("reports") as progress:
        result = evaluate_intake(read_cases(cases), Gazetteer.load(), progress)
    _show(result, as_json)


@app.command()
def market(
    cases: Annotated[
        Path,
        typer.Option(exists=True, dir_okay=False, help="a list in YAML: text, and what they want"),
    ],
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="default: today")
    ] = None,
    as_json: Json = False,
) -> None:
    """Exact match of the filters read out of searches for needs."""
    from bot.evaluate_market import evaluate_market
    from knowledge.places.gazetteer import Gazetteer

    rows = _searches(cases)
    day = (today or SystemClock().now().astimezone(SHANGHAI)).date()
    _show(evaluate_market(rows, Gazetteer.load(), day), as_json)


def _searches(path: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        rows = None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict)
        and isinstance(row.get("text"), str)
        and isinstance(row.get("want"), dict)
        for row in rows
    ):
        say(f"{path}: expected a list in YAML, each with a text and what it wants")
        raise typer.Exit(2)
    return rows


@app.command()
def answers(
    cases: Annotated[
        list[Path],
        typer.Option(exists=True, dir_okay=False, help="JSON lines, or lists in YAML; repeatable"),
    ],
    *,
    documents: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="more texts for this run")
    ] = None,
    dense: Annotated[bool, typer.Option(help="use the dense index too")] = True,
    without: Without = None,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="choose the bounds of the gate instead")
    ] = False,
    thresholds: Annotated[
        Path | None, typer.Option(help="write the bounds chosen here, not into the package")
    ] = None,
    figure: Annotated[
        Path | None, typer.Option(help="save the calibration as a picture (extra: figures)")
    ] = None,
    as_json: Json = False,
) -> None:
    """hit@k, answered, declined and quote exactness over policy questions."""
    from api.bootstrap.policy import open_evaluation
    from api.calibration import calibrated
    from retrieval.evaluate import evaluate_answers

    questions = [case for path in cases for case in _questions(path)]
    left_out = frozenset(without or ())
    policy, library = open_evaluation(settings(), documents, dense=dense, without=left_out)
    try:
        if dense:
            with bar("embedding") as progress:
                policy.fill_dense(progress)
        with bar("questions") as progress:
            result = (
                calibrated(policy, questions, thresholds, figure, progress)
                if calibrate
                else evaluate_answers(policy, questions, library, progress)
            )
    finally:
        policy.close()
    _show(result, as_json)


def _questions(path: Path) -> list[dict[str, Any]]:
    from retrieval.question_lists import QuestionListError, read_lists

    if path.suffix not in {".yaml", ".yml"}:
        return read_cases(path)
    try:
        return read_lists(path.read_text(encoding="utf-8"))
    except QuestionListError as error:
        say(f"{path}: {error}")
        raise typer.Exit(2) from None


@app.command()
def retrieval(
    cases: Cases,
    corpus: Annotated[
        Path,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="JSON lines (.gz too), one {id, law, no, chap, text} each",
        ),
    ],
    dense: Annotated[bool, typer.Option(help="rank by meaning too")] = True,
    without: Without = None,
    as_json: Json = False,
) -> None:
    """R@k, MRR, nDCG and milliseconds over questions with known articles of a corpus."""
    from api.bootstrap.policy import open_benchmark_over
    from retrieval.evaluate_retrieval import evaluate_retrieval

    questions, rows = read_cases(cases), read_rows(corpus)
    with bar("embedding") as progress:
        benchmark = open_benchmark_over(
            settings(), rows, progress, dense=dense, without=frozenset(without or ())
        )
    with bar("questions") as progress:
        result = evaluate_retrieval(benchmark, questions, progress)
    _show(result, as_json)


@app.command()
def matching(
    needs: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="JSON lines of reports with gold")
    ],
    organisations: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="JSON lines, one organisation each")
    ],
    judgements: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="YAML: need, organisation, grade 0-3")
    ],
    half: Annotated[
        Half | None, typer.Option(help="only the needs with an odd or an even number")
    ] = None,
    as_json: Json = False,
) -> None:
    """nDCG@5 and hit@1 of the matching, beside category and region alone and beside chance.

    ``reverse_`` is the other direction: needs put before organisations.
    """
    from api.matching_quality import cases as read
    from api.matching_quality.evaluate import evaluate_matching, half_of
    from api.matching_quality.reverse import evaluate_reverse
    from knowledge.places.gazetteer import Gazetteer

    gazetteer = Gazetteer.load()
    try:
        known = {str(c.get("id")): read.case_need(c, gazetteer) for c in read_cases(needs)}
        offers = [read.case_offer(case, gazetteer) for case in read_cases(organisations)]
        judged = read.judgements(judgements.read_text(encoding="utf-8"), known)
    except read.CaseError as error:
        say(str(error))
        raise typer.Exit(2) from None
    if half is not None:
        judged = half_of(judged, 1 if half is Half.ODD else 0)
    with bar("needs") as progress:
        result = evaluate_matching(known, offers, judged, progress)
    result["metrics"] |= evaluate_reverse(known, offers, judged)
    _show(result, as_json)


def _show(result: dict[str, object], as_json: bool) -> None:
    if as_json:
        show_json(result)
    else:
        show_figures(result)
