"""The questions, one topic a page; what comes next is decided by ``core.interview``."""

from __future__ import annotations

from mgaid.ui.wizard.frame import CausesWizard

__all__ = ["CausesWizard"]
