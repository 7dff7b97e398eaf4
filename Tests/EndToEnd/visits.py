"""What visitors see of a store while somebody is at it, held against what they see in calm moments."""

import math
import statistics
from dataclasses import dataclass, field

FLOOR = 0.01
"""Calm seconds below which nobody tells the difference, and one slice of a busy machine's scheduler is the double."""


@dataclass
class Visits:
    """What some visitors saw for a while."""

    times: list[float] = field(default_factory=list)
    """Seconds of each visit that got the right answer."""
    wrong: list[str] = field(default_factory=list)
    """What the others got."""

    @property
    def p95(self) -> float:
        if len(self.times) < 2:
            return math.inf
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]

    def __len__(self) -> int:
        return len(self.times) + len(self.wrong)


@dataclass
class Comparison:
    """Calm and attacked phases that took turns, so that a busy moment of the machine counts on both sides."""

    calm: list[Visits] = field(default_factory=list)
    attacked: list[Visits] = field(default_factory=list)

    def median(self, phases: list[Visits]) -> float:
        return statistics.median(phase.p95 for phase in phases)

    def holds(self, factor: float) -> bool:
        """Whether the 95th percentile under attack, the median of all phases, is below so many times the calm one."""
        return self.median(self.attacked) < factor * max(self.median(self.calm), FLOOR)

    def __str__(self) -> str:
        counts = [f"{sum(len(each.wrong) for each in part)} wrong of {sum(map(len, part))}"
                  for part in (self.calm, self.attacked)]
        return (f"p95 {self.median(self.calm) * 1000:.1f} ms calm ({counts[0]}), "
                f"{self.median(self.attacked) * 1000:.1f} ms attacked ({counts[1]}), {len(self.calm)} rounds")
