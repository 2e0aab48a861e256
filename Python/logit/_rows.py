"""Rows that are neither an array of numbers nor a list of them."""

from ._errors import LogitError


def as_array(x, columns):
    """Rows, or a row, as an array of float64.

    The columns of a data frame, and the values of a row of one, are found by their names, in whatever order they are;
    by position where they have none. What is masked is missing.
    """
    try:
        import numpy
    except ImportError:
        raise TypeError(
            "rows must be a buffer of doubles or floats, or a list of numbers; anything else needs NumPy") from None
    names = _names(x)
    if names is not None:
        missing = [column for column in columns if column not in names]
        if missing:
            raise LogitError(
                f'The rows have no column "{missing[0]}", but {", ".join(names)}; the model takes {", ".join(columns)}. '
                "Rename them, or pass an array, whose columns are taken by position.", "data-missing-columns")
        x = x[list(columns)]
    if hasattr(x, "filled"):
        return x.astype("float64").filled(numpy.nan)
    return numpy.asarray(x, "float64")


def _names(x):
    """The names of the columns of a data frame, or of the values of a row of one; None where there are none."""
    labels = getattr(x, "columns", None)
    if labels is None and hasattr(x, "iloc"):
        labels = x.index
    if labels is None or callable(labels):
        return None
    names = list(labels)
    return names if names and all(isinstance(name, str) for name in names) else None
