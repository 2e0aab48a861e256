"""Loads every JSON file of a folder into Keras: the other half of the configuration round trip.

    python check_roundtrip.py FOLDER [--strict]

A file holds one object as `to_json` or `keras.saving.serialize_keras_object` writes it. Models go through `keras.models.model_from_json`, all else through
`keras.saving.deserialize_keras_object`. Prints one line a file: `ok`, `changed` with the first place where what Keras writes of the loaded object differs
from the file, or `FAILED` with Keras's error. Exits with 1 if a file failed, or, with --strict, changed.
"""

import pathlib
import sys

from common import config, json, keras

MODELS = {"Sequential", "Functional", "Model"}


def difference(ours, theirs, path="$"):
    """The first place where the two differ, or None. Keys of either side that the other lacks count, but for "logit",
    which Keras reads past."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*(k for k in ours if k != "logit"), *(k for k in theirs if k not in ours)]:
            if key not in ours or key not in theirs:
                return f"{path}.{key} only in {'Keras' if key in theirs else 'the file'}"
            found = difference(ours[key], theirs[key], f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            return f"{path} has {len(ours)} entries, Keras {len(theirs)}"
        return next(filter(None, (difference(a, b, f"{path}[{k}]") for k, (a, b) in enumerate(zip(ours, theirs)))), None)
    same = ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool)
    return None if same else f"{path} is {ours!r}, Keras writes {theirs!r}"


def check(path):
    text = path.read_text(encoding="utf-8")
    ours = json.loads(text)
    if ours.get("class_name") in MODELS:
        theirs = json.loads(keras.models.model_from_json(text).to_json())
    else:
        theirs = config(keras.saving.deserialize_keras_object(json.loads(text)))
    return difference(ours, theirs)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--strict"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    files = sorted(pathlib.Path(arguments[0]).glob("**/*.json"))
    if not files:
        sys.exit(f"no JSON files in {arguments[0]}")
    failed = changed = 0
    for path in files:
        keras.backend.clear_session()
        try:
            found = check(path)
        except Exception as error:
            failed += 1
            print(f"FAILED  {path.name}: {type(error).__name__}: {str(error).strip().splitlines()[0]}")
            continue
        changed += found is not None
        print(f"changed {path.name}: {found}" if found else f"ok      {path.name}")
    print(f"{len(files)} files, {failed} failed, {changed} changed")
    sys.exit(1 if failed or (changed and "--strict" in sys.argv) else 0)


if __name__ == "__main__":
    main()
