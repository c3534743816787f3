"""Asks the model one small thing, the way a question would be asked, to see whether it answers."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter

from retrieval.llm.counts import Outcome
from retrieval.llm.endpoint import FORM_NAMES, Endpoint, Options, Unanswered
from retrieval.llm.prompt import SYSTEM, Prompt
from retrieval.llm.reading import Reading

_ASKED = Prompt(
    SYSTEM,
    "<问题>互助组织要登记吗？</问题>\n<句子>\n# 示例\n[1] 互助组织应当向民政部门登记。\n</句子>",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A whole reply: after how many ``seconds``, in which ``form`` it was asked for, and whether
    claims could be read out of it."""

    seconds: float
    form: str
    readable: bool


def probe(options: Options) -> Seen:
    """Ask once.

    Raises:
        Unanswered: no whole reply within ``options.timeout``.
    """
    return asyncio.run(_probe(options))


async def _probe(options: Options) -> Seen:
    endpoint = Endpoint(options)
    endpoint.warm()
    reading = Reading()
    begun = perf_counter()
    try:
        async with asyncio.timeout(options.timeout), aclosing(endpoint.reply(_ASKED)) as pieces:
            async for piece in pieces:
                reading.feed(piece.text)
    except TimeoutError:
        raise Unanswered(Outcome.TIMEOUT, f"no whole reply within {options.timeout:g} s") from None
    finally:
        await endpoint.close()
    return Seen(perf_counter() - begun, FORM_NAMES[endpoint.form], reading.well_formed)
