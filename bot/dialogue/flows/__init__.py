"""The flows there are, by name."""

from bot.dialogue.flow import Flow
from bot.dialogue.flows.application import APPLICATION
from bot.dialogue.flows.batch import ROWS, SHEET
from bot.dialogue.flows.claim import CLAIM_FLOWS
from bot.dialogue.flows.consent import CONSENT
from bot.dialogue.flows.offer import OFFER
from bot.dialogue.flows.organisation import ORGANISATION
from bot.dialogue.flows.report import REPORT

_ALL = (REPORT, CONSENT, SHEET, ROWS, ORGANISATION, OFFER, APPLICATION, *CLAIM_FLOWS)
FLOWS: dict[str, Flow] = {flow.name: flow for flow in _ALL}
