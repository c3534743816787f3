"""Why a need is left out of an allocation, with the figures that decided."""

from collections import defaultdict
from decimal import Decimal

from api.allocation.model import Group, Model
from api.allocation.settling import room
from api.domain.allocation import LeftOut, Status, Terms, Wanted, Why
from api.domain.match_reasons import money
from api.domain.matching import OfferIndex

POOL_GROUP: Group = ("pool", "")


class Explaining:
    """Looks at what is left after a solution, for one need after the other."""

    def __init__(
        self, model: Model, index: OfferIndex, terms: Terms, gives: list[int], status: Status
    ) -> None:
        """Of a settled solution."""
        self._model = model
        self._index = index
        self._terms = terms
        self._gives = gives
        self._status = status
        self._by_lot: dict[int, list[int]] = defaultdict(list)
        self._by_group: dict[Group, list[int]] = defaultdict(list)
        for at, edge in enumerate(model.edges):
            self._by_lot[edge.lot].append(at)
            for group in edge.groups:
                self._by_group[group].append(at)
        self._helped: dict[str, set[int]] = defaultdict(set)
        for edge, given in zip(model.edges, gives, strict=True):
            if given:
                self._helped[edge.organisation].add(model.lots[edge.lot][0])
        self._lots: dict[int, list[int]] = defaultdict(list)
        for lot, (need, _) in enumerate(model.lots):
            self._lots[need].append(lot)

    def left_out(self, need: int) -> LeftOut:
        """Why the need at this place is not covered."""
        one = self._model.wanted[need]
        if not self._lots[need]:
            return _of(
                one,
                Why.NO_AMOUNT,
                "需求没有写明资金缺口、预算或物品数量，无法计算。请先请上报人补充。",
            )
        for lot in self._lots[need]:
            if not self._by_lot[lot]:
                return self._nobody(one)
        short = next((lot for lot in self._lots[need] if self._shortest(lot)), None)
        lot = self._lots[need][0] if short is None else short
        return self._outbid(one, lot)

    def _shortest(self, lot: int) -> bool:
        return sum(self._reach(lot)) < self._asked(lot)

    def _asked(self, lot: int) -> int:
        return int(self._model.units(lot) * self._terms.least_share)

    def _reach(self, lot: int) -> tuple[int, int]:
        """What pool and offers could still give, each bound by itself."""
        left = {True: 0, False: 0}
        for at in self._by_lot[lot]:
            is_pool = self._model.edges[at].place is None
            left[is_pool] += 0 if self._is_full(at) else self._room(at)
        return left[True], left[False]

    def _is_full(self, at: int) -> bool:
        """Whether the organisation helps as many needs as it may."""
        most, organisation = self._terms.organisation_needs, self._model.edges[at].organisation
        return bool(most and organisation) and len(self._helped[organisation]) >= (most or 0)

    def _room(self, at: int) -> int:
        more = room(self._model, self._gives, at, self._by_group)
        return more if more >= self._model.edges[at].least else 0

    def _nobody(self, one: Wanted) -> LeftOut:
        category, place = self._index.passing(one.need)
        label = one.need.category.label if one.need.category else "这类"
        if not category:
            return _of(one, Why.NO_CATEGORY, f"没有“{label}”方面的资源，资金池也不能出。")
        if not place:
            return _of(one, Why.NO_PLACE, f"没有服务{one.need.place}的资源，资金池也不能出。")
        if not self._index.fitting(one.need):
            sentence = f"有“{label}”的资源，也有服务当地的资源，但没有一个两样都符合。"
            return _of(one, Why.NO_PLACE, sentence)
        if one.asked_yuan is None:
            sentence = "合适的资源没有写明能出多少这类物品。需求写明资金缺口后，可以按资金计入。"
        else:
            sentence = "合适的资源没有写明金额，或起点高于所需。可以设每家机构最多出多少后再算。"
        return _of(one, Why.NO_AMOUNTS_OFFERED, sentence)

    def _outbid(self, one: Wanted, lot: int) -> LeftOut:
        edges = [self._model.edges[at] for at in self._by_lot[lot]]
        pool_most = sum(edge.upper for edge in edges if edge.place is None)
        offers_most = sum(edge.upper for edge in edges if edge.place is not None)
        asked, pool_left, offers_left = self._asked(lot), *self._reach(lot)
        shown = self._shown
        if pool_most + offers_most < asked:
            sentence = (
                f"需要 {shown(lot, asked)}；按上限，资金池最多出 {shown(lot, pool_most)}，"
                f"合适的机构最多出 {shown(lot, offers_most)}。可以放宽上限，或降低最低比例。"
            )
            return _of(one, Why.CAP, sentence)
        if pool_left + offers_left >= asked and self._status is Status.BEST_FOUND:
            return _of(one, Why.TIME, "还有余量，但限时内没有排到。可以延长时间再算一次。")
        sentence = (
            f"需要 {shown(lot, asked)}；资金池还能出 {shown(lot, pool_left)}，"
            f"合适的机构还能出 {shown(lot, offers_left)}。先给了更紧急、受益人更多的需求。"
        )
        return _of(one, Why.POOL if pool_left < pool_most else Why.CAPACITY, sentence)

    def _shown(self, lot: int, whole: int) -> str:
        need, named = self._model.lots[lot]
        if named.item is None:
            return money(Decimal(whole) / 100)
        item = self._model.wanted[need].need.items[named.item]
        return f"{whole} {item.unit or '件'}{item.name}"


def _of(one: Wanted, why: Why, sentence: str) -> LeftOut:
    return LeftOut(one.ticket, why, sentence)
