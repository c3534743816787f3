"""Who may enter the desk: one-time passwords, a back-off, sessions, roles, one's own chat."""

import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from api.desk import accounts, login, sessions
from api.desk.accounts import Remit
from api.desk.chat_link import link_chat
from api.desk.passwords import Passwords
from api.desk.people import Staff
from api.domain.duties import ALL_WORK, EVERY_ROLE, in_order
from api.domain.errors import Invalid, NotAllowed, NotFound
from api.store.database import Database
from tests.api.desks import ADMIN, REVIEWER, ledger_of, person_of
from tests.fakes import FixedClock

NEW = "correct horse battery"


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    """As safe as a test needs."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def one_time(database: Database, passwords: Passwords) -> str:
    """The one-time password of the first administrator."""
    with database.begin() as unit:
        password = accounts.create_admin(unit, passwords)
    assert password is not None
    return password


@pytest.fixture
def admin(database: Database, passwords: Passwords, one_time: str) -> Staff:
    return login.authenticate(database, passwords, "admin", one_time)


def test_the_first_administrator_is_made_once_and_must_change_the_password(
    database: Database, passwords: Passwords, admin: Staff
) -> None:
    assert admin == Staff("admin", EVERY_ROLE, must_change_password=True)
    with database.begin() as unit:
        assert accounts.create_admin(unit, passwords) is None


def test_after_changing_it_the_one_time_password_opens_nothing(
    database: Database, passwords: Passwords, one_time: str, admin: Staff
) -> None:
    with database.begin() as unit:
        token = sessions.open_session(unit, admin)
        changed = login.change_password(unit, admin, passwords, old=one_time, new=NEW)
        assert not changed.must_change_password
        assert sessions.staff_of(unit, token) is None
    assert login.authenticate(database, passwords, "admin", NEW) == changed
    with pytest.raises(NotAllowed):
        login.authenticate(database, passwords, "admin", one_time)


@pytest.mark.parametrize("new", ["short", "x" * 201])
def test_a_new_password_has_a_proper_length(
    database: Database, passwords: Passwords, one_time: str, admin: Staff, new: str
) -> None:
    with database.begin() as unit, pytest.raises(Invalid):
        login.change_password(unit, admin, passwords, old=one_time, new=new)


def test_a_new_password_is_new_and_the_old_one_is_known(
    database: Database, passwords: Passwords, one_time: str, admin: Staff
) -> None:
    with database.begin() as unit:
        with pytest.raises(Invalid, match="不能与原密码"):
            login.change_password(unit, admin, passwords, old=one_time, new=one_time)
        with pytest.raises(NotAllowed, match="原密码不对"):
            login.change_password(unit, admin, passwords, old="wrong", new=NEW)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("admin", "wrong"),
        ("nobody", "wrong"),
        ("", ""),
        ("admin", "x" * 100_000),
        ("admin", "\ud83d"),
    ],
)
def test_a_wrong_name_and_a_wrong_password_read_the_same(
    database: Database, passwords: Passwords, admin: Staff, username: str, password: str
) -> None:
    with pytest.raises(NotAllowed, match="用户名或密码不对"):
        login.authenticate(database, passwords, username, password)


def test_failures_make_one_wait_longer_and_longer(
    database: Database, passwords: Passwords, one_time: str, clock: FixedClock
) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed, match="用户名或密码不对"):
            login.authenticate(database, passwords, "admin", "wrong")
    with pytest.raises(NotAllowed, match="15 秒"):
        login.authenticate(database, passwords, "admin", one_time)
    clock.forward(seconds=15)
    with pytest.raises(NotAllowed, match="不对"):
        login.authenticate(database, passwords, "admin", "wrong")
    with pytest.raises(NotAllowed, match="30 秒"):
        login.authenticate(database, passwords, "admin", one_time)
    for _ in range(8):
        clock.forward(hours=1)
        with pytest.raises(NotAllowed, match="不对"):
            login.authenticate(database, passwords, "admin", "wrong")
    with pytest.raises(NotAllowed, match="15 分钟"):
        login.authenticate(database, passwords, "admin", one_time)
    clock.forward(minutes=15)
    assert login.authenticate(database, passwords, "admin", one_time).username == "admin"
    with pytest.raises(NotAllowed, match="不对"):
        login.authenticate(database, passwords, "admin", "wrong")


def test_a_session_ends_by_itself_and_by_logging_out(
    database: Database, admin: Staff, clock: FixedClock
) -> None:
    with database.begin() as unit:
        first, second = sessions.open_session(unit, admin), sessions.open_session(unit, admin)
        assert sessions.staff_of(unit, first) == admin
        sessions.close_session(unit, first)
        assert sessions.staff_of(unit, first) is None
        assert sessions.staff_of(unit, second) == admin
        assert sessions.staff_of(unit, "\ud83d made up") is None
    clock.forward(hours=12)
    with database.begin() as unit:
        assert sessions.staff_of(unit, second) is None


def test_an_administrator_makes_and_closes_accounts(
    database: Database, passwords: Passwords, admin: Staff
) -> None:
    with database.begin() as unit:
        password = accounts.create_staff(unit, admin, passwords, " li ", Remit(ALL_WORK))
    li = login.authenticate(database, passwords, "li", password)
    assert li == Staff("li", ALL_WORK, must_change_password=True)
    with database.begin() as unit:
        token = sessions.open_session(unit, li)
        accounts.disable(unit, admin, "li")
        assert sessions.staff_of(unit, token) is None
        listed = {one.username: one for one in accounts.list_staff(unit, admin)}
    assert listed["li"].disabled
    assert listed["li"].roles == in_order(ALL_WORK)
    assert not listed["admin"].disabled
    with pytest.raises(NotAllowed, match="不对"):
        login.authenticate(database, passwords, "li", password)
    with database.begin() as unit:
        accounts.disable(unit, admin, "li", disabled=False)
    assert login.authenticate(database, passwords, "li", password) == li


def test_an_administrator_resets_a_forgotten_password(
    database: Database, passwords: Passwords, admin: Staff
) -> None:
    with database.begin() as unit:
        old = accounts.create_staff(unit, admin, passwords, "li", Remit(ALL_WORK))
        new = accounts.reset_password(unit, admin, passwords, "li")
        with pytest.raises(NotFound):
            accounts.reset_password(unit, admin, passwords, "nobody")
    assert old != new
    assert login.authenticate(database, passwords, "li", new).must_change_password


@pytest.mark.parametrize("name", ["", "x", "两 字", "a\tb", "x" * 41, "admin"])
def test_a_name_that_cannot_be_one_or_is_taken_is_refused(
    database: Database, passwords: Passwords, admin: Staff, name: str
) -> None:
    with database.begin() as unit, pytest.raises(Invalid):
        accounts.create_staff(unit, admin, passwords, name, Remit(ALL_WORK))


def test_a_reviewer_manages_nobody(database: Database, passwords: Passwords) -> None:
    with database.begin() as unit:
        with pytest.raises(NotAllowed, match="管理员"):
            accounts.create_staff(unit, REVIEWER, passwords, "wang", Remit(EVERY_ROLE))
        with pytest.raises(NotAllowed):
            accounts.reset_password(unit, REVIEWER, passwords, "admin")
        with pytest.raises(NotAllowed):
            accounts.disable(unit, REVIEWER, "admin")
        with pytest.raises(NotAllowed):
            accounts.list_staff(unit, REVIEWER)


def test_nobody_closes_their_own_account(database: Database, admin: Staff) -> None:
    with database.begin() as unit, pytest.raises(NotAllowed, match="自己"):
        accounts.disable(unit, admin, ADMIN.username)


def test_staff_link_their_own_chat_by_a_code(
    database: Database, admin: Staff, tmp_path: Path
) -> None:
    ledger = ledger_of(database, tmp_path)
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        code = transaction.link_code()
    with database.begin() as unit:
        with pytest.raises(Invalid, match="绑定码"):
            link_chat(unit, admin, "wrong")
        assert link_chat(unit, admin, code) == person
        token = sessions.open_session(unit, admin)
        known = sessions.staff_of(unit, token)
        assert known is not None
        assert known.person == person
        assert accounts.list_staff(unit, admin)[0].linked


def test_many_tries_at_once_gain_nothing(database: Database, passwords: Passwords) -> None:
    with database.begin() as unit:
        accounts.create_admin(unit, passwords)
    said: list[str] = []

    def attempt() -> None:
        try:
            login.authenticate(database, passwords, "admin", "wrong")
        except NotAllowed as refusal:
            said.append(refusal.message)

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 20
    assert said.count(login.WRONG) == login.FREE_FAILURES


def test_whoever_runs_the_service_can_let_a_locked_out_administrator_in(
    database: Database, passwords: Passwords, one_time: str
) -> None:
    for _ in range(login.FREE_FAILURES):
        with pytest.raises(NotAllowed):
            login.authenticate(database, passwords, "admin", "wrong")
    with database.begin() as unit:
        fresh = accounts.new_one_time_password(unit, passwords, "admin")
    assert login.authenticate(database, passwords, "admin", fresh).must_change_password
    with pytest.raises(NotFound), database.begin() as unit:
        accounts.new_one_time_password(unit, passwords, "nobody")
