"""What staff decide on policy documents: at once in the library, undone by its opposite, kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlalchemy.exc import DatabaseError

from api.desk import knowledge_changes as changes
from api.desk.people import Staff
from api.domain.document_event import DocumentAct, DocumentEvent
from api.domain.duties import Role
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.store.database import Database, Unit
from api.store.document_history import events_are_whole, events_of
from api.store.document_rows import document_from_json, facts_json
from api.store.holdings import holding
from api.store.library import SqlLibrary
from api.tables.knowledge import document_history
from knowledge.documents import Document
from tests.api.desks import ADMIN
from tests.api.test_library import DOCUMENT, PASSAGES

INTAKE = Staff("li", frozenset({Role.INTAKE}))
A = DocumentAct
NEWER = replace(
    DOCUMENT,
    key="measures-2026",
    text="第一条　单个项目资助不超过八十万元。",
    effective_from=date(2026, 1, 1),
    replaces=("measures",),
)


@pytest.fixture
def library(database: Database) -> SqlLibrary:
    library = SqlLibrary(database)
    library.put(DOCUMENT, PASSAGES)
    library.put(NEWER, ())
    return library


def acts(database: Database, key: str = "measures") -> list[DocumentAct]:
    return [event.act for event in events(database, key)]


def events(database: Database, key: str = "measures") -> tuple[DocumentEvent, ...]:
    with database.read() as unit:
        found = events_of(unit, key)
        assert events_are_whole(unit, key, found)
    return found


def stored(library: SqlLibrary, key: str = "measures") -> Document:
    document = library.document(key)
    assert document is not None
    return document


def test_a_withdrawn_document_is_gone_from_the_library_and_comes_back(
    database: Database, library: SqlLibrary
) -> None:
    before = library.fingerprint()
    with database.begin() as unit:
        changes.withdraw(unit, ADMIN, "measures", version=1, reason="来源有误")

    assert library.document("measures") is None
    assert [document.key for document in library.documents()] == ["measures-2026"]
    assert list(library.passages()) == []
    assert library.fingerprint() != before

    with database.begin() as unit:
        changes.restore(unit, ADMIN, "measures", version=2, reason="已核对")

    assert stored(library) == DOCUMENT
    assert library.fingerprint() == before
    assert acts(database) == [A.ADDED, A.WITHDRAWN, A.RESTORED]
    assert [(one.actor, one.reason) for one in events(database)[1:]] == [
        ("admin", "来源有误"),
        ("admin", "已核对"),
    ]


def test_a_last_day_is_set_and_taken_back(database: Database, library: SqlLibrary) -> None:
    before = library.fingerprint()
    day = date(2026, 6, 30)
    with database.begin() as unit:
        changes.end(unit, ADMIN, "measures", version=1, last_day=day, reason="通知写明")
    assert stored(library).effective_to == day
    assert library.fingerprint() != before

    with database.begin() as unit:
        changes.unend(unit, ADMIN, "measures", version=2, reason="看错了")
    assert stored(library) == DOCUMENT
    assert acts(database) == [A.ADDED, A.ENDED, A.UNENDED]


def test_a_replaced_version_ends_the_day_before_the_new_one_begins(
    database: Database, library: SqlLibrary
) -> None:
    with database.begin() as unit:
        older, newer = holding(unit, "measures"), holding(unit, "measures-2026")
        changes.link(unit, ADMIN, older, newer, "新版公布")
    assert stored(library).effective_to == date(2025, 12, 31)
    assert stored(library).replaced_by == "measures-2026"

    with database.begin() as unit:
        changes.unreplace(unit, ADMIN, "measures", version=2, reason="不是同一件事")
    assert stored(library) == DOCUMENT
    assert acts(database) == [A.ADDED, A.REPLACED, A.UNREPLACED]


def test_withdrawing_a_new_version_brings_the_old_one_back_and_restoring_ends_it_again(
    database: Database, library: SqlLibrary
) -> None:
    with database.begin() as unit:
        older, newer = holding(unit, "measures"), holding(unit, "measures-2026")
        changes.link(unit, ADMIN, older, newer, "新版公布")
    with database.begin() as unit:
        changes.withdraw(unit, ADMIN, "measures-2026", version=1, reason="传错了文件")
    assert stored(library) == DOCUMENT

    with database.begin() as unit:
        changes.restore(unit, ADMIN, "measures-2026", version=2, reason="没有传错")
    assert stored(library).replaced_by == "measures-2026"
    assert acts(database) == [A.ADDED, A.REPLACED, A.UNREPLACED, A.REPLACED]
    assert "传错了文件" in events(database)[2].reason


def test_reading_the_same_file_again_undoes_no_decision(
    database: Database, library: SqlLibrary
) -> None:
    with database.begin() as unit:
        changes.end(
            unit, ADMIN, "measures", version=1, last_day=date(2026, 6, 30), reason="通知写明"
        )
    # Given back as it stands, as an ingestion does, and as it was read, as a start does.
    assert not library.put(stored(library), PASSAGES)
    assert not library.put(DOCUMENT, PASSAGES)
    assert library.put(replace(DOCUMENT, title="资助办法（勘误）"), PASSAGES)

    assert stored(library).effective_to == date(2026, 6, 30)
    with database.begin() as unit:
        changes.unend(unit, ADMIN, "measures", version=3, reason="看错了")
    assert stored(library) == replace(DOCUMENT, title="资助办法（勘误）")


def test_an_edited_text_is_kept_in_the_history(database: Database, library: SqlLibrary) -> None:
    library.put_all(
        [(replace(DOCUMENT, text="第一条　改了。", number="某发〔2026〕1号"), ())],
        actor="王芳",
        reason="更正",
    )
    (_, last) = events(database)
    assert (last.act, last.actor, last.reason) == (A.CHANGED, "王芳", "更正")
    assert last.before == {"text": DOCUMENT.text, "number": None}
    assert last.after == {"number": "某发〔2026〕1号"}


def test_a_document_goes_through_json_and_back() -> None:
    assert document_from_json(facts_json(DOCUMENT)) == DOCUMENT


@pytest.mark.parametrize(
    ("call", "refusal", "sentence"),
    [
        (lambda u: changes.withdraw(u, INTAKE, "measures", version=1, reason="x"),
         NotAllowed, "“知识”"),
        (lambda u: changes.withdraw(u, ADMIN, "nothing", version=1, reason="x"),
         NotFound, "没有找到"),
        (lambda u: changes.withdraw(u, ADMIN, "\x00", version=1, reason="x"),
         NotFound, "没有找到"),
        (lambda u: changes.withdraw(u, ADMIN, "measures", version=0, reason="x"),
         Outdated, "其他人"),
        (lambda u: changes.withdraw(u, ADMIN, "measures", version=1, reason=" "),
         Invalid, "原因"),
        (lambda u: changes.withdraw(u, ADMIN, "measures", version=1, reason="长" * 501),
         Invalid, "500"),
        (lambda u: changes.restore(u, ADMIN, "measures", version=1, reason="x"),
         WrongMove, "不需要恢复"),
        (lambda u: changes.unend(u, ADMIN, "measures", version=1, reason="x"),
         WrongMove, "不需要取消"),
        (lambda u: changes.unreplace(u, ADMIN, "measures", version=1, reason="x"),
         WrongMove, "不需要取消"),
        (lambda u: changes.end(u, ADMIN, "measures", version=1, last_day=None, reason="x"),
         Invalid, "日期"),
        (lambda u: changes.end(
            u, ADMIN, "measures", version=1, last_day=date(2020, 1, 1), reason="x"),
         Invalid, "不能早于施行日期"),
        (lambda u: changes.link(
            u, ADMIN, holding(u, "measures-2026"), holding(u, "measures"), "x"),
         Invalid, "晚于旧版"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do_and_changes_nothing(
    database: Database,
    library: SqlLibrary,
    call: Callable[[Unit], None],
    refusal: type[Exception],
    sentence: str,
) -> None:
    before = library.fingerprint()
    with pytest.raises(refusal, match=sentence), database.begin() as unit:
        call(unit)
    assert library.fingerprint() == before
    assert acts(database) == [A.ADDED]


def test_a_document_that_has_ended_can_only_end_earlier(
    database: Database, library: SqlLibrary
) -> None:
    library.put(replace(DOCUMENT, effective_to=date(2025, 1, 1)), PASSAGES)
    with pytest.raises(Invalid, match="只能更早"), database.begin() as unit:
        changes.end(unit, ADMIN, "measures", version=2, last_day=date(2026, 1, 1), reason="x")


def test_withdrawing_twice_is_said(database: Database, library: SqlLibrary) -> None:
    with database.begin() as unit:
        changes.withdraw(unit, ADMIN, "measures", version=1, reason="x")
    with pytest.raises(WrongMove, match="已经撤下"), database.begin() as unit:
        changes.withdraw(unit, ADMIN, "measures", version=2, reason="x")


@pytest.mark.parametrize(
    "change",
    [
        update(document_history).values(reason="改写"),
        delete(document_history),
        text("DELETE FROM document_history"),
    ],
)
def test_the_history_of_documents_can_only_grow(
    database: Database, library: SqlLibrary, change: Executable
) -> None:
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as unit:
        unit.connection.execute(change)


def test_an_event_that_was_edited_is_noticed(database: Database, library: SqlLibrary) -> None:
    with database.read() as unit:
        (event,) = events_of(unit, "measures")
        assert not events_are_whole(unit, "measures", (replace(event, actor="别人"),))
        assert not events_are_whole(unit, "measures", ())
