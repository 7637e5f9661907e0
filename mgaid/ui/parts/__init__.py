"""The parts every screen is built from; each takes the window's ``ThemeSource`` first."""

from __future__ import annotations

from mgaid.ui.parts.assisted import AssistedPick, ComboBox, SpokenLinks, say_aloud
from mgaid.ui.parts.buttons import Button, Chip, IconButton
from mgaid.ui.parts.choices import CheckBox, SegmentedRadio, YesNoUnsure
from mgaid.ui.parts.focus import FocusRing
from mgaid.ui.parts.frames import (
    Card,
    FlowLayout,
    Notice,
    Rule,
    clear,
    keep_spacing,
    keep_widest,
    mark_wrong,
    offer_clearing,
    restyle,
)
from mgaid.ui.parts.marks import CertaintyBadge, SourceLink, Tag
from mgaid.ui.parts.navigation import ActionCard, NavList, TabBar
from mgaid.ui.parts.numbers import NumberField, pad_field
from mgaid.ui.parts.pictures import AmountBar, HundredPeople, MusclePicture, Picture, paint_share
from mgaid.ui.parts.question_row import QuestionRow
from mgaid.ui.parts.stepper import Stepper
from mgaid.ui.parts.text import (
    ErrorLine,
    IconLabel,
    IconLine,
    breakable,
    bullets,
    caption,
    label,
    lead,
    section,
    shortened,
    strong,
    title,
)
from mgaid.ui.parts.ticks import TickGroup

__all__ = [
    "ActionCard",
    "AmountBar",
    "AssistedPick",
    "Button",
    "Card",
    "CertaintyBadge",
    "CheckBox",
    "Chip",
    "ComboBox",
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
    "SpokenLinks",
    "Stepper",
    "TabBar",
    "Tag",
    "TickGroup",
    "YesNoUnsure",
    "breakable",
    "bullets",
    "caption",
    "clear",
    "keep_spacing",
    "keep_widest",
    "label",
    "lead",
    "mark_wrong",
    "offer_clearing",
    "pad_field",
    "paint_share",
    "restyle",
    "say_aloud",
    "section",
    "shortened",
    "strong",
    "title",
]
