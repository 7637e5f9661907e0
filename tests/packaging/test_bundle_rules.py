"""What goes into the frozen program and what does not."""

from __future__ import annotations

import pytest
from bundle_rules import is_wanted

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqwayland.so",
        f"{QT}/plugins/platforms/libqoffscreen.so",
        f"{QT}/plugins/printsupport/libcupsprintersupport.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/lib/libQt6Core.so.6",
        f"{QT}/lib/libicudata.so.73",
        "libQt6Gui.so.6",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/QtWidgets.pyd",
        "PySide6/Qt6Core.dll",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        f"{QT}/plugins/platforms/libqcocoa.dylib",
        f"{QT}/lib/QtCore.framework/Versions/A/QtCore",
        "resources/fonts/AtkinsonHyperlegible-Regular.ttf",
        "resources/content/en/flags.toml",
        "pyphen/dictionaries/hyph_en_GB.dic",
        "typst/_typst.abi3.so",
        "cryptography/hazmat/bindings/_rust.abi3.so",
        "_cffi_backend.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_somebody_needs_goes_in(name: str) -> None:
    assert is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/QtNetwork.abi3.so",
        f"{QT}/lib/libQt6Network.so.6",
        "PySide6/Qt6Network.dll",
        f"{QT}/lib/QtNetwork.framework/Versions/A/QtNetwork",
        f"{QT}/plugins/tls/libqopensslbackend.so",
        f"{QT}/plugins/imageformats/libqtiff.so",
        f"{QT}/plugins/platforms/libqvnc.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so",
        f"{QT}/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "libgtk-3.so.0",
        "libcrypto.so.3",
        "libssl.so.3",
        "libfontconfig.so.1",
        "pyphen/dictionaries/hyph_de_DE.dic",
        "resources/content/en/__pycache__/content.cpython-311.pickle",
        "mgaid-0.1.0.dist-info/direct_url.json",
    ],
)
def test_what_nobody_needs_stays_out(name: str) -> None:
    assert not is_wanted(name)
