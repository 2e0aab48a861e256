#!/usr/bin/env python3
"""Writes Sources/CLogitData/PowersOfFive.inc: 5^q for q from -342 to 308, as 128 bits whose first bit is set.

Powers with q >= 0 are rounded down; the inverses are rounded up down to q = -27, below which they are rounded down, as
the error analysis in D. Lemire, "Number parsing at a gigabyte per second" (2021), wants them.
"""
from pathlib import Path


def bits(q):
    if q >= 0:
        power = 5**q
        shift = 128 - power.bit_length()
        return power << shift if shift >= 0 else power >> -shift
    power = 5**-q
    exponent = power.bit_length() + 127
    if power & (power - 1) == 0:
        exponent -= 1
    return (1 << exponent) // power + (1 if q >= -27 else 0)


lines = [
    "// Made by Scripts/make-powers-of-five.py: 5^q for q from -342 to 308, high and low word.",
    "",
]
for q in range(-342, 309):
    value = bits(q)
    assert value.bit_length() == 128, q
    lines.append(f"{{0x{value >> 64:016x}u, 0x{value & (1 << 64) - 1:016x}u}},")
path = Path(__file__).resolve().parent.parent / "Sources/CLogitData/PowersOfFive.inc"
path.write_text("\n".join(lines) + "\n")
