"""How an organisation stands by its claims: what it delivered, and what it has open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.domain.match_data import MatchData
from api.domain.organisation import Offer

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an organisation has done and is doing: claims delivered, claims not done yet."""

    delivered: int = 0
    open: int = 0


NO_CLAIMS = Standing()


def record_and_load(
    offers: Sequence[Offer], standings: Mapping[str, Standing], data: MatchData
) -> tuple[Floats, Floats]:
    """Of the organisation of each offer, how much it delivered and how free it is, from 0 to 1."""
    known = [standings.get(offer.organisation.key, NO_CLAIMS) for offer in offers]
    done = np.array([one.delivered for one in known], dtype=float)
    left = np.array([one.open for one in known], dtype=float)
    return done / (done + data.half_record), data.half_load / (data.half_load + left)
