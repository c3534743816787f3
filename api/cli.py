"""The command line ``shanhai``. Heavy parts are imported by the command that needs them."""

# ruff: noqa: PLC0415 - `shanhai --help` must not wait for vector stores and web servers

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api import cli_evaluate, cli_knowledge
from api.clock import SHANGHAI
from api.terminal import Json, Told, bar, say, settings, show_json

app = typer.Typer(
    name="shanhai",
    help="山海桥 · Shanhai Bridge: the conversational front door of East–West aid.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_knowledge.app, name="knowledge")
app.add_typer(cli_evaluate.app, name="evaluate")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2026-11-21") from None


@app.command()
def serve() -> None:
    """Run the service: web chat, staff desk, deliveries, and Telegram when a token is set."""
    from api.serving import serve as run

    raise typer.Exit(run(settings()))


@app.command()
def ask(
    question: str,
    as_of: Annotated[str | None, typer.Option(help="answer as the law stood on YYYY-MM-DD")] = None,
    context: Annotated[list[str] | None, typer.Option(help="an earlier turn; repeatable")] = None,
    as_json: Json = False,
) -> None:
    """Answer a policy question with quotations."""
    from api.bootstrap.policy import open_database, open_library, open_policy, open_reviewed
    from retrieval.claim_lines import ClaimLines, unheard

    day = _day(as_of)
    current = settings()
    database = open_database(current)
    library = open_library(current, database, say)
    policy = open_policy(current, library, reviewed=open_reviewed(database))
    policy.attach_dense()
    told = Told()
    listener = unheard if as_json else ClaimLines(told.line)
    try:
        answer = policy.asker.ask(
            question, as_of=day, context=tuple(context or ()), listener=listener
        )
    finally:
        policy.close()
    if as_json:
        show_json(answer.to_json())
    else:
        told.whole(answer.text)
        for citation in answer.citations if current.known_url else ():
            typer.echo(f"原文：{current.known_url}{citation.path}")


@app.command()
def report(text: str, as_json: Json = False) -> None:
    """Show what is understood of a need report, and what would still be asked."""
    from api.domain.need import FIELDS
    from api.domain.need_json import need_json
    from bot.understanding.report import understand
    from knowledge.places.gazetteer import Gazetteer

    today = datetime.now(UTC).astimezone(SHANGHAI).date()
    understood = understand(text, Gazetteer.load(), today)
    if as_json:
        show_json(
            {
                "need": need_json(understood.need),
                "spans": {field: list(span) for field, span in understood.spans.items()},
                "missing": list(understood.missing),
                "warnings": list(understood.warnings),
            }
        )
        return
    for field, (start, end) in sorted(understood.spans.items(), key=lambda entry: entry[1]):
        typer.echo(f"{FIELDS.get(field, field)}\t{text[start:end]}")
    typer.echo("还要问：" + "、".join(FIELDS.get(field, field) for field in understood.missing))
    for warning in understood.warnings:
        say(warning)


@app.command()
def flows(
    out: Annotated[Path | None, typer.Option(help="folder for the SVG and mermaid files")] = None,
) -> None:
    """Draw every dialogue, the states of a ticket and the procedures from what declares them."""
    from api.diagrams.files import charts, write
    from api.diagrams.mermaid import mermaid

    if out is None:
        typer.echo("\n".join(map(mermaid, charts())))
        return
    for name in write(out):
        typer.echo(str(out / name))


@app.command()
def demo() -> None:
    """Fill the desk with sample offers and needs, to look around; safe to run again."""
    from api.bootstrap.policy import open_database
    from api.bootstrap.samples import add_samples

    current = settings()
    database = open_database(current)
    offers, needs = add_samples(current, database)
    say(f"{offers} sample offers, {needs} new sample needs: see {current.public_url}/desk")


@app.command()
def rematch(as_json: Json = False) -> None:
    """Rank all offers anew for every open need; goes on where an earlier run was broken off."""
    from api.bootstrap.jobs import job_runner
    from api.bootstrap.policy import open_database
    from api.desk.rematching import start_rematch
    from api.store import jobs

    database = open_database(settings())
    try:
        with database.begin() as unit:
            number = start_rematch(unit, None).number
        with bar("needs") as progress:
            job_runner(database).run(number, progress)
        with database.read() as unit:
            job = jobs.load(unit, number)
    finally:
        database.close()
    if job.result is None:
        say(job.problem or f"job {number} is running in another process: see the desk")
        raise typer.Exit(1)
    if as_json:
        show_json(dict(job.result))
    else:
        say("{needs} needs, {offers} offers, {seconds} s".format(**job.result))


@app.command("reset-password")
def reset_password(username: str) -> None:
    """Give a member of staff a new one-time password, and end their waiting, their sessions
    and their two-step login."""
    from api.bootstrap.policy import open_database
    from api.desk.accounts import new_one_time_password
    from api.desk.passwords import Passwords
    from api.desk.two_step import forget
    from api.domain.errors import NotFound

    database = open_database(settings())
    try:
        with database.begin() as unit:
            password = new_one_time_password(unit, Passwords(), username)
            forget(unit, username)
    except NotFound as unknown:
        say(unknown.message)
        raise typer.Exit(1) from None
    finally:
        database.close()
    say(f"{username}: one-time password {password}")


@app.command()
def doctor(
    audit: Annotated[bool, typer.Option(help="read every history again, too")] = False,
    as_json: Json = False,
) -> None:
    """Check what the service needs, and say how to mend what is missing."""
    from api.doctor import examine

    findings = examine(settings(), audit=audit)
    if as_json:
        show_json({"findings": [finding.to_json() for finding in findings]})
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.well else 'FAIL'} {finding.part}: {finding.detail}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)
