"""How long each stage of a build took."""

from time import perf_counter


class Stopwatch:
    """Seconds between laps. Shows as ``files 0.12 s, pages 3.40 s``."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self.laps[stage] = now - self._last
        self._last = now

    def __str__(self) -> str:
        return ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in self.laps.items())
