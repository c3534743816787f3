"""Ends of lines as ends of sentences: people type one thing on a line, without punctuation."""

WRAPPED = 28  # characters; a longer line may have been wrapped in the middle of a sentence


def with_lines_ended(text: str) -> str:
    """``text`` with 。 in the place of each line break after a short line; of the same length."""
    lines = text.split("\n")
    last = len(lines) - 1
    ends = (
        "" if at == last else "。" if len(line) < WRAPPED else "\n" for at, line in enumerate(lines)
    )
    return "".join(line + end for line, end in zip(lines, ends, strict=True))
