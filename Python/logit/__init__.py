"""Predictions of Logit's models.

    import logit
    model = logit.load("model.safetensors")
    model.predict_proba(rows)        # a NumPy array [rows, columns], read where it is
    model.probability(row)           # of one row
    model.predict_records([{"island": "Biscoe", "bill_length_mm": 46.1}])

Models are those of the command logit, which is installed beside this package, and those of other tools that give
probabilities. Any number of threads may use a model at once.
"""

import json
import os
from pathlib import Path

from ._errors import LogitError
from . import _logit

__all__ = ["LogitError", "Model", "__version__", "include_path", "library_path", "load", "loads"]

__version__ = _logit.version


class Model(_logit.Model):
    """A model that predicts rows, with everything it knows about their columns; see load.

    Missing values, categories and the scaling of numbers are part of the model, so rows go in as they stand in a
    table. A Model cannot be changed; pickling it pickles the bytes of its file.
    """

    # Without a dictionary its methods are found faster.
    __slots__ = ("_data",)

    def __new__(cls, data, name="the model"):
        model = super().__new__(cls, data, name)
        model._data = bytes(data)
        return model

    def predict(self, x, /, threads=0):
        """The class that is decided on: its name for one row, an array of names for rows.

        It is the most probable one, unless the model has a threshold or costs.
        """
        found = self.predict_index(x, threads=threads)
        if isinstance(found, int):
            return self.classes[found]
        import numpy

        return numpy.array(self.classes)[found]

    def predict_records(self, records):
        """Predicts rows of any values: a dictionary by column for one row, or a list of such dictionaries.

        Values are texts, numbers, truth values, or None for a missing one; a column that a row lacks is missing,
        too. For each row there is a dictionary: "predicted", "probabilities" by class, and "missing", "unknown"
        and "out_of_range", the columns without a value, with a category that was not in training, and with a
        number beyond those in training.
        """
        is_single = isinstance(records, dict)
        rows = [records] if is_single else list(records)
        if not rows:
            return []
        found = json.loads(self._predict_json(json.dumps(rows, default=_plain)))
        for row in found:
            row["probabilities"] = dict(zip(self.classes, row["probabilities"]))
        return found[0] if is_single else found

    def describe(self):
        """What is known of the model, as a dictionary; what logit summary --json prints, and "inputs"."""
        return json.loads(self._describe_json())

    def __repr__(self):
        return f"<logit.Model: {len(self.columns)} columns, classes {', '.join(self.classes)}>"

    def __reduce__(self):
        return type(self), (self._data,)


def load(path):
    """Loads a model from a file: of logit fit or logit regress, or of another tool (Keras, ONNX, PMML, PyTorch's weights
    with their architecture, or a linear model as JSON), as logit predict does.

    Nothing in the file is run. Raises FileNotFoundError, another OSError, or LogitError if it is no model that
    gives probabilities.
    """
    with open(os.fspath(path), "rb") as file:
        # Messages are texts, names of files any bytes.
        return Model(file.read(), os.fsencode(path).decode(errors="replace"))


def loads(data, name="the model"):
    """Loads a model from the bytes of its file; messages call it by the name."""
    return Model(data, name)


def library_path():
    """The shared library liblogit, for ctypes and others that call C."""
    return str(next(Path(__file__).parent.glob("liblogit.so.*")))


def include_path():
    """The folder of logit.h, which describes the functions of the library."""
    return str(Path(__file__).parent / "include")


def _plain(value):
    """What json does not know: NumPy's numbers, and missing values of pandas."""
    if hasattr(value, "item"):
        return value.item()
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    raise TypeError(f"a value of a row must be a text, a number, a truth value or None, not {type(value).__name__}")
