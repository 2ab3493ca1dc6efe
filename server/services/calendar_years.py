"""Whether the calendar knows the years that deadlines fall in.

Without a year's official notice deadlines are counted by weekends and statutory days alone, and
fall on days on which nobody works: that is said before it happens.
"""

from datetime import timedelta

from server.services.window import Window

#: How far ahead a deadline that is given today may lie.
AHEAD = timedelta(days=60)


def unknown(window: Window) -> list[int]:
    """The years, from this one to that of deadlines given today, without an official notice."""
    today = window.today()
    last = (today + AHEAD).year
    official = window.reference.calendar.official_years
    return [year for year in range(today.year, last + 1) if year not in official]
