"""Figures of the whole process: first start, later start, memory."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench import figures
from tests.bench.figures import Figure

QUESTION = "慈善组织公开募捐需要什么资格？"
FILL_SECONDS = 1200


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``shanhai serve`` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SHANHAI_DATA": str(data), "SHANHAI_PORT": str(port)}
    command = [sys.executable, "-m", "api", "serve"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _answered(base: str) -> bool:
    with httpx.Client(base_url=base, timeout=20) as client:
        try:
            token = client.post("/api/v1/chat", json={}).json()["token"]
            answer = client.post(
                "/api/v1/chat/messages",
                json={"text": QUESTION},
                headers={"Authorization": f"Bearer {token}"},
            ).json()
        except httpx.TransportError:
            return False
    return any(message.get("citations") for message in answer["turn"]["messages"])


def until_answered(base: str) -> None:
    """Wait for the first answer to a policy question."""
    while not _answered(base):
        time.sleep(0.05)


def megabytes(process: subprocess.Popen[bytes], line: str) -> float:
    """The memory of ``process`` by a line of its status: VmRSS now, VmHWM at its peak."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    found = re.search(rf"{line}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


def _until_filled(base: str) -> None:
    end = time.monotonic() + FILL_SECONDS
    while time.monotonic() < end:
        text = httpx.get(f"{base}/metrics").text
        seen = dict(re.findall(r"^(shanhai_\w+) ([\d.]+)", text, re.MULTILINE))
        if float(seen["shanhai_vectors"]) >= float(seen["shanhai_passages"]):
            return
        time.sleep(2)


def starts(folder: Path) -> Iterator[Figure]:
    """A first start, filled; then later ones."""
    began = time.monotonic()
    with serving(folder) as (process, base):
        until_answered(base)
        first = time.monotonic() - began
        yield figures.of("first start to the first policy answer", [first], "s", 10)
        _until_filled(base)
        yield figures.of("dense index whole after", [time.monotonic() - began], "s", 1200)
        peak = megabytes(process, "VmHWM")
        yield figures.of("memory of serve, peak with the fill", [peak], "MB", 700)
    later = []
    for _ in range(3):
        began = time.monotonic()
        with serving(folder) as (process, base):
            until_answered(base)
            later.append(time.monotonic() - began)
            time.sleep(4)
            _answered(base)
            resident = megabytes(process, "VmRSS")
    yield figures.of("later start to the first policy answer", later, "s", 4)
    yield figures.of("memory of serve, later start", [resident], "MB", 700)
