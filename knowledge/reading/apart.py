"""A file read in a process of its own, with a deadline and a limit of memory.

A file from outside is untrusted: a thread that reads it cannot be stopped, and a fault in a parser
written in C would take the service with it. A process costs a fifth of a second and can be ended.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict

from knowledge.reading.kinds import Kind
from knowledge.reading.limits import MEMORY_BYTES, SCAN_SECONDS, SECONDS
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read

_REFUSED = 3  # the exit status of a child that says why it read nothing


def read_apart(content: bytes, kind: Kind, *, seconds: float | None = None) -> Read:
    """What ``content`` of ``kind`` says, read by a child that is ended after ``seconds``.

    Raises:
        ImportRefused: as the reader says; ``TOO_SLOW`` after the deadline; ``DAMAGED`` when the
            child broke down over it.
    """
    allowed = seconds or (SCAN_SECONDS if kind is Kind.PDF else SECONDS)
    # The path as it is here: the service may run from a source tree that is not installed.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "knowledge.reading.apart", kind.value]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=content, capture_output=True, timeout=allowed, env=environment,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ImportRefused(Reason.TOO_SLOW, seconds=round(allowed)) from None
    if done.returncode not in {0, _REFUSED}:
        raise ImportRefused(Reason.DAMAGED)
    body = json.loads(done.stdout)
    if done.returncode == _REFUSED:
        raise ImportRefused(Reason(body["reason"]), **body["facts"])
    return Read(**body | {"warnings": tuple(body["warnings"])})


def read_here(content: bytes, kind: Kind) -> Read:
    """What ``content`` of ``kind`` says, read in this process.

    Raises:
        ImportRefused: as the reader says.
    """
    return _READERS[kind](content)


def _pdf(content: bytes) -> Read:
    from knowledge.reading.pdf import read_pdf  # noqa: PLC0415 - each child needs one reader

    return read_pdf(content)


def _docx(content: bytes) -> Read:
    from knowledge.reading.docx_text import read_docx  # noqa: PLC0415 - as above

    return read_docx(content)


def _html(content: bytes) -> Read:
    from knowledge.reading.html_text import read_html  # noqa: PLC0415 - as above

    return read_html(content)


_READERS = {Kind.PDF: _pdf, Kind.DOCX: _docx, Kind.HTML: _html}


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def main() -> int:
    """Read standard input as the kind that is named; the result is JSON on standard output."""
    _limit_memory()
    try:
        found = read_here(sys.stdin.buffer.read(), Kind(sys.argv[1]))
    except ImportRefused as refusal:
        _answer({"reason": refusal.reason, "facts": refusal.facts})
        return _REFUSED
    _answer(asdict(found))
    return 0


def _answer(body: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(body))  # ASCII: a text may hold halves of surrogate pairs


if __name__ == "__main__":
    sys.exit(main())
