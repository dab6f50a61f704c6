"""Packs a folder into a zip: sorted, with SOURCE_DATE_EPOCH as each file's time (else now), so that two runs write the
same bytes.

zip.py FILE FOLDER
"""

import os
import sys
import time
import zipfile
from pathlib import Path

archive, folder = sys.argv[1], Path(sys.argv[2])
moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))[:6]

with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        # Of a Unix, with the permissions that the file has.
        entry.create_system = 3
        entry.external_attr = path.stat().st_mode << 16
        packed.writestr(entry, path.read_bytes())
