"""Prints the line coverage of every module and fails when one that must be tested well is below the limit.

Usage: coverage.py CODECOV_JSON, with the file that `swift test --show-codecov-path` names.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

LIMIT = 80.0
MUST_REACH_LIMIT = ("FastCGI", "HTML", "HTTP", "Postgres", "Processes", "Seed", "Store", "TemplateCompiler", "Web")
SOURCES = Path(__file__).resolve().parent.parent / "Sources"


def lines_by_module(report: dict) -> dict[str, tuple[int, int]]:
    """Covered and countable lines of each folder in Sources; generated files lie elsewhere and do not count."""
    covered, count = defaultdict(int), defaultdict(int)
    for file in report["data"][0]["files"]:
        path = Path(file["filename"])
        if path.is_relative_to(SOURCES):
            module = path.relative_to(SOURCES).parts[0]
            covered[module] += file["summary"]["lines"]["covered"]
            count[module] += file["summary"]["lines"]["count"]
    return {module: (covered[module], count[module]) for module in sorted(count)}


def percent(covered: int, count: int) -> float:
    return 100 * covered / count if count else 0.0


def main(path: str) -> int:
    modules = lines_by_module(json.loads(Path(path).read_text()))
    overall = (sum(covered for covered, _ in modules.values()), sum(count for _, count in modules.values()))
    shares = {module: percent(*modules.get(module, (0, 0))) for module in {*modules, *MUST_REACH_LIMIT}}
    print("Line coverage")
    for module in sorted(shares):
        print(f"  {module:<18}{shares[module]:6.1f} %")
    print(f"  {'overall':<18}{percent(*overall):6.1f} %")
    shares["overall"] = percent(*overall)
    low = [module for module in (*MUST_REACH_LIMIT, "overall") if shares[module] < LIMIT]
    if low:
        print(f"Below {LIMIT:.0f} %: {', '.join(low)}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
