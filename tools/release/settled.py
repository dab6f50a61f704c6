"""Makes an assembly of Mono's compiler the same each time that it is compiled: the time of its linking is
SOURCE_DATE_EPOCH, and the id of its module (ECMA-335, II.22.30) a hash of the rest.

settled.py ASSEMBLY
"""

import hashlib
import os
import struct
import sys
from pathlib import Path

assembly = Path(sys.argv[1])
content = bytearray(assembly.read_bytes())


def number(at: int) -> int:
    return int(struct.unpack_from("<I", content, at)[0])


def module_id() -> int:
    """Where it stands: first in the stream #GUID of the metadata (II.24.2.1)."""
    metadata = content.index(b"BSJB")
    header = metadata + 16 + number(metadata + 12) + 4
    while True:
        end = content.index(b"\0", header + 8)
        if content[header + 8 : end] == b"#GUID":
            return metadata + number(header)
        # Names are padded to four bytes.
        header += 8 + (end - header - 8) // 4 * 4 + 4


struct.pack_into("<I", content, number(0x3C) + 8, int(os.environ["SOURCE_DATE_EPOCH"]))
at = module_id()
content[at : at + 16] = bytes(16)
content[at : at + 16] = hashlib.sha256(content).digest()[:16]
assembly.write_bytes(content)
