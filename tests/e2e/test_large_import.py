"""Thousands of articles are taken in while people ask, and nobody is turned away."""

from pathlib import Path

from api.following import TAKEN_IN
from tests.e2e.chat_client import Chat
from tests.e2e.many_texts import Asking, title, write_texts
from tests.e2e.service import Service, serving
from tests.telegram_server.remote import wait_for

ARTICLES = 3_000


def cites(chat: Chat, question: str, name: str) -> bool:
    turn = chat.say(question)
    return any(
        citation["title"] == name
        for message in turn["messages"]
        for citation in message.get("citations") or ()
    )


def figures(service: Service) -> dict[str, float]:
    found: dict[str, float] = service.http.get("/readyz").json()["figures"]
    return found


def test_a_large_import_beside_a_running_service_is_answered_from_and_stops_nobody(
    tmp_path: Path,
) -> None:
    write_texts(tmp_path / "texts", ARTICLES)
    (tmp_path / "texts" / "broken.pdf").write_bytes(b"%PDF-1.7 cut")
    with serving(tmp_path) as service, Asking(service.url) as asking:
        added = service.run("knowledge", "add", str(tmp_path / "texts"))
        assert added.returncode == 1
        assert "30 added, 0 changed, 0 unchanged, 1 refused; 3000 passages" in added.stdout
        wait_for(lambda: TAKEN_IN in service.said(), 60)
        wait_for(lambda: not figures(service)["library_behind"], 60)
        assert figures(service)["passages"] > ARTICLES
        assert cites(Chat.open(service.http), f"{title(7)}第三条", title(7))
    assert asking.wrong == []
    assert len(asking.milliseconds) > 3
    restarted(service, tmp_path)


def restarted(service: Service, tmp_path: Path) -> None:
    """What was imported is there after a restart, and the index need not be made again."""
    with serving(tmp_path) as again:
        assert cites(Chat.open(again.http), f"{title(29)}第100条", title(29))
        assert again.said().count("damaged") == service.said().count("damaged") == 0
