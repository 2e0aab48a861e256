/// The functions of Python that scoring functions use, of which a file has those that it needs.
enum PythonHelpers {
  struct Helper {
    let name: String
    let lines: [String]
  }

  /// All of them.
  static let all: [Helper] = [
    Helper(
      name: "_log",
      lines: [
        "def _log(function, value):", "    if value == 0:", "        return -math.inf",
        "    return math.nan if value < 0 else function(value)",
      ]),
    Helper(
      name: "_sqrt", lines: ["def _sqrt(value):", "    return math.nan if value < 0 else math.sqrt(value)"]),
    Helper(
      name: "_exp",
      lines: [
        "def _exp(value):", "    try:", "        return math.exp(value)", "    except OverflowError:",
        "        return math.inf",
      ]),
    Helper(
      name: "_power",
      lines: [
        "def _power(base, exponent):", "    try:", "        return math.pow(base, exponent)",
        "    except (OverflowError, ValueError):", "        if base < 0 and not exponent.is_integer():",
        "            return math.nan",
        "        return math.copysign(math.inf, base) if exponent % 2 == 1 else math.inf",
      ]),
    Helper(
      name: "_quotient",
      lines: [
        "def _quotient(dividend, divisor):", "    if divisor != 0:", "        return dividend / divisor",
        "    return dividend * math.copysign(math.inf, divisor)",
      ]),
    Helper(
      name: "_present",
      lines: [
        "def _present(value, missing):", "    number = math.nan if value is None else float(value)",
        "    return number if math.isfinite(number) else missing",
      ]),
    Helper(
      name: "_is_missing",
      lines: [
        "def _is_missing(value):",
        "    return 1.0 if value is None or not math.isfinite(float(value)) else 0.0",
      ]),
    Helper(
      name: "_text",
      lines: [
        "def _text(value):", "    if value is None or isinstance(value, str):", "        return value",
        "    if isinstance(value, float) and math.isnan(value):", "        return None",
        "    raise TypeError(f\"a text or None is needed, not {value!r}\")",
      ]),
    Helper(
      name: "_bin",
      lines: [
        "def _bin(value, boundaries):", "    return sum(boundary <= float(value) for boundary in boundaries)",
      ]),
    Helper(
      name: "_dense",
      lines: [
        "def _dense(inputs, kernel, bias):",
        "    return [b + sum(v * row[j] for v, row in zip(inputs, kernel)) for j, b in enumerate(bias)]",
      ]),
    Helper(
      name: "_sigmoid",
      lines: [
        "def _sigmoid(z):", "    if z < 0:", "        e = math.exp(z)", "        return e / (1.0 + e)",
        "    return 1.0 / (1.0 + math.exp(-z))",
      ]),
    Helper(
      name: "_interpolate",
      lines: [
        "def _interpolate(scores, shares, score):",
        "    \"\"\"The share at a score, on straight lines between corners.\"\"\"",
        "    if math.isnan(score):", "        return score", "    if score < scores[0]:",
        "        return shares[0]",
        "    for i in range(1, len(scores)):", "        if score < scores[i]:",
        "            part = (score - scores[i - 1]) / (scores[i] - scores[i - 1])",
        "            return shares[i - 1] + part * (shares[i] - shares[i - 1])", "    return shares[-1]",
      ]),
    Helper(
      name: "_log_odds",
      lines: [
        "def _log_odds(z, label):", "    \"\"\"The log-odds of a class against all others.\"\"\"",
        "    others = [v for i, v in enumerate(z) if i != label]", "    greatest = max(others)",
        "    return z[label] - greatest - math.log(sum(math.exp(v - greatest) for v in others))",
      ]),
    Helper(
      name: "_normalized",
      lines: [
        "def _normalized(shares):", "    \"\"\"Divided by the sum; equal shares where all are 0.\"\"\"",
        "    total = sum(shares)",
        "    return [1.0 / len(shares) if total == 0 else share / total for share in shares]",
      ]),
    Helper(
      name: "_softmax",
      lines: [
        "def _softmax(z, factor):", "    greatest = max(z)",
        "    powers = [math.exp(factor * (v - greatest)) for v in z]", "    total = sum(powers)",
        "    return [power / total for power in powers]",
      ]),
  ]
}
