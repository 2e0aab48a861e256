"""Writes Documentation/Interop.md of what was compared: interop_table.py KERAS.json LINES LEFT_OUT > TABLE

KERAS.json is what keras_interop.py found, and may be missing. LINES has what the other checks print: format, model,
direction (read, written, or written and read) and the largest difference or a word, with tabs between them. LEFT_OUT has
a line for each part that was left out.
"""

import json
import math
import pathlib
import sys

import keras_interop

DIRECTIONS = {"read": "Logit reads", "written": "Logit writes", "written and read": "Logit writes, and reads again"}


def records(text):
    """The lines that are comparisons; programs print others beside them."""
    found = []
    for line in text.splitlines():
        parts = line.split("\t")
        if len(parts) == 4 and parts[2] in DIRECTIONS:
            found.append(tuple(part.strip() for part in parts))
    return found


def number(text):
    """The difference; None for a word."""
    try:
        return float(text)
    except ValueError:
        return None


def largest(texts):
    """The largest difference of several, with what was not a number beside it."""
    numbers = [value for value in map(number, texts) if value is not None]
    words = sorted({text.split(":")[0] for text in texts if number(text) is None})
    worst = math.nan if any(math.isnan(value) for value in numbers) else max(numbers, default=None)
    return ", ".join(([] if worst is None else [f"{worst:.1e}"]) + words)


def keras_records(results):
    found = []
    for result in results:
        name = f"{result['model']} ({result['backend']})"
        for key, direction in (("read", "read"), ("written", "written")):
            if key in result["found"]:
                found.append((f"Keras `{result['form']}`", name, direction, repr(result["found"][key])))
    return found


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def summary(found):
    lines = ["| format or tool | direction | models | largest difference |", "|---|---|--:|---|"]
    groups = {}
    for form, name, direction, value in found:
        groups.setdefault((form, direction), []).append(value)
    order = list(DIRECTIONS)
    for form, direction in sorted(groups, key=lambda key: (key[0].lower(), order.index(key[1]))):
        values = groups[form, direction]
        lines.append(f"| {cell(form)} | {DIRECTIONS[direction]} | {len(values)} | {cell(largest(values))} |")
    return lines


def details(found):
    lines = []
    for form in sorted({record[0] for record in found}, key=str.lower):
        lines += ["", f"## {form}", "", "| model | direction | largest difference |", "|---|---|---|"]
        lines += [
            f"| {cell(name)} | {DIRECTIONS[direction]} | {cell(value)} |"
            for other, name, direction, value in found if other == form]
    return lines


def document(results, found, left_out):
    lines = [
        "# Formats, compared with the tools that read and write them", "",
        "Made by `.ci/interop`. Each number is the largest difference of a probability from what the other tool gives for the",
        "same rows, over all models of a line; differences of outputs that are no probabilities are relative to their size",
        "where that is above 1. Nothing above 1e-6 passes but what single precision makes of a network that is kept in double",
        "precision, which its line then says. `as specified` is what a specification's own reader says, where nothing on Linux",
        "runs the format; `refused` is a model that a format has no way to say, which is told by name.", ""]
    lines += summary(keras_records(results) + found)
    if left_out:
        lines += ["", "Left out where this was made: " + "; ".join(left_out) + "."]
    lines += details(found)
    text = "\n".join(lines) + "\n"
    return text + ("\n" + keras_interop.table(results) if results else "")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    keras, lines, left_out = map(pathlib.Path, sys.argv[1:])
    results = json.loads(keras.read_text()) if keras.exists() else []
    sys.stdout.write(
        document(results, records(lines.read_text()), [line for line in left_out.read_text().splitlines() if line]))


if __name__ == "__main__":
    main()
