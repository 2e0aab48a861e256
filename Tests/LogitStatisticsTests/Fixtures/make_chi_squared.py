"""Writes chi-squared.json: upper tails of chi-squared distributions near the mean and far out, in 60 digits, for 1 to 10¹⁵
degrees of freedom. Prints the coefficients of Temme's expansion that `ChiSquared+ManyDegrees.swift` holds. Written with
mpmath 1.3.

    python make_chi_squared.py
"""

import json
from fractions import Fraction

from mpmath import erfc, exp, gammainc, log, mp, mpf, nstr, pi, quad, sqrt

mp.dps = 60

# ---- Temme's coefficients -------------------------------------------------------------------------------------------
# c₀ = 1/μ − 1/η and cₖ = (1/η) dcₖ₋₁/dη + (−1)ᵏ gₖ/μ (DLMF 8.12.10, 8.12.11), with η²/2 = μ − ln(1 + μ) and gₖ of Stirling's
# series (DLMF 5.11.3); Taylor series in η.
length = 40
alpha = [Fraction(0), Fraction(1)]
for n in range(2, length + 3):
    # μ μ' = η (1 + μ), the coefficient of ηⁿ.
    known = sum(alpha[j] * (n + 1 - j) * alpha[n + 1 - j] for j in range(2, n))
    alpha.append((alpha[n - 1] - known) / (n + 1))
inverse = [Fraction(1)]  # η/μ
for n in range(1, length + 2):
    inverse.append(-sum(alpha[j + 1] * inverse[n - j] for j in range(1, n + 1)))

bernoulli = [Fraction(1)]
for n in range(1, 20):
    binomial, total = 1, Fraction(0)
    for j in range(n):
        total += binomial * bernoulli[j]
        binomial = binomial * (n + 1 - j) // (j + 1)
    bernoulli.append(-total / (n + 1))
# ln Γ* = Σ B₂ₖ / (2k (2k − 1) z²ᵏ⁻¹); its exponential gives gₖ.
logarithm = [Fraction(0)] * 16
for k in range(1, 8):
    logarithm[2 * k - 1] = bernoulli[2 * k] / (2 * k * (2 * k - 1))
stirling = [Fraction(1)]
for n in range(1, 12):
    stirling.append(sum(j * logarithm[j] * stirling[n - j] for j in range(1, n + 1)) / n)

series = [inverse[n + 1] for n in range(length)]
expansion = [series]
for k in range(1, 8):
    derivative = [(n + 2) * series[n + 2] for n in range(len(series) - 2)]
    assert series[1] + (-1) ** k * stirling[k] == 0  # what is divided by η cancels
    series = [derivative[n] + (-1) ** k * stirling[k] * inverse[n + 1] for n in range(len(derivative))]
    expansion.append(series)


def temme(a, x):
    mu = (x - a) / a
    eta = sqrt(2 * (mu - log(1 + mu))) * (1 if mu >= 0 else -1)
    rest = sum(
        mpf(c.numerator) / c.denominator * eta**n * a**-k for k, row in enumerate(expansion) for n, c in enumerate(row)
    )
    return erfc(eta * sqrt(a / 2)) / 2 + exp(-a * eta**2 / 2) / sqrt(2 * pi * a) * rest


# At |η| < 0.48 and a > 50, terms below 10⁻¹⁸ beside c₀ are left out.
print("  private static let coefficients: [[Double]] = [")
for k, row in enumerate(expansion[:7]):
    kept = [n for n, c in enumerate(row) if abs(float(c)) * 0.48**n / 50**k > 1e-18]
    print("    [" + ", ".join(repr(float(c)) for c in row[: max(kept) + 1]) + "],")
print("  ]")


# ---- Values ---------------------------------------------------------------------------------------------------------
def tail(a, x):
    """Γ(a, x) / Γ(a): by mpmath for few degrees; for many by the integral of the density over its value at x."""
    if a <= 5000:
        return gammainc(a, x, mp.inf, regularized=True)
    # The density at x + t over that at x; Stirling's series is exact to 60 digits at a > 5,000.
    value = exp(a * log(x / a) - x + a) * sqrt(a / (2 * pi)) / x
    value /= sum(mpf(g.numerator) / g.denominator * a**-k for k, g in enumerate(stirling))
    deviation = sqrt(a)
    # It falls as fast as a normal density, or as an exponential far out.
    reach = deviation * 30 if x <= a else min(deviation * 30, 200 / (1 - a / x))
    points = [reach * j / 60 for j in range(61)]
    return value * quad(lambda t: exp((a - 1) * log(1 + t / x) - t), points)


cases = []
for degrees in [1, 2, 3, 10, 51, 99, 100, 101, 102, 117, 250, 1001, 10**4, 10**6, 10**8, 10**10, 10**12, 10**15]:
    for deviations in [-20, -5, -1, -0.01, 0, 0.01, 1, 3, 8, 20, 35, 60, 300]:
        # The value as a double, of which the tail is exact.
        x = float(degrees + deviations * sqrt(2 * mpf(degrees)))
        if x <= 0:
            continue
        a = mpf(degrees) / 2
        # Below the mean what is left of 1 is the lower tail; the integral from there would lose nothing but time.
        q = tail(a, mpf(x) / 2) if degrees <= 10000 or x >= degrees else temme(a, mpf(x) / 2)
        if q < mpf(10) ** -290:
            continue
        if degrees > 200 and abs(mpf(x) / degrees - 1) < 0.3:
            assert abs(temme(a, mpf(x) / 2) / q - 1) < mpf(10) ** -15, (degrees, x)
        cases.append([x, degrees, float(q)])
for degrees in [101, 150, 400]:
    for ratio in [0.05, 0.3, 0.59, 0.61, 1.39, 1.41, 2, 4]:
        x = degrees * ratio
        cases.append([x, degrees, float(tail(mpf(degrees) / 2, mpf(x) / 2))])
with open("chi-squared.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
print(len(cases), "cases")
