"""The WeCom channel against the platform's rules: callbacks in, messages out, and every trouble."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx
import pytest

from api.clock import SystemClock
from api.domain.errors import NotFound
from bot import texts
from bot.dialogue.turn import Choice, Inbound, Message, OutgoingDocument, Turn
from bot.handouts import HandedOut
from bot.pushing import MAX_ATTEMPTS, Later, Never
from bot.texts.language import Language
from bot.wecom import intake
from bot.wecom.api import UnreachableError, WecomError
from bot.wecom.channel import ALLOWED_PACE, WecomRefusedError
from bot.wecom.intake import WecomIntake
from bot.wecom.sending import judge
from bot.wecom.shown import ShownChoices
from bot.wecom.updates import Received
from tests.bot.telegram_fakes import say
from tests.e2e.wecom_channel import MEGABYTE, Scene, eventually, options
from tests.wecom_server.remote import Member, WecomServer, running_wecom, verification


@pytest.fixture(scope="module")
def server() -> Iterator[WecomServer]:
    with running_wecom() as running:
        yield running


@pytest.fixture
def scene(server: WecomServer) -> Scene:
    return Scene(server)


async def member(scene: Scene, name: str = "ZhangYuan") -> Member:
    return await asyncio.to_thread(scene.server.member, name)


async def hears(one: Member, part: str) -> str:
    return await asyncio.to_thread(one.hears, part)


async def says(one: Member, *lines: str) -> None:
    for line in lines:
        assert await asyncio.to_thread(one.send, line) == [200]


async def test_a_conversation(scene: Scene) -> None:
    async with scene.running():
        one = await member(scene)
        await says(one, "一", "二", "三")
        await hears(one, "收到 三")
        assert await asyncio.to_thread(one.press, "是") == [200]
        await hears(one, "按钮 n1:yes")
        await asyncio.to_thread(one.send_file, "image", "a.jpg", b"a picture")
        await hears(one, "文件 照片.jpg 9")
        await asyncio.to_thread(one.send_file, "file", "名单.pdf", b"%PDF-1.7")
        await hears(one, "文件 名单.pdf 8")
        await asyncio.to_thread(one.send_location, 22.5, 99.9)
        await hears(one, "位置 (22.5, 99.9)")
        await asyncio.to_thread(one.callback, {"MsgType": "voice", "MediaId": "x"})
        await hears(one, texts.WECOM_VOICE)
        await asyncio.to_thread(
            one.callback, {"MsgType": "event", "Event": "click", "EventKey": "/mine"}
        )
        await hears(one, "收到 /mine")
        settled = [m for m in one.messages() if m.get("replaced") == "已选：是"]
        assert [m["main_title"]["title"] for m in settled] == ["收到 三"]
        assert [entry["name"] for entry in scene.server.state()["menu"]] == [
            "上报需求",
            "问政策",
            "更多",
        ]
    assert [one.text for one in scene.conversation.handled if one.text][:3] == ["一", "二", "三"]
    assert scene.server.state()["calls"]["gettoken"] == 1


async def test_it_is_stored_before_it_is_acknowledged_and_answered_after(scene: Scene) -> None:
    scene.conversation.delays["慢"] = 1.0
    async with scene.running():
        one = await member(scene)
        await says(one, "慢")
        assert [known.text for known in scene.kept.inbounds] == ["慢"]
        assert scene.conversation.handled == []
        await says(one, "快")
        await hears(one, "收到 快")
    assert [known.text for known in scene.conversation.handled] == ["慢", "快"]


async def test_what_cannot_be_stored_is_sent_again_by_the_platform(scene: Scene) -> None:
    scene.kept.failures = 2
    async with scene.running():
        one = await member(scene)
        assert await asyncio.to_thread(one.send, "一") == [503, 503, 200]
        await hears(one, "收到 一")
        assert await asyncio.to_thread(scene.server.repeat) == [200]
        await says(one, "二")
        await hears(one, "收到 二")
    assert one.heard() == ["收到 一", "收到 二"]


async def test_a_fault_while_answering_is_tried_again(scene: Scene) -> None:
    scene.conversation.failures = 1
    async with scene.running():
        one = await member(scene)
        await says(one, "一")
        await hears(one, "收到 一")


async def test_told_to_stop_what_is_being_answered_is_finished(scene: Scene) -> None:
    scene.conversation.delays["慢"] = 1.0
    async with scene.running():
        await says(await member(scene), "慢")
    assert [one.text for one in scene.conversation.handled] == ["慢"]


async def test_what_cannot_be_answered_stays_stored_and_the_rest_goes_on(scene: Scene) -> None:
    scene.conversation.failures = 2
    taking = WecomIntake(
        api=scene.api(),
        handler=scene.conversation,
        keep=scene.kept,
        wake=lambda: None,
        shown=ShownChoices(),
        max_file_bytes=MEGABYTE,
        pauses=(0.01,),
    )
    for number, text in enumerate(("一", "二")):
        inbound = Inbound("wecom", "ZhangYuan", str(number), SystemClock().now(), text=text)
        await taking.take(Received(inbound))
    await eventually(lambda: scene.conversation.handled)
    assert [known.text for known in scene.kept.inbounds] == ["一", "二"]
    assert [one.text for one in scene.conversation.handled] == ["二"]


async def test_after_a_restart_a_used_card_says_at_least_that_it_was_used(scene: Scene) -> None:
    async with scene.running():
        one = await member(scene)
        await says(one, "一")
        await hears(one, "收到 一")
    channel = scene.channel()
    async with scene.listening(channel, keep=True):
        stop = asyncio.Event()
        running = asyncio.create_task(channel.run(stop))
        await asyncio.to_thread(one.press, "是")
        await hears(one, "按钮 n1:yes")
        await eventually(lambda: next(m.get("replaced") for m in one.messages() if m["own"]))
        stop.set()
        await asyncio.wait_for(running, 15)
    assert one.messages()[1]["replaced"] == texts.WECOM_USED


async def test_buttons_that_cannot_be_taken_off_are_no_trouble(scene: Scene) -> None:
    async with scene.running():
        one = await member(scene)
        await says(one, "一")
        await hears(one, "收到 一")
        await asyncio.to_thread(scene.server.fault, "message/update_template_card", 40058)
        await asyncio.to_thread(one.press, "是")
        await hears(one, "按钮 n1:yes")


async def test_a_file_that_takes_long_to_fetch_is_fetched_once_and_keeps_its_place(
    scene: Scene,
) -> None:
    async with scene.running():
        one = await member(scene)
        await asyncio.to_thread(scene.server.fault, "media/get", "hang", seconds=6)
        photo = asyncio.create_task(
            asyncio.to_thread(one.send_file, "image", "a.jpg", b"a picture")
        )
        await eventually(lambda: scene.server.state()["calls"].get("media/get"))
        text = asyncio.create_task(asyncio.to_thread(one.send, "完成"))
        assert (await photo)[-1] == 200
        assert (await text)[-1] == 200
        await hears(one, "收到 完成")
    assert one.heard() == ["文件 照片.jpg 9", "收到 完成"]
    assert scene.server.state()["calls"]["media/get"] == 1


async def test_files_that_are_too_large_or_gone_are_answered(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_FETCH_PAUSES", (0.01,))
    async with scene.running():
        one = await member(scene)
        large = b"x" * (MEGABYTE + 1)
        assert await asyncio.to_thread(one.send_file, "file", "大.pdf", large) == [200]
        await hears(one, texts.WECOM_TOO_LARGE.format(limit=1))
        await asyncio.to_thread(one.callback, {"MsgType": "image", "MediaId": "gone"})
        await hears(one, texts.WECOM_FETCH_FAILED)
        await asyncio.to_thread(scene.server.fault, "media/get", "html")
        await asyncio.to_thread(scene.server.expire)
        await asyncio.to_thread(one.send_file, "file", "好.pdf", b"%PDF-1.7")
        await hears(one, "文件 好.pdf 8")


@pytest.mark.parametrize("forget", [False, True])
async def test_a_token_that_ended_is_renewed_at_once(scene: Scene, forget: bool) -> None:
    async with scene.running():
        one = await member(scene)
        await says(one, "一")
        await hears(one, "收到 一")
        await asyncio.to_thread(partial(scene.server.expire, forget=forget))
        await says(one, "二")
        await hears(one, "收到 二")
    assert scene.outgoing.states() == ["sent", "sent"]
    assert scene.server.state()["calls"]["gettoken"] == 2


async def test_a_token_is_renewed_before_it_ends(scene: Scene) -> None:
    async with scene.running():
        await eventually(lambda: scene.server.state()["tokens"])
        await asyncio.to_thread(scene.server.reset, scene.url, lifetime=0)
        await asyncio.to_thread(scene.server.expire)
        one = await member(scene)
        await says(one, "一")
        await eventually(lambda: scene.server.state()["calls"].get("gettoken", 0) >= 2)
        await asyncio.to_thread(scene.server.setup, lifetime=7200)
        await hears(one, "收到 一")


@pytest.mark.parametrize("kind", ["-1", "html", "40001"])
async def test_a_passing_trouble_delays_and_loses_nothing(scene: Scene, kind: str) -> None:
    async with scene.running():
        one = await member(scene)
        await asyncio.to_thread(partial(scene.server.fault, "message/send", kind, times=2))
        await says(one, "一", "二")
        await hears(one, "收到 二")
    assert one.heard() == ["收到 一", "收到 二"]
    assert scene.outgoing.states() == ["sent", "sent"]


async def test_a_reply_that_got_lost_is_sent_again(scene: Scene) -> None:
    async with scene.running():
        one = await member(scene)
        await asyncio.to_thread(scene.server.fault, "message/send", "lost")
        await says(one, "一")
        await eventually(lambda: scene.outgoing.states() == ["sent"])
    assert one.heard() == ["收到 一", "收到 一"]


async def test_a_person_who_left_holds_up_nobody(scene: Scene) -> None:
    async with scene.running():
        gone, other = await member(scene, "GoneOne"), await member(scene, "Other")
        await says(gone, "一")
        await hears(gone, "收到 一")
        await asyncio.to_thread(scene.server.leave, "GoneOne")
        scene.outgoing.queue("wecom", "GoneOne", say("通知", ("a", "好")), "n1")
        await says(other, "二")
        await hears(other, "收到 二")
        await eventually(lambda: sorted(scene.outgoing.states()) == ["dead", "sent", "sent"])


async def test_what_the_channel_adds_is_in_the_persons_language(scene: Scene) -> None:
    channel = scene.channel()
    async with scene.listening(channel):
        one = await member(scene)
        scene.outgoing.queue("wecom", one.id, Turn(choices=(Choice("a", "Yes"),)), "n1")
        row = scene.outgoing.rows[1]
        row.notice = replace(row.notice, language=Language.ENGLISH)
        stop = asyncio.Event()
        running = asyncio.create_task(channel.run(stop))
        await hears(one, "Please choose")
        stop.set()
        await asyncio.wait_for(running, 15)


async def test_a_card_that_is_not_taken_goes_as_words(scene: Scene) -> None:
    async with scene.running():
        one = await member(scene)
        await asyncio.to_thread(scene.server.fault, "message/send", 40058)
        await says(one, "一")
        await hears(one, "收到 一\n可以直接回复：是、否。")


class OneDocument:
    """Hands out one document, to anybody."""

    def fetch(self, channel: str, chat: str, key: str) -> HandedOut:
        if key != "template":
            raise NotFound("这个文件不在了。请重新要一份。")
        return HandedOut("模板.xlsx", "application/x", b"content of a sheet")


async def test_documents_are_sent_as_files_and_missed_ones_as_words(scene: Scene) -> None:
    scene.documents = OneDocument()
    async with scene.running():
        one = await member(scene)
        for key in ("template", "other"):
            document = OutgoingDocument("模板.xlsx", "application/x", key)
            turn = Turn((Message("请填好发回来。", document=document),))
            scene.outgoing.queue("wecom", one.id, turn, key)
        await hears(one, "这个文件不在了")
        sent = [m for m in one.messages() if m["kind"] == "file"]
        stored = scene.server.get(f"/media/{sent[0]['media_id']}")
        assert stored == {"name": "模板.xlsx", "size": 18}


async def test_strangers_are_refused(scene: Scene) -> None:
    async with scene.running(), httpx.AsyncClient(trust_env=False) as http:
        proof = await http.get(scene.url, params=verification("1616140317555161061"))
        assert (proof.status_code, proof.text) == (200, "1616140317555161061")
        forged = verification("x") | {"timestamp": "1409659590"}
        assert (await http.get(scene.url, params=forged)).status_code == 403
        signed = {k: v for k, v in verification("<xml/>").items() if k != "echostr"}
        for body in (b"", b"<xml/>", b"<xml><Encrypt>AAAA</Encrypt></xml>", b"\xff"):
            refused = await http.post(scene.url, params=signed, content=body)
            assert refused.status_code == 403
        huge = await http.post(scene.url, params=signed, content=b"x" * (MEGABYTE + 1))
        assert huge.status_code == 413
        assert (await http.post(scene.url, content=b"<xml/>")).status_code == 422
    assert scene.kept.inbounds == []


async def test_an_address_is_proven_even_when_the_plus_signs_are_not_escaped(scene: Scene) -> None:
    given = next(q for q in (verification(str(n)) for n in range(1000)) if "+" in q["echostr"])
    async with scene.listening(scene.channel()), httpx.AsyncClient(trust_env=False) as http:
        bare = "&".join(f"{name}={value}" for name, value in given.items())
        assert (await http.get(f"{scene.url}?{bare}")).status_code == 200


async def test_a_wrong_secret_is_told_and_what_comes_is_stored(scene: Scene) -> None:
    channel = scene.channel(options(scene.server.url, secret="wrong"))
    async with scene.listening(channel):
        with pytest.raises(WecomRefusedError, match="CorpID and secret"):
            await channel.run(asyncio.Event())
        one = await member(scene)
        await says(one, "一")
    assert [known.text for known in scene.kept.inbounds] == ["一"]


async def test_a_platform_that_is_away_is_awaited(scene: Scene) -> None:
    channel = scene.channel()
    async with scene.listening(channel):
        await asyncio.to_thread(partial(scene.server.fault, "gettoken", "html", times=1))
        await asyncio.to_thread(partial(scene.server.fault, "menu/create", "60020", times=1))
        stop = asyncio.Event()
        running = asyncio.create_task(channel.run(stop))
        one = await member(scene)
        await says(one, "一")
        await hears(one, "收到 一")
        stop.set()
        await asyncio.wait_for(running, 15)


async def test_the_pace_keeps_within_thirty_messages_a_minute() -> None:
    pace = ALLOWED_PACE
    assert pace.burst + 60 / pace.chat_seconds <= 30


def test_a_failure_is_judged_by_its_code() -> None:
    for code in (-1, 40014, 42001, 60020):
        verdict = judge(WecomError(code, "x"), 1)
        assert isinstance(verdict, Later)
        assert verdict.seconds <= 1.2
    for code in (45009, 45011, 45033):
        verdict = judge(WecomError(code, "x"), 1)
        assert isinstance(verdict, Later)
        assert verdict.seconds >= 48
    for code in (81013, 60111, 40058, 301002):
        assert isinstance(judge(WecomError(code, "x"), 1), Never)
    assert isinstance(judge(UnreachableError("x"), MAX_ATTEMPTS), Never)


def test_no_secret_is_shown_in_a_trace() -> None:
    shown = repr(options("http://127.0.0.1"))
    assert "loopback-secret" not in shown
    assert "LoopbackToken" not in shown


def test_the_server_and_the_product_share_no_code() -> None:
    folder = Path(__file__).parents[1] / "wecom_server"
    assert all("from bot" not in path.read_text() for path in folder.glob("*.py"))
