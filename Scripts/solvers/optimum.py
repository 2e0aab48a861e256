"""Optima in extended precision, certified by their optimality conditions.

The objective is Σ w loss / Σ w + λ (ρ Σ f |b| + (1 - ρ) / 2 Σ f b²) over the weights b of encoded columns; constants are free.
Where there is an L1 part or a bound, the weights that stand at 0 or at a bound are held there and the others found by Newton's
method; that this is the optimum is checked afterwards, by the conditions of all weights.
"""

import numpy as np
import pandas as pd

REAL = np.longdouble


class Encoded:
    """The columns as `logit fit` encodes them: numbers divided by their 1/Σw deviation, categories 0 or 1."""

    def __init__(self, problem, names):
        frame = problem.frame()
        self.problem, self.names = problem, names
        self.weights = (frame.w if problem.weights else pd.Series(np.ones(len(frame)))).to_numpy(REAL)
        self.offset = frame.o.to_numpy(REAL) if problem.offset else np.zeros(len(frame), REAL)
        self.labels = np.unique(frame.y.to_numpy(str), return_inverse=True)[1]
        self.class_count = int(self.labels.max()) + 1
        self.row_count = len(frame)
        columns, factors, bounds, deviations = [], [], [], []
        for name in names:
            column = next(c for c in problem.predictors if name == c or name.startswith(c + "="))
            values = frame[column]
            if pd.api.types.is_numeric_dtype(values):
                values = values.to_numpy(REAL)
                mean = (self.weights * values).sum() / self.weights.sum()
                deviation = np.sqrt((self.weights * (values - mean) ** 2).sum() / self.weights.sum())
                columns.append((values - mean) / deviation)
            else:
                values, deviation = (values == name[len(column) + 1 :]).to_numpy(REAL), REAL(1)
                columns.append(values)
            deviations.append(deviation)
            factors.append(problem.factors.get(column, 1))
            bounds.append([REAL(b) * deviation for b in problem.bounds.get(column, (-np.inf, np.inf))])
        self.x, self.deviations = np.column_stack(columns), np.array(deviations)
        self.factors, self.bounds = np.array(factors, REAL), np.array(bounds, REAL)


