"""Differences between results, quantity by quantity."""

import numpy as np

# Below this share of its standard error an estimate or limit counts as that share: it is rounding.
SMALL = 1e-2


def flat(found):
    """{part: {quantity: ...}} -> {(part, quantity, subject): number or None}."""
    result = {}
    for part, quantities in found.items():
        for quantity, value in quantities.items():
            if isinstance(value, dict):
                for subject, number in value.items():
                    result[part, quantity, subject] = number
            elif isinstance(value, (list, np.ndarray)):
                for place, number in np.ndenumerate(np.array(value, float)):
                    result[part, quantity, "·".join(map(str, place))] = float(number)
            else:
                result[part, quantity, ""] = value
    return result


def scales(found):
    """What the differences of values are measured by: their size, but of estimates and limits at least a hundredth of
    the standard error, and of covariances at least a hundredth of the errors' product."""
    values, result = flat(found), {}
    for (part, quantity, subject), value in values.items():
        if value is None or isinstance(value, (str, bool)):
            continue
        least = 1e-300
        if quantity in ("estimate", "conf_low", "conf_high", "effect"):
            error = values.get((part, "std_error", subject)) or values.get(("table", "std_error", subject))
            least = SMALL * error if error else least
        elif quantity in ("statistic", "wald", "llr", "deviance", "pearson", "standardized_deviance", "standardized_pearson"):
            least = SMALL
        elif quantity == "covariance":
            i, j = subject.split("·")
            least = SMALL * np.sqrt(values[part, quantity, f"{i}·{i}"] * values[part, quantity, f"{j}·{j}"])
        elif quantity in ("cooks_distance", "mcfadden", "cox_snell", "nagelkerke"):
            least = 1e-6
        result[part, quantity, subject] = max(abs(value), least)
    return result


def differences(ours, reference):
    """{key: relative difference} of every key of the reference; infinity where ours is missing or no number."""
    mine, theirs, scale = flat(ours), flat(reference), scales(reference)
    result = {}
    for key, value in theirs.items():
        own = mine.get(key)
        if value is None or own is None or isinstance(value, (str, bool)):
            result[key] = 0.0 if own == value else float("inf")
        else:
            result[key] = abs(own - value) / scale[key] if np.isfinite(own) else float("inf")
    return result
