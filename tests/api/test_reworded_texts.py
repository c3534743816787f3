"""Sentences reworded at the desk: kept with their history, and said by every worker soon after."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from api.desk import texts as desk_texts
from api.domain.duties import EVERY_ROLE
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.live_texts import LiveTexts
from api.store import reworded_texts as store
from api.store.audit import audited
from api.store.database import Database, Unit
from api.tables.administration import reworded_texts
from bot import texts
from bot.texts.in_force import IN_FORCE, WRITTEN
from bot.texts.listing import sentences
from bot.texts.rewording import Override, as_written
from tests.api.desks import ADMIN, REVIEWER
from tests.desk_fakes import Browser, DeskWorld, gazetteer, make_desk, staffed
from tests.transcripts import Chat

KEY = "CANCEL_SURE"
WRITTEN_WORDS = as_written(sentences()[KEY])
WORDS = Override("真的不报了吗？", "Really cancel it?")


@pytest.fixture(autouse=True)
def _as_written_again() -> Iterator[None]:
    yield
    IN_FORCE.follow(lambda: WRITTEN)


def reword(
    unit: Unit, words: Override = WORDS, *, version: int = 0, english_stands: bool = False
) -> None:
    desk_texts.reword(unit, ADMIN, KEY, words, version=version, english_stands=english_stands)


def test_every_worker_says_it_after_looking_once(database: Database) -> None:
    here, elsewhere = LiveTexts(database), LiveTexts(database)
    with database.begin() as unit:
        reword(unit)
    IN_FORCE.follow(elsewhere)
    assert WRITTEN_WORDS.simplified == texts.CANCEL_SURE
    elsewhere.follow()
    assert WORDS.simplified == texts.CANCEL_SURE
    kept = elsewhere()
    elsewhere.follow()
    assert elsewhere() is kept  # nothing changed, nothing was made anew
    with database.begin() as unit:
        desk_texts.put_back(unit, ADMIN, KEY, version=1)
    for worker in (here, elsewhere):
        worker.follow()
        IN_FORCE.follow(worker)
        assert WRITTEN_WORDS.simplified == texts.CANCEL_SURE


def test_every_wording_stands_in_the_history(database: Database) -> None:
    other = Override("真的不报了？", "Really cancel it?")
    with database.begin() as unit:
        reword(unit)
        reword(unit, other, version=1, english_stands=True)
        desk_texts.put_back(unit, ADMIN, KEY, version=2)
        page = desk_texts.text_page(unit, ADMIN, KEY)
        assert audited(unit).broken == ()
    assert [one.override for one in page.wordings] == [WORDS, other, None]
    assert [one.act.label for one in page.wordings] == ["改写", "改写", "恢复原文"]
    assert (page.override, page.version) == (None, 0)


def test_words_changed_behind_the_history_are_named(database: Database) -> None:
    with database.begin() as unit:
        reword(unit)
    with database.begin() as unit:
        unit.connection.execute(update(reworded_texts).values(simplified="请把钱打到这里。"))
    with database.read() as unit:
        assert audited(unit).broken == (f"话术 {KEY}",)


def test_english_that_may_contradict_is_asked_about(database: Database) -> None:
    words = Override(WORDS.simplified, WRITTEN_WORDS.english)
    with database.begin() as unit:
        with pytest.raises(Invalid, match="英文没有改") as refusal:
            reword(unit, words)
        assert refusal.value.field == "english"
        reword(unit, words, english_stands=True)
        assert store.override_of(unit, KEY) == store.Kept(words, 1)


def test_words_as_they_were_written_are_the_same_as_putting_them_back(database: Database) -> None:
    with database.begin() as unit:
        with pytest.raises(Invalid, match="没有变化"):
            reword(unit, WRITTEN_WORDS)
        with pytest.raises(WrongMove, match="就是原文"):
            desk_texts.put_back(unit, ADMIN, KEY, version=0)
        reword(unit)
        reword(unit, WRITTEN_WORDS, version=1)
        assert store.override_of(unit, KEY) is None


def test_who_comes_second_sees_the_first_one_s_words_before_they_are_lost(
    database: Database,
) -> None:
    with database.begin() as unit:
        reword(unit)
        with pytest.raises(Outdated):
            reword(unit, Override("别的话？", "Other words?"))
        with pytest.raises(Outdated):
            desk_texts.put_back(unit, ADMIN, KEY, version=2)


def test_only_administrators_reword(database: Database) -> None:
    with database.begin() as unit:
        for act in (
            lambda: desk_texts.list_texts(unit, REVIEWER),
            lambda: desk_texts.text_page(unit, REVIEWER, KEY),
            lambda: desk_texts.put_back(unit, REVIEWER, KEY, version=0),
            lambda: desk_texts.check(REVIEWER, KEY, WORDS),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotFound):
            desk_texts.check(ADMIN, "NO_SUCH", WORDS)


def test_sentences_are_found_by_their_words_theme_and_change(database: Database) -> None:
    with database.begin() as unit:
        reword(unit)

        def found(words: str = "", theme: str = "", *, reworded: bool = False) -> set[str]:
            lines = desk_texts.list_texts(unit, ADMIN, words=words, theme=theme, reworded=reworded)
            return {line.sentence.key for line in lines}

        assert KEY in found(words="不报了吗")
        assert KEY in found(words="really CANCEL")
        assert KEY in found(words="cancel_sure")
        assert found(reworded=True) == {KEY}
        assert "STEP_WORDING.report.place.question" in found(theme="flows")
        assert KEY not in found(theme="flows")


def test_the_conversation_says_it_in_the_next_turn(sqlite_database: Database) -> None:
    live = LiveTexts(sqlite_database)
    IN_FORCE.follow(live)
    chat = Chat(gazetteer())
    chat.say("上报需求")
    chat.tap("同意")
    assert texts.CANCEL_SURE in chat.say("取消").messages[0].text
    with sqlite_database.begin() as unit:
        reword(unit)
    live.follow()
    chat.say("不取消")
    assert WORDS.simplified in chat.say("取消").messages[0].text


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def admin(desk: DeskWorld) -> Browser:
    return staffed(desk, "admin", EVERY_ROLE)


def form(words: Override = WORDS, **more: str) -> dict[str, str | list[str]]:
    return {"simplified": words.simplified, "english": words.english, "version": "0", **more}


def test_the_desk_shows_a_sentence_rewords_it_and_puts_it_back(admin: Browser) -> None:
    assert f'href="/desk/texts/{KEY}"' in admin.get("/desk/texts?q=取消这份上报")
    page = admin.get(f"/desk/texts/{KEY}")
    assert "確定取消" in page
    assert "bot/" in page
    page = admin.post(f"/desk/texts/{KEY}", 200, **form(act="preview"))
    assert "真的不報了嗎" in page
    assert "还没有保存" in page
    page = admin.post(f"/desk/texts/{KEY}", 200, **form())
    assert "已保存" in page
    assert "改过" in admin.get("/desk/texts?reworded=yes")
    admin.get(f"/desk/texts/{KEY}")
    page = admin.post(f"/desk/texts/{KEY}/back", 200, version="1")
    assert "已恢复原文" in page
    assert "还没有改过的话" in admin.get("/desk/texts?reworded=yes")


def test_what_is_refused_stays_as_typed(admin: Browser) -> None:
    admin.get(f"/desk/texts/{KEY}")
    words = Override("真的吗，{name}？", "Really, <b>?")
    page = admin.post(f"/desk/texts/{KEY}", 422, **form(words))
    assert "花括号" in page
    assert "真的吗，{name}？</textarea>" in page
    assert "Really, &lt;b&gt;?</textarea>" in page
    assert "没有找到这句话" in admin.get("/desk/texts/NO_SUCH", 404)


def test_the_list_has_pages_that_keep_the_search(admin: Browser) -> None:
    page = admin.get("/desk/texts?q=需求")
    found = re.search(r'href="([^"]+)" rel="next"', page)
    assert found is not None
    assert "q=%E9%9C%80%E6%B1%82" in found[1]
    assert "第 2 页" in admin.get(found[1].replace("&amp;", "&"))


def test_reviewers_reword_nothing(desk: DeskWorld) -> None:
    li = staffed(desk)
    li.get("/desk/texts", 403)
    li.get("/desk")
    assert "需要“管理员”" in li.post(f"/desk/texts/{KEY}", 403, **form())
