"""Sample needs and offers for ``shanhai demo``: reported the way a cadre would, once."""

from datetime import datetime
from pathlib import Path

import yaml

from api.clock import SHANGHAI
from bot.dialogue.turn import Inbound, Message, Turn
from bot.ports import Ledger
from bot.understanding.report import understand
from knowledge.places.gazetteer import Gazetteer

NEEDS = Path(__file__).parent / "demo" / "needs.yaml"
CHAT = "sample-reporter"


def load_samples(ledger: Ledger, gazetteer: Gazetteer, now: datetime) -> int:
    """Submit every sample that is not there yet; returns how many were new."""
    texts: list[str] = yaml.safe_load(NEEDS.read_text(encoding="utf-8"))
    return sum(_load(ledger, gazetteer, now, text, str(n)) for n, text in enumerate(texts))


def _load(ledger: Ledger, gazetteer: Gazetteer, now: datetime, text: str, key: str) -> bool:
    receipt = ledger.receive(Inbound("web", CHAT, f"sample-{key}", now, text=text))
    if receipt.turn is not None:
        return False
    understood = understand(text, gazetteer, now.astimezone(SHANGHAI).date())
    provenance = dict.fromkeys(understood.spans, "recognised")
    with ledger.transaction(receipt.person) as tx:
        tx.remember("person", text)
        ticket = tx.submit(understood.need, provenance, f"sample-{key}")
        tx.handled(receipt.inbound_id, Turn((Message(f"示例工单 {ticket.number}"),)))
    return True
