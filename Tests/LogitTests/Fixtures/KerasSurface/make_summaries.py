"""Writes summaries.txt: what model.summary() prints for the models of models.py, in 80 columns and without colour."""

import io
import os
import re

os.environ["COLUMNS"] = "160"  # a terminal wide enough to cut nothing

import models
from common import FOLDER

VARIANTS = [
    ("", {}), ("line_length=60", {"line_length": 60}), ("line_length=120", {"line_length": 120}), ("show_trainable=True", {"show_trainable": True}),
    ("positions=[0.3, 0.6, 1.0]", {"positions": [0.3, 0.6, 1.0]}),
]  # fmt: skip


def summary(model, **options):
    out = io.StringIO()
    model.summary(print_fn=lambda line, line_break=True: out.write(line + ("\n" if line_break else "")), line_length=options.pop("line_length", 80), **options)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def main():
    parts = []
    for make in models.MODELS:
        model = models.build(make)
        for label, options in VARIANTS if make.__name__ in ("tutorial", "network", "frozen") else VARIANTS[:1]:
            parts.append(f"=== {make.__name__} {label}".rstrip() + "\n" + summary(model, **options))
        if make.__name__ in ("tutorial", "network", "frozen"):
            model.optimizer.build(model.trainable_variables)
            parts.append(f"=== {make.__name__} optimizer built\n" + summary(model))
    path = FOLDER / "summaries.txt"
    path.write_text("".join(part if part.endswith("\n") else part + "\n" for part in parts), encoding="utf-8")
    print(f"{path.name}: {len(parts)} summaries, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
