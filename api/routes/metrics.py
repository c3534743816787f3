"""Figures about requests, counted per route and given in the Prometheus text format."""

import time
from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Gauges = Mapping[str, Callable[[], float]]
Tallies = Mapping[str, Callable[[], Mapping[str, float]]]


class _Figures(Collector):
    """Figures read when asked for."""

    def __init__(self, gauges: Gauges, tallies: Tallies) -> None:
        self._gauges = gauges
        self._tallies = tallies

    def collect(self) -> Iterator[Metric]:
        for name, read in self._gauges.items():
            yield GaugeMetricFamily(f"shanhai_{name}", name.replace("_", " "), value=read())
        for name, tally in self._tallies.items():
            family = CounterMetricFamily(
                f"shanhai_{name}", name.replace("_", " "), labels=("kind",)
            )
            for kind, count in tally().items():
                family.add_metric((kind,), count)
            yield family


class Metrics:
    """The figures of one app, in a registry of its own."""

    def __init__(self, gauges: Gauges, tallies: Tallies) -> None:
        """Both are read on each scrape: figures that go up and down, and counts by kind."""
        self._registry = CollectorRegistry()
        self._registry.register(_Figures(gauges, tallies))
        self._requests = Counter(
            "shanhai_http_requests",
            "answered requests",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "shanhai_http_seconds",
            "time until the answer began",
            ("route",),
            registry=self._registry,
            buckets=(0.005, 0.015, 0.04, 0.09, 0.25, 1, 5),
        )

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Record one answered request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Everything, in the Prometheus text format."""
        return generate_latest(self._registry)


class MetricsMiddleware:
    """Counts every request under its route's template, never under its path: ids stay out."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Wrap ``app``."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time until the first byte of the answer, so that event streams do not distort it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "other")
                seconds = time.perf_counter() - begun
                self._metrics.count(scope["method"], route, message["status"], seconds)
            await send(message)

        await self._app(scope, receive, counted)
