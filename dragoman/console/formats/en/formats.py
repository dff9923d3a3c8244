"""Dates in the order of their parts, and times as of UTC, whatever the reader's language makes of them."""

DATE_FORMAT = SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = r"Y-m-d H:i\Z"
