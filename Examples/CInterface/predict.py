#!/usr/bin/env python3
"""Predicts rows with a model, by liblogit and ctypes alone.

    python predict.py liblogit.so model.safetensors 5.1 3.5 1.4 0.2

The numbers are those of a row, one for each column; more are more rows. With NumPy there, the package logit is
shorter and faster.
"""
import ctypes
import json
import sys

if len(sys.argv) < 3:
    sys.exit(__doc__)
library = ctypes.CDLL(sys.argv[1])
text, count, pointer = ctypes.c_char_p, ctypes.c_int64, ctypes.c_void_p
for name, result, arguments in [
    ("logit_last_error", text, []),
    ("logit_load", pointer, [text]),
    ("logit_free", None, [pointer]),
    ("logit_column_count", count, [pointer]),
    ("logit_column_name", text, [pointer, count]),
    ("logit_class_count", count, [pointer]),
    ("logit_class_name", text, [pointer, count]),
    ("logit_predict_row", ctypes.c_int32, [pointer, pointer, count, pointer, count]),
    ("logit_predict_json", pointer, [pointer, text, ctypes.c_size_t]),
    ("logit_free_text", None, [pointer]),
]:
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments


def failed():
    sys.exit(library.logit_last_error().decode())


model = library.logit_load(sys.argv[2].encode()) or failed()
columns, classes = library.logit_column_count(model), library.logit_class_count(model)
numbers = [float(number) for number in sys.argv[3:]]
if not numbers or not columns or len(numbers) % columns:
    names = (library.logit_column_name(model, column).decode() for column in range(columns))
    sys.exit(f"The columns are {' '.join(names)}; give a number for each.")
probabilities = (ctypes.c_float * classes)()
for start in range(0, len(numbers), columns):
    row = (ctypes.c_double * columns)(*numbers[start : start + columns])
    found = library.logit_predict_row(model, row, columns, probabilities, classes)
    if found < 0:
        failed()
    print(library.logit_class_name(model, found).decode(), *(f"{p:.9g}" for p in probabilities))

# The same rows as JSON, as those with columns of text go in.
rows = json.dumps([numbers[start : start + columns] for start in range(0, len(numbers), columns)]).encode()
answer = library.logit_predict_json(model, rows, len(rows)) or failed()
print(json.dumps(json.loads(ctypes.string_at(answer))))
library.logit_free_text(answer)
library.logit_free(model)
