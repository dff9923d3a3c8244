"""Hand out the site tree over HTTP: static files with validators, security headers and honest 404 and 410 answers."""

from dragoman.serve.server import Ears, SiteServer, make_server

__all__ = ["Ears", "SiteServer", "make_server"]
