"""``shanhai knowledge``: add, list and rebuild policy documents."""

# ruff: noqa: PLC0415 - `shanhai --help` must not wait for vector stores

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import Json, bar, say, settings, show_json

if TYPE_CHECKING:
    from knowledge.importing import Outcome
    from knowledge.library import Library

app = typer.Typer(help="Policy documents: add, list, rebuild the indexes.", no_args_is_help=True)


@app.command()
def add(
    paths: Annotated[list[Path] | None, typer.Argument(help="a file or a folder of files")] = None,
    law: Annotated[
        list[str] | None, typer.Option(help="a national statute by title or alias; repeatable")
    ] = None,
    all_laws: Annotated[bool, typer.Option(help="every national statute there is")] = False,
    as_json: Json = False,
) -> None:
    """Add documents (PDF, DOCX, HTML, Markdown, text) or national statutes.

    Each file is stored or refused by itself, whatever becomes of the others; the exit status is 1
    when one was refused. What is there already is not stored again. A running service answers
    from what was added within seconds.
    """
    from api.bootstrap.policy import (
        open_database,
        open_import,
        open_library,
        prepare_answers,
    )

    if not (paths or law or all_laws):
        raise typer.BadParameter("name a file, a folder, --law or --all-laws")
    statutes = _statutes(law or [], all_laws=all_laws)
    current = settings()
    database = open_database(current)
    open_library(current, database, say)
    library = open_import(database)
    before = library.fingerprint()
    body: dict[str, Any] = {"files": [], "skipped": []}
    if paths:
        body |= _add_files(library, paths)
    if statutes:
        body["laws"] = _add_statutes(library, *statutes)
    if library.fingerprint() != before:
        say("Building the index of words …")
        prepare_answers(current, library)
    if as_json:
        show_json(body)
    else:
        _show(body)
    if any(one["fate"] == "refused" for one in body["files"]):
        raise typer.Exit(1)


def _statutes(laws: list[str], *, all_laws: bool) -> tuple[str, Any] | None:
    """What statutes to add, by what they were named; an unknown name ends the command."""
    from knowledge.statutes import LawUnknown, all_statutes, named_statutes

    if all_laws:
        return "all laws", all_statutes()
    try:
        return ("、".join(laws), named_statutes(laws)) if laws else None
    except LawUnknown as unknown:
        say(str(unknown))
        raise typer.Exit(1) from None


def _add_files(library: "Library", paths: list[Path]) -> dict[str, Any]:
    from knowledge.importing import files_of, import_files

    found = [files_of(path) for path in paths]
    with bar("reading") as progress:
        outcomes = import_files(library, [file for files, _ in found for file in files], progress)
    return {
        "files": [_outcome(one) for one in outcomes],
        "skipped": [name for _, names in found for name in names],
    }


def _add_statutes(library: "Library", name: str, documents: Any) -> dict[str, Any]:
    from knowledge.ingest import ingest

    with bar("storing") as progress:
        done = ingest(library, documents, progress)
    return {
        "name": name,
        "added": len(done.added),
        "changed": len(done.changed),
        "unchanged": len(done.unchanged),
        "passages": done.passages,
    }


def _outcome(one: "Outcome") -> dict[str, Any]:
    return {
        "file": one.file,
        "fate": str(one.fate),
        "title": one.title,
        "key": one.key,
        "passages": one.passages,
        "message": one.message,
        "warnings": list(one.warnings),
    }


def _show(body: dict[str, Any]) -> None:
    """What became of each file, one line each, then the sums."""
    files = body["files"]
    for one in files:
        title = f" {one['title']}, {one['passages']} passages" if one["passages"] else ""
        message = f" – {one['message']}" if one["message"] else ""
        typer.echo(f"{one['file']}: {one['fate'].replace('_', ' ')}{title}{message}")
        for warning in one["warnings"]:
            typer.echo(f"    {warning}")
    if body["skipped"]:
        typer.echo(f"not looked at, by their names no policy texts: {_some(body['skipped'])}")
    if files:
        fates = [one["fate"].replace("not_stored", "unchanged") for one in files]
        passages = sum(one["passages"] for one in files)
        counts = (
            f"{fates.count(fate)} {fate}" for fate in ("added", "changed", "unchanged", "refused")
        )
        typer.echo(f"{', '.join(counts)}; {passages} passages")
    if laws := body.get("laws"):
        typer.echo("{name}: {added} added, {changed} changed, {passages} passages".format(**laws))


def _some(names: list[str], most: int = 5) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


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
        typer.echo(
            f"{document.tier:10} {began!s:10} … {ended!s:10}  {document.title}  {document.key}"
        )
    typer.echo(f"{len(documents)} documents")


@app.command()
def rebuild(
    from_scratch: Annotated[
        bool, typer.Option(help="throw the indexes and the vectors away first; takes minutes")
    ] = False,
) -> None:
    """Restore everything from the database: cut the documents anew, mend what is damaged, and
    bring both indexes up to date."""
    from api.bootstrap.policy import (
        discard_indexes,
        open_database,
        open_library,
        open_policy,
        restore_library,
    )

    current = settings()
    library = open_library(current, open_database(current), say)
    with bar("cutting") as progress:
        changed = restore_library(current, library, progress)
    if from_scratch and not discard_indexes(current):
        say("A running service owns the dense index: stop it to have that one made from scratch.")
    policy = open_policy(current, library)
    try:
        with bar("embedding") as progress:
            whole = policy.fill_dense(progress)
        state = policy.status()
    finally:
        policy.close()
    for sentence in state.healed:
        say(sentence)
    say(f"{changed} documents changed; {state.lexical_passages} passages in the index of words")
    if whole:
        say(f"{state.dense_filled} passages in the index of meaning")
    else:
        say("The dense index belongs to a running service; it brings itself up to date.")


def _iso(day: object) -> str | None:
    return str(day) if day else None
