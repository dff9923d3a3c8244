"""The operators' console and API: Django's admin over what `flow` can do. Importing it adds to Django what that takes.

It has no logic of its own: whatever it shows comes from `flow` and `newsroom`, and whatever it does is a function of
`flow.operating`, as in the command line. Nothing of it is loaded where the console is not opened.
"""

from dragoman.console.furnishing import furnish

furnish()
