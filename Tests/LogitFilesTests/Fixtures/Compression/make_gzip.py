"""Writes the gzip files that the tests of Compression/ read. Python 3 with its own zlib; nothing to install.

    python3 make_gzip.py
"""

import gzip
import pathlib
import random
import struct
import zlib

folder = pathlib.Path(__file__).parent


def raw(data, level=9, strategy=zlib.Z_DEFAULT_STRATEGY, memory=9):
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15, memory, strategy)
    return compressor.compress(data) + compressor.flush()


def member(data, flags=0, fields=b"", **options):
    header = struct.pack("<BBBBIBB", 0x1F, 0x8B, 8, flags, 0, 0, 255) + fields
    if flags & 2:
        header += struct.pack("<H", zlib.crc32(header) & 0xFFFF)
    return header + raw(data, **options) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def save(name, data):
    (folder / f"{name}.gz").write_bytes(data)


def text(count):
    """What the tests make too, by the same generator (see GzipTests.lines)."""
    state, lines = 1, []
    for row in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        lines.append(f"{row},{state >> 40},{(state >> 20) % 1000}\n")
    return "".join(lines).encode()


lines = text(12000)
save("dynamic", member(lines))
save("fixed", member(lines[:3000], strategy=zlib.Z_FIXED))
save("stored", member(lines[:70000], level=0))
save("huffman-only", member(lines[:3000], strategy=zlib.Z_HUFFMAN_ONLY))
save("empty", member(b""))
save("zeros", member(bytes(1_000_000)))
save("repeats", member(b"".join(bytes(range(65, 65 + n)) * 300 for n in range(1, 12))))
# Counts that grow as Fibonacci's numbers need codes of up to 15 bits, more than the first table's index has.
counts = [1, 1]
while len(counts) < 18:
    counts.append(counts[-1] + counts[-2])
save("long-codes", member(b"".join(bytes([65 + i]) * n for i, n in enumerate(counts)), strategy=zlib.Z_HUFFMAN_ONLY))
save("members", member(lines[:5000]) + member(b"") + member(lines[5000:9000], level=1) + bytes(512))
extra = struct.pack("<H", 5) + b"extra"
save("all-fields", member(lines[:100], flags=1 | 2 | 4 | 8 | 16, fields=extra + b"name.csv\0" + b"a comment\0"))
