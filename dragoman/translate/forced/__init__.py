"""A model's own network, run once more with a known translation forced on it: what stands for what, and how likely."""

pass
