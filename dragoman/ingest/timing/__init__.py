"""When a feed or page is asked again, and when it is given up. Pure: `now` is passed in."""
