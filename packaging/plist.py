"""What macOS is told about the program: names, file type, and that it asks for nothing."""

from __future__ import annotations

from typing import Any

VISIT_TYPE = "org.mgaid.visit"


def info_plist(version: str) -> dict[str, Any]:
    """The entries of ``Info.plist`` beyond those PyInstaller writes."""
    return {
        "CFBundleName": "MgAid",
        "CFBundleDisplayName": "MgAid",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "© 2026 The MgAid founders. MIT licence.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "MgAid visit",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [VISIT_TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": VISIT_TYPE,
                "UTTypeDescription": "MgAid visit",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["mgaid"],
                    "public.mime-type": ["application/vnd.mgaid+json"],
                },
            }
        ],
    }
