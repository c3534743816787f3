"""What the commands share: settings or a clear end, JSON on stdout, progress on stderr."""

import gzip
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from api.settings import Settings, SettingsError, load

LOG_SECONDS = 30.0

Json = Annotated[bool, typer.Option("--json", help="print one JSON object and nothing else")]
Cases = Annotated[
    Path, typer.Option("--cases", exists=True, dir_okay=False, help="JSON lines, one case each")
]


def settings() -> Settings:
    """The settings of this process; a value that cannot work ends the command with its name."""
    try:
        return load()
    except SettingsError as error:
        typer.echo(f"A setting cannot work:\n{error}", err=True)
        raise typer.Exit(2) from None


def show_json(body: dict[str, Any]) -> None:
    """Print one JSON object, Chinese as Chinese."""
    typer.echo(json.dumps(body, ensure_ascii=False))


def say(line: str) -> None:
    """One line to the person at the terminal; stdout stays free for results."""
    typer.echo(line, err=True)


class Told:
    """Lines of an answer printed while it comes; the rest when it is whole."""

    def __init__(self) -> None:
        """Nothing printed yet."""
        self._lines: list[str] = []

    def line(self, text: str) -> None:
        """Print a line that is certain already."""
        self._lines.append(text)
        typer.echo(text)

    def whole(self, text: str) -> None:
        """Print what of ``text`` is not yet printed; all of it where it turned out otherwise."""
        lines = text.split("\n")
        known = len(self._lines)
        typer.echo("\n".join(lines[known:] if lines[:known] == self._lines else lines))


class Notes:
    """Lines from a running service. On a terminal, progress rewrites its own line."""

    def __init__(self) -> None:
        """Nothing shown yet."""
        self._lock = Lock()
        self._open = False
        self._said = -LOG_SECONDS

    def say(self, line: str) -> None:
        """A line that stays."""
        with self._lock:
            say(("\n" if self._open else "") + line)
            self._open = False

    def progress(self, line: str) -> None:
        """A line that the next one of its kind replaces; in a log, one every half minute."""
        with self._lock:
            if sys.stderr.isatty():
                typer.echo(f"\r\x1b[K{line}", err=True, nl=False)
                self._open = True
            elif time.monotonic() - self._said >= LOG_SECONDS:
                say(line)
                self._said = time.monotonic()


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr; the function it gives takes (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as shown:
        task = shown.add_task(label, total=None)

        def progress(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)

        yield progress


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a JSON-lines file; a line that is no JSON object ends the command."""
    return _objects(path, path.read_text(encoding="utf-8-sig"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus in JSON lines, compressed when the name ends in .gz."""
    if path.suffix != ".gz":
        return read_cases(path)
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error) as error:
        say(f"{path}: not a gzip file ({error})")
        raise typer.Exit(2) from None
    return _objects(path, text)


def _objects(path: Path, text: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except json.JSONDecodeError as error:
            say(f"{path}, line {number}: not JSON ({error.msg})")
            raise typer.Exit(2) from None
        if not isinstance(case, dict):
            say(f"{path}, line {number}: expected a JSON object")
            raise typer.Exit(2)
        cases.append(case)
    return cases


def show_figures(result: dict[str, Any]) -> None:
    """The metrics of an evaluation, one a line, the table of a calibration, then the failures."""
    typer.echo(f"cases  {result['cases']}")
    for name, value in result["metrics"].items():
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        typer.echo(f"{name:22} {shown}")
    for row in result.get("table", ()):
        typer.echo("  ".join(f"{value:<12}" for value in row.values()).rstrip())
    for failure in result["failures"]:
        typer.echo(json.dumps(failure, ensure_ascii=False), err=True)
