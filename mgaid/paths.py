"""Where things are: in a checkout, in an installed wheel and in a frozen build.

This is the only module that looks at ``__file__``, at the frozen bundle or at the platform's
folders. It creates nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

APP_NAME = "mgaid"
LANGUAGE = "en"


def resources() -> Path:
    """The folder with content, foods, fonts, icons, pictures and templates."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def content() -> Path:
    return resources() / "content" / LANGUAGE


def fonts() -> Path:
    return resources() / "fonts"


def template() -> Path:
    return resources() / "templates" / "summary.typ"


def example_visit() -> Path:
    return resources() / "example.mgaid"


def user_data() -> Path:
    """The person's own folder; it may not exist yet."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def foods() -> Path:
    return resources() / "foods"


def medicine_names() -> Path:
    return resources() / "medicines" / "names.tsv"
