#!/bin/sh
# Rewrites every file of this folder, in about ten minutes. PYTHON names another interpreter.
set -eu
cd "$(dirname "$0")"
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
for script in make_*.py; do
    # TensorFlow says much; it is shown only if the script failed.
    "${PYTHON:-python}" "$script" 2>"$errors" || { cat "$errors" >&2; exit 1; }
done
