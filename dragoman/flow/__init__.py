"""The wire itself: the only room that knows all others, and the only one that stores.

    poll -> read -> interpret -> publish

Each step takes one name (a source, an article), does what is missing, stores facts, and returns the jobs that follow.
Any step can be done again at any time: a crash loses nothing, and a sweep finds what is missing.
"""
