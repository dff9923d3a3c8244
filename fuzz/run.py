"""Look for bytes that break what reads them: `python fuzz/run.py feed -max_total_time=600`.

The targets are `feed`, `page` and `answer`; all else is for libFuzzer. It begins with the seeds of the target, keeps
what is new in fuzz/found/, and writes what broke it into crash-*. Needs atheris (`make fuzz` brings it).
"""

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

with atheris.instrument_imports(include=["dragoman"]):
    from fuzz.targets import TARGETS


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"Name a target: {', '.join(TARGETS)}")
    found = HERE / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *sys.argv[2:], str(found), str(HERE / "seeds" / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
