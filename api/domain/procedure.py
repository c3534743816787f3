"""A Procedure (程序): the stages an Application passes, each with its owner and its source."""

from dataclasses import dataclass
from enum import StrEnum

from api.domain.duties import Role
from api.domain.parameter import Source

WEIGHTS = 100  # what the weights of a sheet make together, and the most points it gives


class StageKind(StrEnum):
    """What happens at a stage, which decides what may be recorded there."""

    INTAKE = "intake"
    CHECK = "check"
    SCORING = "scoring"
    PUBLIC_NOTICE = "public_notice"
    DECISION = "decision"
    ANNOUNCEMENT = "announcement"
    AGREEMENT = "agreement"
    DELIVERY = "delivery"
    AUDIT = "audit"
    DISBURSEMENT = "disbursement"
    EVALUATION = "evaluation"


class Phase(StrEnum):
    """When a project is evaluated."""

    START = "start"
    DURING = "during"
    END = "end"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"start": "立项", "during": "实施", "end": "结项"}[self.value]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a scoring sheet; ``weight`` is the most points it gives."""

    key: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage; ``role`` is who acts there, in what the organisation does not say itself.

    ``others`` are earlier stages whose deciders may not decide here. ``within`` is in how many
    working days it is decided, ``days`` how many a public notice takes. ``note`` says what the
    source does not.

    A scoring stage has ``criteria``, ``experts`` (fewest sheets), ``mark`` (fewest points of the
    mean) and ``spread`` (points between sheets above which a reason is asked for). ``evaluates``
    is the phase whose evaluation must be there. ``rules``: who breaks a rule of the programme
    cannot pass. ``skip`` is the source by which an excellent past result passes without it.
    """

    key: str
    label: str
    kind: StageKind
    role: Role
    source: Source
    note: str = ""
    others: tuple[str, ...] = ()
    within: int | None = None
    days: int | None = None
    criteria: tuple[Criterion, ...] = ()
    experts: int = 0
    mark: int = 0
    spread: int = 0
    evaluates: Phase | None = None
    rules: bool = False
    skip: Source | None = None

    def __post_init__(self) -> None:
        """Refuse a stage that lacks what its kind needs."""
        scores = self.kind is StageKind.SCORING
        if scores is not bool(self.criteria) or scores is not (self.experts > 0):
            raise ValueError(f"stage {self.key}: criteria and experts belong to scoring")
        if scores and sum(one.weight for one in self.criteria) != WEIGHTS:
            raise ValueError(f"stage {self.key}: the weights do not make {WEIGHTS}")
        if self.kind is StageKind.PUBLIC_NOTICE and not self.days:
            raise ValueError(f"stage {self.key}: a public notice needs its working days")


@dataclass(frozen=True, slots=True)
class Procedure:
    """The stages of a programme, by its key, in order; the first is the intake. ``times`` says
    where the working days within which a stage is decided come from."""

    programme: str
    stages: tuple[Stage, ...]
    times: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be walked."""
        keys = [stage.key for stage in self.stages]
        if len(keys) > len(set(keys)):
            raise ValueError(f"{self.programme}: two stages have the same key")
        if any(stage.within for stage in self.stages) and not self.times:
            raise ValueError(f"{self.programme}: does not say where its times come from")
        kinds = [stage.kind for stage in self.stages]
        if kinds[:1] != [StageKind.INTAKE] or kinds.count(StageKind.INTAKE) > 1 or len(kinds) < 2:
            raise ValueError(f"{self.programme}: begins with its one intake and goes on after it")
        for place, stage in enumerate(self.stages):
            if late := set(stage.others) - set(keys[1:place]):
                raise ValueError(f"stage {stage.key}: not decided before it: {sorted(late)}")

    def stage(self, key: str) -> Stage:
        """The stage with that key."""
        return next(stage for stage in self.stages if stage.key == key)

    def after(self, key: str) -> Stage | None:
        """The stage that follows; ``None`` after the last."""
        place = self.stages.index(self.stage(key)) + 1
        return self.stages[place] if place < len(self.stages) else None

    def pays_before(self, key: str) -> bool:
        """Whether the money has been paid once an application stands at the stage ``key``."""
        place = self.stages.index(self.stage(key))
        return any(stage.kind is StageKind.DISBURSEMENT for stage in self.stages[:place])

    @property
    def pays_ahead(self) -> bool:
        """Whether the money is paid before the project is delivered."""
        delivery = self.of_kind(StageKind.DELIVERY)
        return delivery is not None and self.pays_before(delivery.key)

    def of_kind(self, kind: StageKind) -> Stage | None:
        """The first stage of that kind, if there is one."""
        return next((stage for stage in self.stages if stage.kind is kind), None)
