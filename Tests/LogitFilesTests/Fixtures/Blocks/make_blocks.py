"""Writes the compressed blocks that BlockCodecTests reads.

    python make_blocks.py        (pyarrow, and the programs zstd and lz4, which add checksums)
"""

import pathlib
import subprocess

import pyarrow as pa

folder = pathlib.Path(__file__).parent


def lines(count):
    state, text = 1, ""
    for row in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        text += f"{row},{state >> 40},{(state >> 20) % 1000}\n"
    return text.encode()


text = lines(12000)
contents = {
    "text": text[:9000],
    "long": (text[:20000] + b"and once more\n") * 4,
    "zeros": bytes(300000),
    "repeats": b"".join(bytes(range(65, 65 + length)) * 300 for length in range(1, 12)),
    "noise": bytes((byte * 167 + place * place * 13 + (place >> 3) * 91) & 255 for place, byte in enumerate(text[:700])),
    "one": b"x",
    "empty": b"",
}
for name, content in contents.items():
    for codec, level in (("snappy", None), ("lz4_raw", None), ("lz4", None), ("zstd", 3), ("zstd", 19)):
        compressed = pa.Codec(codec, compression_level=level).compress(content, asbytes=True)
        (folder / f"{name}.{codec}{'' if level in (None, 3) else level}").write_bytes(compressed)
for program, name in (("zstd", "checked.zstd"), ("lz4", "checked.lz4")):
    extra = ["-BD", "-BX", "-B4"] if program == "lz4" else ["--check"]
    (folder / name).write_bytes(
        subprocess.run([program, "-c", *extra], input=contents["long"], capture_output=True, check=True).stdout)
