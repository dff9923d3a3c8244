"""Lists of news that are no feeds: sitemaps and section pages."""
