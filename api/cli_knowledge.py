"""``shanhai knowledge``: add, list and rebuild policy documents."""

# ruff: noqa: PLC0415 - `shanhai --help` must not wait for vector stores

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import Json, bar, say, settings, show_json

if TYPE_CHECKING:
    from knowledge.documents import Document

app = typer.Typer(help="Policy documents: add, list, rebuild the indexes.", no_args_is_help=True)


@app.command()
def add(
    paths: Annotated[
        list[Path] | None, typer.Argument(exists=True, help="a file or a folder of files")
    ] = None,
    law: Annotated[
        list[str] | None, typer.Option(help="a national statute by title or alias; repeatable")
    ] = None,
    all_laws: Annotated[bool, typer.Option(help="every national statute there is")] = False,
) -> None:
    """Add documents (PDF, DOCX, HTML, Markdown, text) or national statutes; a running service
    uses them after its next start."""
    from api.bootstrap.policy import open_database, open_library
    from knowledge.ingest import ingest
    from knowledge.reading.refusals import ImportRefused
    from knowledge.statutes import LawUnknown

    if not (paths or law or all_laws):
        raise typer.BadParameter("name a file, a folder, --law or --all-laws")
    try:
        given = _documents(paths or [], law or [], all_laws=all_laws)
    except (ImportRefused, LawUnknown) as refusal:
        say(str(refusal))
        raise typer.Exit(1) from None
    current = settings()
    library = open_library(current, open_database(current), say)
    for name, documents in given.items():
        done = ingest(library, documents)
        say(f"{name}: {len(done.added)} added, {done.passages} passages")


def _documents(
    paths: list[Path], laws: list[str], *, all_laws: bool
) -> "dict[str, Iterable[Document]]":
    """What to add, by what it was named; all of it is read, or refused, before any is stored."""
    from knowledge.importers import read_file, read_folder
    from knowledge.statutes import all_statutes, named_statutes

    given: dict[str, Iterable[Document]] = {
        path.name: read_folder(path) if path.is_dir() else read_file(path) for path in paths
    }
    if all_laws:
        given["all laws"] = all_statutes()
    elif laws:
        given["、".join(laws)] = named_statutes(laws)
    return given


@app.command("list")
def list_documents(as_json: Json = False) -> None:
    """List the documents with tier, dates and source."""
    from api.bootstrap.policy import open_database, open_library

    current = settings()
    documents = open_library(current, open_database(current), say).documents()
    if as_json:
        rows = [
            {
                "key": document.key,
                "title": document.title,
                "tier": document.tier,
                "issuer": document.issuer,
                "number": document.number,
                "effective_from": _iso(document.effective_from),
                "effective_to": _iso(document.effective_to),
                "source": document.source,
            }
            for document in documents
        ]
        show_json({"documents": rows})
        return
    for document in documents:
        began, ended = document.effective_from or "?", document.effective_to or ""
        typer.echo(f"{document.tier:9} {began}…{ended}\t{document.title}\t{document.key}")


@app.command()
def rebuild() -> None:
    """Read the built-in documents again and bring both indexes up to date."""
    from api.bootstrap.policy import open_database, open_library, open_policy

    current = settings()
    (current.data / "knowledge.stamp").unlink(missing_ok=True)
    policy = open_policy(current, open_library(current, open_database(current), say))
    try:
        with bar("embedding") as progress:
            whole = policy.fill_dense(progress)
    finally:
        policy.close()
    if not whole:
        say("The dense index belongs to a running service; it brings itself up to date.")


def _iso(day: object) -> str | None:
    return str(day) if day else None
