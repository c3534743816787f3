"""The form of a webhook (推送): what was typed, and what it states."""

from dataclasses import dataclass

from api.console.visit import Fields
from api.domain.webhook import TICKABLE, Webhook, WebhookEvent, WebhookFacts


@dataclass(frozen=True, slots=True)
class WebhookForm:
    """As typed."""

    name: str = ""
    url: str = ""
    events: tuple[str, ...] = (WebhookEvent.PUBLISHED.value, WebhookEvent.WITHDRAWN.value)

    @classmethod
    def sent(cls, fields: Fields) -> "WebhookForm":
        """What the form sent."""
        return cls(fields.one("name").strip(), fields.one("url").strip(), fields.all("events"))

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookForm":
        """The form of a webhook as it stands."""
        facts = webhook.facts
        return cls(facts.name, facts.url, tuple(one.value for one in facts.events))

    def facts(self) -> WebhookFacts:
        """What is stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        ticked = tuple(one for one in TICKABLE if one.value in self.events)
        return WebhookFacts(self.name, self.url, ticked)
