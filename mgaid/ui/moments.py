"""When something was saved, as people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from mgaid.core.phrases import day_text


def moment_text(then: datetime, now: datetime | None = None, *, short: bool = False) -> str:
    """As "today at 14:05", "yesterday at 14:05" or "3 November 2026 at 14:05".

    ``short`` leaves the time out where the day says enough.
    """
    here = then.astimezone()
    today = (now or datetime.now()).astimezone().date()
    day = here.date()
    if day == today:
        said = "today"
    elif day == today - timedelta(days=1):
        said = "yesterday"
    else:
        said = day_text(day)
        if short:
            return said
    return f"{said} at {here:%H:%M}"
