"""What became of a published text: the changes between two of its states, and what its source says of its mistakes.

compare    two texts, line by line                        -> changes, with the facts they touch
notices    a Document                                     -> the places where it says that it was wrong
"""
