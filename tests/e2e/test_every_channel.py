"""The same transcripts on the web, Telegram and 企业微信: a dialogue knows no channel."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from api.desk import posts
from api.store.database import Database
from tests import databases
from tests.api.desks import ADMIN, REVIEWER, hired
from tests.api.test_posts import FACTS
from tests.bot.applying_transcript import AN_APPLICATION
from tests.bot.main_transcripts import EVERY_TRANSCRIPT
from tests.e2e import chat_client
from tests.e2e.every_channel import Channels, Servers, running_channels
from tests.e2e.players import Desk, PhonePlayer, WebPlayer
from tests.playing import Player, play
from tests.telegram_server.remote import running_server
from tests.wecom_server.remote import running_wecom


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with running_server() as telegram, running_wecom() as wecom:
        yield Servers(telegram, wecom)


@pytest.fixture
def desk(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    # The time is the real one here: sessions and notices come due by it.
    database = Database(databases.sqlite_copy(sqlite_template, tmp_path / "db"))
    hired(database, REVIEWER)
    yield database
    database.close()


@pytest.fixture
def channels(desk: Database, tmp_path: Path, servers: Servers) -> Iterator[Channels]:
    with running_channels(desk, tmp_path, servers) as running:
        yield running


@pytest.fixture
def web_player(channels: Channels, desk: Database) -> Iterator[Player]:
    with httpx.Client(base_url=channels.url, trust_env=False, timeout=30) as http:
        yield WebPlayer(chat_client.Chat.open(http), Desk(desk))


@pytest.fixture
def telegram_player(channels: Channels, desk: Database, servers: Servers) -> Player:
    return PhonePlayer(servers.telegram.user(1), Desk(desk), servers.telegram)


@pytest.fixture
def wecom_player(channels: Channels, desk: Database, servers: Servers) -> Player:
    return PhonePlayer(servers.wecom.member("ZhangYuan"), Desk(desk), servers.wecom)


@pytest.mark.parametrize("script", EVERY_TRANSCRIPT.values(), ids=EVERY_TRANSCRIPT)
@pytest.mark.parametrize("player", ["web_player", "telegram_player", "wecom_player"])
def test_a_transcript_goes_as_written(
    request: pytest.FixtureRequest, player: str, script: str
) -> None:
    play(request.getfixturevalue(player), script)


@pytest.mark.parametrize("player", ["web_player", "telegram_player", "wecom_player"])
def test_an_organisation_applies_on_every_channel(
    request: pytest.FixtureRequest, player: str
) -> None:
    play(request.getfixturevalue(player), AN_APPLICATION)


def test_a_report_goes_from_channel_to_channel(
    web_player: Player, telegram_player: Player, wecom_player: Player
) -> None:
    play(
        wecom_player,
        """
        > 云南省普洱市澜沧县木戛乡中心小学需要200套冬衣
        < …
        < 上报之前，请先看一下
        > 同意
        < 谁会受益
        """,
    )
    _moved(wecom_player, web_player)
    play(web_player, "> 120名小学生\n< 总共大约需要多少钱")
    _moved(web_player, telegram_player)
    play(telegram_player, "> 5万元\n< 还缺多少钱")
    play(wecom_player, "> 3万元\n< 财政资金覆盖了吗")


def test_a_post_is_handed_over_from_channel_to_channel(
    web_player: WebPlayer, telegram_player: Player, wecom_player: Player, desk: Database
) -> None:
    with desk.begin() as unit:
        post = posts.make_post(unit, ADMIN, FACTS)
        code = posts.invite_to(unit, ADMIN, post.number, version=post.version).code
    _accepted(web_player, code)
    number = web_player.chat.report()
    holders: tuple[Player, ...] = (web_player, telegram_player, wecom_player, web_player)
    for outgoing, successor in pairwise(holders):
        outgoing.say("工作交接")
        outgoing.tap("生成邀请码")
        (code,) = re.findall(r"邀请码 ([0-9A-Z ]{8,9})\n", "\n".join(outgoing.texts))
        _accepted(successor, code)
        assert f"{number}" in "\n".join(successor.texts)  # the brief
        outgoing.say("我的岗位")
        assert "您名下还没有登记岗位" in "\n".join(outgoing.texts)


def _accepted(player: Player, code: str) -> None:
    player.say(f"邀请码 {code}")
    player.tap("接受邀请")
    assert "您已担任" in "\n".join(player.texts)


def _moved(here: Player, there: Player) -> None:
    """Say on one channel the code that the other gave."""
    here.say("换渠道")
    (code,) = re.findall(r"绑定码是 (\d{6})", "\n".join(here.texts))
    there.say(f"绑定 {code}")
