"""English times of day in words: half past six, twenty to four."""

from __future__ import annotations

HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


def read(minutes: str, way: str, hour: str) -> tuple[int, int]:
    """Return hour (1 to 12) and minute of a time told by its words; `way` is past or to."""
    after = MINUTES[minutes.lower()] * (1 if way.lower() == "past" else -1)
    total = ((HOURS.index(hour.lower()) + 1) * 60 + after) % (12 * 60)
    return total // 60 or 12, total % 60
