"""Build resources/visit.schema.json, the published shape of a ``.mgaid`` file.

It comes from the models that read the files, so that the two cannot disagree: a visit as anybody
can write it, or one that is locked. Run it again after changing the visit:

    python packaging/build_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mgaid.core.visit import FORMAT, MINOR, Visit
from mgaid.core.visit.locked import entries_of_locks

SCHEMA = Path(__file__).resolve().parent.parent / "resources" / "visit.schema.json"


def schema_text() -> str:
    """The JSON Schema as the text of its file."""
    visit = Visit.model_json_schema()
    parts = visit.pop("$defs")
    # A file always says which format it is; everything else may be absent.
    visit["required"] = ["format"]
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"MgAid visit, format {FORMAT}.{MINOR}",
        "description": (
            "A file with a greater minor number may hold more entries, which are kept and written "
            "back. Unknown ids are refused in any file."
        ),
        "oneOf": [{"$ref": "#/$defs/Visit"}, {"$ref": "#/$defs/LockedVisit"}],
        "$defs": {**parts, "Visit": visit, "LockedVisit": _locked()},
    }
    return json.dumps(made, indent=1) + "\n"


def _locked() -> dict[str, Any]:
    """The envelope of a locked visit, one shape for each way to make a key."""
    letters = {"type": "string", "contentEncoding": "base64"}
    ways = []
    for name, numbers in entries_of_locks().items():
        properties = {
            "kdf": {"const": name},
            **{number: {"type": "integer", "minimum": 1} for number in numbers},
            **dict.fromkeys(("salt", "nonce", "data"), letters),
        }
        ways.append(_whole(properties))
    shape = _whole({"format": {"const": FORMAT}, "locked": {"oneOf": ways}})
    return {"title": "LockedVisit", **shape}


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these entries."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"{SCHEMA.name}: {len(SCHEMA.read_bytes())} bytes")
