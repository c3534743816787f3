"""Turns about a post that nobody asked for: it was taken over, its term ends, it was closed."""

from api.domain.post import Post
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn


def farewell_turn(post: Post) -> Turn:
    """What the predecessor is told once a successor has accepted."""
    return Turn((Message(texts.FAREWELL.format(post=post.name)),))


def term_turn(post: Post, days: int, needs: int) -> Turn:
    """What the holder is told ``days`` before the term ends, with the way to hand over."""
    sentence = texts.TERM_ENDS.format(
        post=post.name, ends=post.term.ends if post.term else "", days=days, count=needs
    )
    choices = (
        Choice(DeskButton("handover", str(post.number)).code, texts.HAND_OVER),
        Choice(DeskButton("brief").code, texts.SEE_BRIEF),
    )
    return Turn((Message(sentence),), choices)


def closed_turn(post: Post) -> Turn:
    """What the last holder is told when staff close the post."""
    return Turn((Message(texts.POST_CLOSED.format(post=post.name)),))
