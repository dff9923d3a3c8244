"""Public fakes and the sample source; for tests and for a first look without a network."""
