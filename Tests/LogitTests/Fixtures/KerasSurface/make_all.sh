#!/bin/sh
# Rewrites every file of this folder. Takes a few minutes. PYTHON names another interpreter.
set -eu
cd "$(dirname "$0")"
for script in make_*.py; do
    "${PYTHON:-python}" "$script" 2>/dev/null
done
