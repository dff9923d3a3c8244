"""Write findings as JSON, one object a line of input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.types import Finding
from dragoman.verify import verdict


def to_json(line: int, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the JSON form of one verified line: its number from 1, the verdict and every finding.

    Places are [start, end] in code points, or null where they are not known.
    """
    found = tuple(findings)
    return {"line": line, "verdict": verdict(found), "findings": [finding_to_json(finding) for finding in found]}


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Return the JSON form of one finding."""
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "source": list(finding.source) if finding.source else None,
        "target": list(finding.target) if finding.target else None,
        "message": finding.message,
    }
