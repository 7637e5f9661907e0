"""Build resources/visit.schema.json, the published shape of a ``.mgaid`` file.

It comes from the model that reads the files, so that the two cannot disagree. Run it again after
changing the visit:

    python packaging/build_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from mgaid.core.visit import FORMAT, Visit

SCHEMA = Path(__file__).resolve().parent.parent / "resources" / "visit.schema.json"


def schema_text() -> str:
    """The JSON Schema as the text of its file."""
    made = Visit.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"MgAid visit, format {FORMAT}",
    }
    # A file always says which format it is; everything else may be absent.
    made["required"] = ["format"]
    return json.dumps(head | {k: v for k, v in made.items() if k != "title"}, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"{SCHEMA.name}: {len(SCHEMA.read_bytes())} bytes")
