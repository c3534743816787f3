"""Subscriptions to new needs, and what people say about published ones."""

SUBSCRIBE = "Subscribe to these"
SUBSCRIBED = (
    "Subscribed: {label}. When new ones are published you get one message a morning, at most."
)
SUBSCRIBED_ALREADY = "You have subscribed to this already: {label}."
SUBSCRIBE_WHAT = (
    "What needs do you want to hear of? Write it after “subscribe”, in Chinese, for example "
    "“subscribe 云南 助学 5万以内”. For all of them write “subscribe all”."
)
SUBSCRIPTIONS = "My subscriptions"
SUBSCRIPTIONS_NONE = (
    "You have no subscriptions now. To subscribe, write for example “subscribe 云南 助学”; you are "
    "told when something new is published."
)
SUBSCRIPTIONS_ARE = "You have {count} subscriptions; you get one message a morning, at most:"
SUBSCRIPTION_LINE = "{place}. {label}"
SUBSCRIPTION_STOP = "Stop number {place}"
SUBSCRIPTIONS_STOP = "Unsubscribe"
SUBSCRIPTION_STOPPED = "Stopped: {label}."
SUBSCRIPTIONS_STOPPED = (
    "All {count} subscriptions are stopped; no more new needs are sent to you. Subscribe again "
    "whenever you like."
)
DIGEST = "New needs you subscribed to: {count}."
DIGEST_LINE = "{number} · {title}"
DIGEST_SEE = "Need {number}"
DIGEST_OPEN = "{sum} still missing"
DIGEST_PAGE = "All of them: {link}"
OBJECTION_HOW = (
    "What do you have to say about need {number} ({title})? Write it behind, for example "
    "“objection {number}: the quantity is wrong”."
)
OBJECTION_FOR_STAFF = "About the published need {number} ({title}): {words}"
OBJECTION_PASSED = "Staff have what you said, as number {number}. Their answer comes here."
