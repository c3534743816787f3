"""``shanhai serve``: start everything, say where it is, stop it cleanly."""

import logging
import socket
import time

import uvicorn

from api.bootstrap.service import build_service
from api.demo.organisations import load_demo_once
from api.desk.accounts import create_admin
from api.http_limits import server_config
from api.settings import Settings
from api.terminal import Notes


def serve(settings: Settings) -> int:
    """Serve until interrupted; returns the exit status."""
    began = time.monotonic()
    notes = Notes()
    say = notes.say
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if _taken(settings):
        say(
            f"Port {settings.port} is in use. Stop the other program, "
            "or choose a port with SHANHAI_PORT."
        )
        return 1
    say("山海桥 starting …")
    service = build_service(settings, notes.say, notes.progress)
    load_demo_once(service.database)
    with service.database.begin() as unit:
        password = create_admin(unit, service.passwords)
    server = uvicorn.Server(server_config(service.app, settings))
    say(f"网页对话 web chat    {settings.public_url}/")
    say(f"工作台   staff desk  {settings.public_url}/desk")
    if password:
        say(f"第一个管理员 first administrator: admin  一次性密码 one-time password: {password}")
    state = service.retrieval.status()
    for sentence in state.healed:
        say(sentence)
    say(f"{state.lexical_passages} passages, ready in {time.monotonic() - began:.1f} s")
    try:
        server.run()
    finally:
        service.database.close()
    return 0


def _taken(settings: Settings) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return True
    return False
