"""What may be done with an article: what its publisher signals, and what follows from it."""
