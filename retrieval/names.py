"""Names of laws, made comparable: without marks, the country's name and bracketed versions."""

import re

_DROPPED = re.compile(r"[《》〈〉“”\"\s]|中华人民共和国|[(（][^()（）]*[)）]")


def comparable(title: str) -> str:
    """``中华人民共和国慈善法（2023修正）`` → ``慈善法``; two names of one law come out equal."""
    return _DROPPED.sub("", title)
