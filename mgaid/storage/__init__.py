"""Files on disk: durable writes, visits with or without a lock, the autosave, and backups.

The public face of the room. A write leaves the old file or the new one; nothing here knows what an
answer means. In the data folder of this computer:

- ``current.mgaid``, the visit in hand, and ``current.json``, which file it belongs to;
- ``visits/``, what people keep by name;
- ``backups/``, earlier states of each visit.
"""

from __future__ import annotations

from mgaid.core.visit.locked import Key, PassphraseRefused, new_key
from mgaid.storage.backups import Backup
from mgaid.storage.current import (
    Last,
    Place,
    autosave,
    autosave_path,
    autosaved,
    forget_autosave,
    forget_place,
    last_visit,
    new_place,
    note_place,
    noted_place,
    read_autosave,
    set_aside,
)
from mgaid.storage.durable import (
    FILE_MODE,
    FOLDER_MODE,
    PART_PREFIX,
    NotDeleted,
    NotSaved,
    tidy,
    write,
)
from mgaid.storage.files import (
    Locked,
    NotOpened,
    Opened,
    WrongPassphrase,
    is_locked,
    is_there,
    open_visit,
    read_bytes,
    read_visit,
    save_visit,
    saved_at,
    visit_bytes,
)
from mgaid.storage.keeping import Keeping
from mgaid.storage.library import (
    Kept,
    delete,
    delete_everything,
    duplicate,
    kept_visits,
    path_for,
    rename,
    tidy_all,
    versions_of,
)
from mgaid.storage.names import NameRefused, NameTaken, shown_name

__all__ = [
    "FILE_MODE",
    "FOLDER_MODE",
    "PART_PREFIX",
    "Backup",
    "Keeping",
    "Kept",
    "Key",
    "Last",
    "Locked",
    "NameRefused",
    "NameTaken",
    "NotDeleted",
    "NotOpened",
    "NotSaved",
    "Opened",
    "PassphraseRefused",
    "Place",
    "WrongPassphrase",
    "autosave",
    "autosave_path",
    "autosaved",
    "delete",
    "delete_everything",
    "duplicate",
    "forget_autosave",
    "forget_place",
    "is_locked",
    "is_there",
    "kept_visits",
    "last_visit",
    "new_key",
    "new_place",
    "note_place",
    "noted_place",
    "open_visit",
    "path_for",
    "read_autosave",
    "read_bytes",
    "read_visit",
    "rename",
    "save_visit",
    "saved_at",
    "set_aside",
    "shown_name",
    "tidy",
    "tidy_all",
    "versions_of",
    "visit_bytes",
    "write",
]
