"""Serve the sample source until stopped."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading

from dragoman.testing.harbour.server import HarbourSource


def main() -> int:
    """Serve on loopback until interrupted; 1 where the port can't be had."""
    parser = argparse.ArgumentParser(
        prog="python -m dragoman.testing.harbour",
        description="Serve two small papers of a harbour town on loopback.",
        epilog="Example: python -m dragoman.testing.harbour --port 8901",
    )
    parser.add_argument("--port", type=int, default=8900, help="port on 127.0.0.1, 0 for any free one (default 8900)")
    port = parser.parse_args().port
    try:
        with HarbourSource(port) as harbour, contextlib.suppress(KeyboardInterrupt):
            print(f"The sample source is at {harbour.base}/ until you press Ctrl-C.", flush=True)
            threading.Event().wait()
    except (OSError, OverflowError) as error:
        print(f"Port {port} can't be used ({error}): choose another with --port.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
