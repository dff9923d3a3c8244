"""Pictures: from the bytes that a server gave to files that are safe to hand on. Pure; runs in the crew."""
