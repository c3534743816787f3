"""Everything ``shanhai serve`` runs, put together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from fastapi import FastAPI

from api.application_reminders import ApplicationReminders, ApplicationWords
from api.bootstrap.applications import open_application_pages, open_own_applications
from api.bootstrap.channels import Parts, open_channels
from api.bootstrap.documents import open_documents
from api.bootstrap.jobs import job_runner
from api.bootstrap.market import open_market
from api.bootstrap.notifiers import chat_notifier, notifier
from api.bootstrap.phrasing import open_proposer
from api.bootstrap.policy import (
    open_database,
    open_grouping,
    open_library,
    open_policy,
    open_reviewed,
)
from api.bootstrap.relays import open_relays
from api.bootstrap.texts import open_texts
from api.claim_ends import ClaimEnds
from api.clock import SystemClock
from api.console.router import desk_router
from api.console.services import DeskServices
from api.desk.assigning import free_idle
from api.desk.chat_pages import waiting_talks
from api.desk.chats import remind_talks
from api.desk.passwords import Passwords
from api.document_reader import DocumentReader
from api.draft_reminders import DraftReminders
from api.matching_service import Matcher
from api.milestone_reminders import MilestoneReminders
from api.need_digests import NeedDigests
from api.open_report_reminders import OpenReportReminders
from api.pages.applications import application_pages_router
from api.pages.apply_files import apply_files_router
from api.pages.applying import apply_router
from api.pages.assessment import Results, assessment_router
from api.pages.needs import NeedPages, need_pages_router
from api.pages.organisations import organisation_pages_router
from api.post_terms import PostTerms
from api.rate_limit import MemoryRateLimiter, RateLimiter
from api.refreshing import Refreshing
from api.review_reminders import ReviewReminders
from api.routes.exports import exports_router
from api.routes.matching import matching_router
from api.routes.metrics import Tallies
from api.routes.needs import needs_router
from api.routes.programmes import programmes_router
from api.routes.services import WebServices
from api.running import Running
from api.settings import Settings
from api.store.api_keys import SqlKeys
from api.store.assessments import kept_assessment
from api.store.database import Database
from api.store.files import FileStore
from api.store.followup import feedback_counts
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from api.store.notices import SqlOutgoing
from api.store.offers import note_ended
from api.store.searches import forget_words
from api.store.secrets import kept_secret
from api.store.web_chats import SqlChats
from api.web_app import create_app
from api.webhook_reach import Reach
from bot.application_due_notices import applications_due_turn, project_milestone_turn
from bot.conversation import Conversation
from bot.dialogue.turn_json import turn_json
from bot.drafts import open_reminder, reminder
from bot.entrances import BotName, Entrances
from bot.market.digest import digest_turn
from bot.post_notices import term_turn
from bot.review_notices import reviews_due_turn
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from retrieval.rule_book import SourcedRules
from retrieval.service import Retrieval


@dataclass(frozen=True, slots=True)
class Service:
    """A service ready to be served; ``app`` starts and ends the background work with it."""

    database: Database
    passwords: Passwords
    retrieval: Retrieval
    app: FastAPI


def build_service(
    settings: Settings, announce: Callable[[str], None], progress: Callable[[str], None]
) -> Service:
    """The whole service. ``announce`` gets a line whenever there is something to tell,
    ``progress`` one that replaces the line before."""
    clock = SystemClock()
    database = open_database(settings)
    library = open_library(settings, database, announce)
    retrieval = open_policy(settings, library, reviewed=open_reviewed(database))
    rules = SourcedRules(load_programmes(), library)
    texts = open_texts(database)
    passwords = Passwords()
    files = FileStore(settings.data / "files", settings.max_file_bytes)
    spool = Spool(settings.data / "spool", settings.max_file_bytes)
    ledger = SqlLedger(database, files, spool)
    gazetteer, bot_name = Gazetteer.load(), BotName()
    market = open_market(settings, database, gazetteer, retrieval)
    # A link to this machine is of no use to somebody at another.
    doors = Entrances(settings.known_url, bot_name, pages=settings.public_url)
    conversation = Conversation(
        ledger=ledger,
        asker=retrieval.asker,
        clock=clock,
        gazetteer=gazetteer,
        proposer=open_proposer(settings, retrieval.phrasing),
        market=market,
        entrances=doors,
        rules=rules,
    )
    secret = settings.matching_secret.get_secret_value() or kept_secret(settings.data, "matching")
    documents = open_documents(database, doors)
    channels = open_channels(
        settings, Parts(conversation, ledger, SqlOutgoing(database), clock, documents, bot_name)
    )
    reach = Reach(private=settings.webhooks_to_private)
    runner = job_runner(database)
    runner.resume()
    running = Running(
        conversation=conversation,
        relays=open_relays(settings, database, secret, reach),
        retrieval=retrieval,
        announce=announce,
        progress=progress,
        channels=channels.running,
        chores=(
            partial(note_ended, database),
            partial(forget_words, database),
            DraftReminders(database, lambda *told: turn_json(reminder(*told))),
            OpenReportReminders(database, files, lambda *told: turn_json(open_reminder(*told))),
            partial(remind_talks, database, chat_notifier()),
            partial(free_idle, database),
            runner.resume,
            NeedDigests(
                database,
                market,
                lambda new: turn_json(digest_turn(new.needs, new.queries, doors)),
            ),
            ClaimEnds(database),
            PostTerms(database, lambda *told: turn_json(term_turn(*told))),
            MilestoneReminders(database),
            ReviewReminders(database, lambda due: turn_json(reviews_due_turn(due))),
            ApplicationReminders(
                database,
                ApplicationWords(
                    lambda due: turn_json(applications_due_turn(due)),
                    lambda due: turn_json(project_milestone_turn(due)),
                ),
            ),
        ),
        following=(market.follow, market.tally.write, texts.follow),
    )
    reader = DocumentReader(database, files)
    reader.resume()
    desk = DeskServices(
        database=database,
        passwords=passwords,
        notifier=notifier(),
        chat_notifier=chat_notifier(),
        files=files,
        answers=Refreshing(retrieval),
        reader=reader,
        jobs=runner,
        explainer=retrieval,
        grouping=open_grouping(settings, retrieval),
        find=retrieval.found,
        gazetteer=gazetteer,
        entrances=Entrances(settings.public_url, bot_name),
        library=library,
        reach=reach,
        funder=settings.funder,
        texts=texts,
    )
    own = open_own_applications(database, rules, gazetteer, files)
    app = create_app(
        WebServices(
            settings=settings,
            clock=clock,
            conversation=conversation,
            chats=SqlChats(database),
            library=library,
            documents=documents,
            limiter=_limiter(settings),
            checks={"database": lambda: database.revision() is not None},
            gauges={
                "passages": lambda: float(retrieval.status().lexical_passages),
                "vectors": lambda: float(retrieval.status().dense_filled),
                "vectors_wanted": lambda: float(retrieval.status().dense_total),
                "indexes_mended": lambda: float(len(retrieval.status().healed)),
                "library_behind": lambda: float(retrieval.is_behind()),
                "staff_talks_waiting": lambda: float(waiting_talks(database)),
            },
            tallies=_tallies(retrieval, database),
            key_of=SqlKeys(database),
        ),
        routers=(
            desk_router(desk),
            assessment_router(Results(partial(kept_assessment, database), rules, clock)),
            matching_router(Matcher(database), secret, clock),
            programmes_router(load_programmes(), gazetteer),
            needs_router(market),
            exports_router(database),
            application_pages_router(open_application_pages(database)),
            apply_router(own),
            apply_files_router(own),
            need_pages_router(NeedPages(database, market, desk.entrances)),
            organisation_pages_router(database),
            *channels.routers,
        ),
        lifespan=running.lifespan,
    )
    return Service(database, passwords, retrieval, app)


def _tallies(retrieval: Retrieval, database: Database) -> Tallies:
    said: Tallies = {"ticket_feedback": partial(feedback_counts, database)}
    if retrieval.phrasing is None:
        return said
    of = retrieval.phrasing.counts.of
    return dict(said) | {
        f"language_model_{what}": partial(of, what)
        for what in ("answers", "claims", "reports", "tokens")
    }


def _limiter(settings: Settings) -> RateLimiter:
    if settings.redis_url:
        import redis  # noqa: PLC0415 - an eighth of the start, for who shares limits only

        from api.redis_rate_limit import RedisRateLimiter  # noqa: PLC0415 - as above

        return RedisRateLimiter(redis.Redis.from_url(settings.redis_url))
    return MemoryRateLimiter()