class Optimum:
    """The optimum of an encoded problem; where its weights stand still is taken from a solution and then checked."""

    def __init__(self, encoded, solution):
        self.encoded, problem = encoded, encoded.problem
        self.strength, self.l1 = REAL(problem.strength()), REAL(problem.l1)
        self.binary = encoded.class_count == 2
        outputs = 1 if self.binary else encoded.class_count
        self.penalty = (self.strength * encoded.factors)[:, None] * np.ones((1, outputs), REAL)
        solution = np.array(solution, REAL)
        still = (self.penalty * self.l1 > 0) & (solution == 0)
        low, high = (encoded.bounds[:, [i]] * np.ones((1, outputs), REAL) for i in (0, 1))
        close = 1e-7 * np.abs(solution).max()
        at_low, at_high = solution <= low + close, solution >= high - close
        self.held = still | at_low | at_high
        start = np.where(still, 0, np.where(at_low, low, np.where(at_high, high, solution)))
        self.sides = np.where(at_low, 1, np.where(at_high, -1, 0)) * ~still
        self.signs = np.sign(start)
        self.weights, self.constants = self.newton(start)
        worst = self.conditions(self.weights, self.constants)
        if worst > 1e-14:
            raise ArithmeticError(f"{problem.title}: no optimum, {float(worst):.1e}")
        self.weights = self.comparable(self.weights)

    def comparable(self, weights):
        """Without a penalty only differences between classes are known: from the mean of the classes."""
        weights = np.array(weights, REAL)
        if self.binary or self.strength > 0:
            return weights
        return weights - weights.mean(axis=1, keepdims=True)

    def probabilities(self, weights, constants):
        e = self.encoded
        eta = e.x @ weights + constants
        if self.binary:
            eta = np.column_stack([np.zeros(len(eta), REAL), eta[:, 0] + e.offset])
        eta = eta - eta.max(axis=1, keepdims=True)
        p = np.exp(eta)
        return p / p.sum(axis=1, keepdims=True)

    def gradients(self, weights, constants):
        """Of the mean loss: for the weights and for the constants."""
        e = self.encoded
        hot = np.eye(e.class_count, dtype=REAL)[e.labels]
        residuals = (self.probabilities(weights, constants) - hot) * (e.weights / e.weights.sum())[:, None]
        residuals = residuals[:, 1:] if self.binary else residuals
        return e.x.T @ residuals, residuals.sum(axis=0)

    def newton(self, weights):
        e, outputs = self.encoded, weights.shape[1]
        x1 = np.column_stack([e.x, np.ones(e.row_count, REAL)])
        size = x1.shape[1]
        smooth = np.vstack([self.penalty * (1 - self.l1), np.zeros((1, outputs), REAL)])
        slope = np.vstack([self.penalty * self.l1 * self.signs, np.zeros((1, outputs), REAL)])
        free = np.vstack([~self.held, np.ones((1, outputs), bool)])
        beta = np.vstack([weights, np.zeros((1, outputs), REAL)])
        for _ in range(300):
            on_weights, on_constants = self.gradients(beta[:-1], beta[-1])
            gradient = np.vstack([on_weights, on_constants[None]]) + smooth * beta + slope
            p = self.probabilities(beta[:-1], beta[-1])
            p = p[:, 1:] if self.binary else p
            hessian = np.zeros((outputs, size, outputs, size), REAL)
            for a in range(outputs):
                for b in range(outputs):
                    w = p[:, a] * ((a == b) - p[:, b]) * e.weights / e.weights.sum()
                    hessian[a, :, b, :] = (x1 * w[:, None]).T @ x1
                hessian[a, :, a, :] += np.diag(smooth[:, a])
            flat = free.T.ravel()
            step = np.zeros(outputs * size, REAL)
            step[flat] = solve(hessian.reshape(outputs * size, -1)[np.ix_(flat, flat)], gradient.T.ravel()[flat])
            step = step.reshape(outputs, size).T
            largest = np.abs(step).max()
            beta = beta - step * min(1, 2 / largest if largest else 1)
            if largest <= 1e-15 * max(1, np.abs(beta).max()):
                break
        return beta[:-1], beta[-1]

    def conditions(self, weights, constants):
        """The largest breach: of stationarity, of the subgradient at 0, of a bound's sign."""
        on_weights, on_constants = self.gradients(weights, constants)
        gradient = on_weights + self.penalty * (1 - self.l1) * weights
        l1 = self.penalty * self.l1
        breach = np.where(weights != 0, np.abs(gradient + l1 * np.sign(weights)), np.maximum(np.abs(gradient) - l1, 0))
        if (self.sides != 0).any():
            pushed = (gradient + l1 * np.sign(weights)) * self.sides
            breach = np.where(self.sides != 0, np.maximum(-pushed, 0), breach)
        return max(breach.max(), np.abs(on_constants).max())

    def breach(self, weights):
        """That of given weights, with the constants that suit them best."""
        weights = np.array(weights, REAL)
        constants = np.array(self.constants)
        for _ in range(50):
            slope = self.gradients(weights, constants)[1]
            p = self.probabilities(weights, constants)
            p = p[:, 1:] if self.binary else p
            share = (self.encoded.weights / self.encoded.weights.sum())[:, None]
            curvature = (p * share).T @ -p + np.diag((p * share).sum(axis=0))
            step = solve(curvature, slope)
            constants = constants - step
            if np.abs(step).max() < 1e-18:
                break
        return float(self.conditions(weights, constants))


def solve(a, b):
    """a⁻¹ b for a positive semidefinite: Cholesky's factor, columns without anything of their own left out."""
    scale = np.sqrt(np.maximum(np.diag(a), np.finfo(REAL).tiny))
    lower = np.array(a / scale[:, None] / scale[None, :])
    kept = np.ones(len(lower), bool)
    for j in range(len(lower)):
        pivot = lower[j, j] - lower[j, :j] @ lower[j, :j]
        if pivot < 1e-15:
            kept[j] = False
            lower[j:, j] = 0
            continue
        lower[j, j] = np.sqrt(pivot)
        lower[j + 1 :, j] = (lower[j + 1 :, j] - lower[j + 1 :, :j] @ lower[j, :j]) / lower[j, j]
    x = np.array(b / scale, REAL)
    for i in range(len(x)):
        x[i] = (x[i] - lower[i, :i] @ x[:i]) / lower[i, i] if kept[i] else 0
    for i in reversed(range(len(x))):
        x[i] = (x[i] - lower[i + 1 :, i] @ x[i + 1 :]) / lower[i, i] if kept[i] else 0
    return x / scale
