"""What administrators set is in force in the running service at once: keys, webhooks, words."""

import json
import re
from pathlib import Path

from tests.e2e.chat_client import Chat
from tests.e2e.desk_client import Desk
from tests.e2e.receiver import Script, receiving
from tests.e2e.service import free_port, serving
from tests.telegram_server.remote import wait_for

_KEY = re.compile(r"shb_[0-9a-f]{64}")
EXPORTS = "/api/v1/exports/needs"


def test_keys_webhooks_and_words_are_in_force_without_a_restart(tmp_path: Path) -> None:
    script, port = Script(), free_port()
    with receiving(port, script), serving(tmp_path, webhooks_to_private="true") as service:
        desk = Desk.at(service)
        desk.begin(service.one_time_password)

        desk.get("/desk/keys")
        text = desk.submit(
            "/keys", name="大屏", owner="省办", purpose="展示", scopes="export", days="30"
        )
        (key,) = _KEY.findall(text)
        anybody = service.new_client()
        headers = {"Authorization": f"Bearer {key}"}
        assert anybody.get(EXPORTS).status_code == 401
        assert anybody.get(EXPORTS, headers=headers).json() == {"needs": [], "next": None}
        desk.get("/desk/keys")
        desk.submit("/revoke")
        assert anybody.get(EXPORTS, headers=headers).status_code == 401

        desk.get("/desk/webhooks")
        url = f"http://127.0.0.1:{port}/in"
        desk.submit("/webhooks", name="省平台", url=url, events="need.published")
        desk.submit("/ping")
        wait_for(lambda: script.received)
        assert json.loads(script.received[0].body)["event"] == "ping"
        wait_for(lambda: "已送达" in desk.get("/desk/webhooks/1"))

        chat = Chat.open(service.http)
        before = chat.say("帮助")["messages"][0]["text"]
        first = before.splitlines()[0]
        desk.get("/desk/texts/HELP")
        form = desk.html
        assert first in form
        desk.submit("/HELP", simplified="有什么可以帮您？", english="How can we help?")
        assert chat.say("帮助")["messages"][0]["text"].startswith("有什么可以帮您？")
