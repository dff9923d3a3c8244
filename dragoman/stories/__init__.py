"""Which articles tell of the same event, which are the same text, and in what their sources differ. Pure, no clock.

    signature(told) -> copies, joining -> disagreements

No model and no counts of what was stored: an article's signature follows from its own words, so that nothing learnt
has to be kept, and a restart or another order changes none.
"""
