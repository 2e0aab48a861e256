"""Profiles and Firth's penalized likelihood, of two classes or counts, on orthonormal columns.

The column whose coefficient is held stands last; of x = q r the last coefficient is then r's last entry times that of
the inner ones, and nothing is lost where columns are large beside their deviations.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, expit

from extended import orthonormal, solve_upper


class Held:
    """A likelihood, penalized or not, whose last inner coefficient can be held."""

    def __init__(self, x, y, weights, offset, column, penalized):
        order = [j for j in range(x.shape[1]) if j != column] + [column]
        q, r = orthonormal(np.asarray(x)[:, order])
        self.q, self.unit = q.astype(float), float(r[-1, -1])
        self.log_scale = float(np.log(np.abs(np.diag(r))).sum())
        self.y, self.weights, self.offset, self.penalized = y.astype(float), weights.astype(float), offset.astype(float), penalized

    def value(self, b):
        eta = self.q @ b + self.offset
        likelihood = (self.weights * (self.y * eta - np.logaddexp(0, eta))).sum()
        if not self.penalized:
            return likelihood
        p = expit(eta)
        # log det (x' w x) / 2 is that of the orthonormal columns and the scale's.
        return likelihood + np.linalg.slogdet(self.information(p))[1] / 2 + self.log_scale

    def information(self, p):
        return self.q.T @ (self.q * (self.weights * p * (1 - p))[:, None])

    def maximize(self, held=None, start=None, limit=2000):
        """The inner coefficients at the maximum, the last one held where that is asked for."""
        free = self.q.shape[1] - (held is not None)
        b = np.zeros(self.q.shape[1]) if start is None else start.copy()
        if held is not None:
            b[-1] = held * self.unit
        value = self.value(b)
        quiet = 0
        for _ in range(limit):
            if free == 0:
                break
            p = expit(self.q @ b + self.offset)
            information = self.information(p)
            residual = self.weights * (self.y - p)
            if self.penalized:
                leverage = self.weights * p * (1 - p) * ((self.q @ np.linalg.inv(information)) * self.q).sum(axis=1)
                residual = residual + leverage * (0.5 - p)
            q = self.q[:, :free]
            step = np.linalg.solve(information[:free, :free], q.T @ residual)
            step *= min(1, 5 / max(np.abs(q @ step).max(), 1e-300))
            length = 1.0
            while True:
                trial = b.copy()
                trial[:free] += length * step
                reached = self.value(trial)
                if reached >= value - 1e-13 * abs(value) or length < 1e-8:
                    break
                length /= 2
            b, value = trial, reached
            # Two quiet steps: what is left is rounding.
            quiet = quiet + 1 if np.abs(step).max() < 1e-12 * max(1, np.abs(b).max()) else 0
            if quiet == 2:
                break
        return b, value


def limits(x, y, weights, offset, level, penalized):
    """Of each coefficient the two ends of the profile interval, and the test of 0: [columns] each; statistic too."""
    fall = chdtri(1, 1 - level)
    low, high, statistics = [], [], []
    for column in range(x.shape[1]):
        held = Held(x, y, weights, offset, column, penalized)
        best, top = held.maximize()
        estimate = best[-1] / held.unit
        error = np.sqrt(np.linalg.inv(held.information(expit(held.q @ best + held.offset)))[-1, -1]) / abs(held.unit)
        last = [best]

        def excess(value):
            # Begins both where the last one ended and at the maximum: a penalized profile may have several maxima.
            found = [held.maximize(value, start) for start in ((last[0], best) if penalized and last[0] is not best else (last[0],))]
            last[0], reached = max(found, key=lambda f: f[1])
            return 2 * (top - reached) - fall

        ends = []
        for side in (-1, 1):
            last[0], far = best, 2.0
            while excess(estimate + side * far * error) < 0 and far < 1e3:
                far *= 1.5
            ends.append(brentq(excess, estimate, estimate + side * far * error, xtol=1e-13 * error, rtol=8.9e-16)
                        if far < 1e3 else None)
        low.append(ends[0])
        high.append(ends[1])
        statistics.append(2 * (top - held.maximize(0.0)[1]))
    return low, high, statistics


def firth(x, y, weights, offset):
    """Estimates, covariance (the inverse information there), log likelihood without and with the penalty."""
    held = Held(x, y, weights, offset, x.shape[1] - 1, True)
    q, r = orthonormal(x)
    b, penalized = held.maximize()
    back = solve_upper(r, np.eye(len(r), dtype=r.dtype)).astype(float)
    covariance = back @ np.linalg.inv(held.information(expit(held.q @ b + held.offset))) @ back.T
    held.penalized = False
    return solve_upper(r, b).astype(float), covariance, held.value(b), penalized
