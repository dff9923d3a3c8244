"""What is counted while the wire works. A leaf: each process counts its own, and who reads them adds them up.

What the tables can tell is not counted here; see `flow/watching.py`.
"""

from prometheus_client import Counter, Gauge, Histogram

POLLS = Counter("dragoman_polls", "Polls of sources, by what came of them.", ["outcome"])
FETCHES = Counter("dragoman_fetches", "Requests through the door, by status class or error.", ["outcome"])
JOBS = Histogram(
    "dragoman_job_seconds",
    "How long the steps of the wire took, by what came of them.",
    ["step", "outcome"],
    buckets=(0.1, 0.3, 1, 3, 10, 30, 100, 300),
)
RENDITIONS = Counter("dragoman_renditions", "Renditions made, by language and state.", ["language", "state"])
SENTENCES = Counter("dragoman_sentences", "Sentences of renditions made, by outcome.", ["language", "outcome"])
FINDINGS = Counter("dragoman_findings", "Findings in sentences of renditions made.", ["check", "severity"])
ENGINE = Histogram(
    "dragoman_engine_seconds",
    "How long an engine took for a request, or the crew for a batch of sentences.",
    ["engine"],
    buckets=(0.03, 0.1, 0.3, 1, 3, 10, 30, 100),
)
ENGINE_FAILURES = Counter("dragoman_engine_failures", "Requests to an engine that failed.", ["engine"])
FRESHNESS = Histogram(
    "dragoman_freshness_seconds",
    "Age of an article when its page was first shown, since it was seen and since its source published it.",
    ["since"],
    buckets=(1, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600, 14400, 86400),
)
SPANS = Counter("dragoman_spans", "Spans of traces for the collector, by what came of them.", ["outcome"])
SETTINGS_REFUSED = Gauge(
    "dragoman_settings_refused", "1 while a mistake in the site's files keeps what they say from being taken up."
)
SETTINGS_WAIT = Gauge(
    "dragoman_settings_wait", "1 while the site's files say something that only the next start takes up."
)
SWEPT = Gauge("dragoman_last_sweep_timestamp_seconds", "When the wire last looked for what is missing.")
