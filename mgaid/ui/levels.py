"""How urgent, and how open to magnesium, as the levels of a notice: danger, warn, info, ok.

The one place where an id of the rules becomes a look. What it means is said by the content.
"""

from __future__ import annotations

from collections.abc import Mapping

from mgaid.core.content.models import GateLevel

URGENCY_LEVELS: Mapping[str, str] = {
    "emergency": "danger",
    "urgent": "danger",
    "soon": "warn",
    "routine": "info",
    "self_care": "ok",
}
URGENCY_ICONS: Mapping[str, str] = {"soon": "calendar", "routine": "calendar"}  # else the level's
GATE_LEVELS: Mapping[GateLevel, str] = {
    "do_not_start": "danger",
    "ask_first": "warn",
    "need_answers": "info",
    "ok_low_dose": "info",
}
