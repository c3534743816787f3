"""How many reports a person may set aside (草稿), and for how long: constants, and one date."""

from datetime import datetime, timedelta

MOST_DRAFTS = 10
REMIND_AFTER = timedelta(days=7)  # untouched
GONE_AFTER = timedelta(days=30)  # untouched
NOTICE = timedelta(days=7)  # nothing goes sooner after its reminder, however late that came


def leaves_at(touched_at: datetime, reminded_at: datetime) -> datetime:
    """When a draft last touched then, and reminded of now, is deleted."""
    return max(touched_at + GONE_AFTER, reminded_at + NOTICE)
