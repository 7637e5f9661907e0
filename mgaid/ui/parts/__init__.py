"""The parts every screen is built from; each takes the window's ``ThemeSource`` first."""

from __future__ import annotations

from mgaid.ui.parts.buttons import (
    Button,
    CertaintyBadge,
    Chip,
    IconButton,
    SourceLink,
    Tag,
)
from mgaid.ui.parts.choices import CheckBox, QuestionRow, SegmentedRadio, YesNoUnsure
from mgaid.ui.parts.focus import FocusRing
from mgaid.ui.parts.frames import Card, FlowLayout, Notice, Rule, keep_spacing, restyle
from mgaid.ui.parts.navigation import ActionCard, NavList, TabBar
from mgaid.ui.parts.numbers import NumberField, pad_field
from mgaid.ui.parts.pictures import AmountBar, HundredPeople, MusclePicture, Picture, paint_share
from mgaid.ui.parts.stepper import Stepper
from mgaid.ui.parts.text import (
    ErrorLine,
    IconLabel,
    IconLine,
    caption,
    label,
    lead,
    section,
    strong,
    title,
)
from mgaid.ui.parts.ticks import TickGroup

__all__ = [
    "ActionCard",
    "AmountBar",
    "Button",
    "Card",
    "CertaintyBadge",
    "CheckBox",
    "Chip",
    "ErrorLine",
    "FlowLayout",
    "FocusRing",
    "HundredPeople",
    "IconButton",
    "IconLabel",
    "IconLine",
    "MusclePicture",
    "NavList",
    "Notice",
    "NumberField",
    "Picture",
    "QuestionRow",
    "Rule",
    "SegmentedRadio",
    "SourceLink",
    "Stepper",
    "TabBar",
    "Tag",
    "TickGroup",
    "YesNoUnsure",
    "caption",
    "keep_spacing",
    "label",
    "lead",
    "pad_field",
    "paint_share",
    "restyle",
    "section",
    "strong",
    "title",
]
