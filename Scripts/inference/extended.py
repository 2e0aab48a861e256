"""Linear algebra and fits in extended precision: what stands beside R where R's double precision is not enough.

Columns are made orthonormal first (x = q r), so that their scales and means do not matter; a fit works on q, and its
estimates and covariance are carried back through r. Everything is done in numpy's longdouble, which has 64 bits on x86-64.
"""

import numpy as np

REAL = np.longdouble


def orthonormal(x):
    """q [rows, columns] and r [columns, columns] with x = q r; Gram and Schmidt's method, twice."""
    q = np.array(x, REAL)
    columns = q.shape[1]
    r = np.zeros((columns, columns), REAL)
    for j in range(columns):
        for _ in range(2):
            shares = q[:, :j].T @ q[:, j]
            q[:, j] -= q[:, :j] @ shares
            r[:j, j] += shares
        r[j, j] = np.sqrt(q[:, j] @ q[:, j])
        q[:, j] /= r[j, j]
    return q, r


def cholesky(a):
    """The lower factor of a positive definite matrix."""
    lower = np.array(a, a.dtype)
    for j in range(len(lower)):
        lower[j, j] = np.sqrt(lower[j, j] - lower[j, :j] @ lower[j, :j])
        lower[j + 1 :, j] = (lower[j + 1 :, j] - lower[j + 1 :, :j] @ lower[j, :j]) / lower[j, j]
        lower[j, j + 1 :] = 0
    return lower


def solve_lower(lower, b):
    x = np.array(b, lower.dtype)
    for i in range(len(lower)):
        x[i] = (x[i] - lower[i, :i] @ x[:i]) / lower[i, i]
    return x


def solve_upper(upper, b):
    x = np.array(b, upper.dtype)
    for i in range(len(upper) - 1, -1, -1):
        x[i] = (x[i] - upper[i, i + 1 :] @ x[i + 1 :]) / upper[i, i]
    return x


def solve(a, b):
    """a⁻¹ b for positive definite a, whose rows and columns may have any scale."""
    scale = 1 / np.sqrt(np.diag(a))
    lower = cholesky(a * scale[:, None] * scale[None, :])
    b = np.asarray(b)
    scaled = (scale * b.T).T
    return (scale * solve_upper(lower.T, solve_lower(lower, scaled)).T).T


def log_determinant(a):
    return 2 * np.log(np.diag(cholesky(a))).sum()


def log_probabilities(eta):
    """Of scores [rows, classes - 1], the first class's being 0: [rows, classes]."""
    eta = np.column_stack([np.zeros(len(eta), eta.dtype), eta])
    eta = eta - eta.max(axis=1, keepdims=True)
    return eta - np.log(np.exp(eta).sum(axis=1, keepdims=True))


def information(q, weights, p):
    """-d²ℓ/dβ² [d (k - 1), d (k - 1)], the classes' blocks one after another."""
    d, k = q.shape[1], p.shape[1]
    result = np.empty((d * (k - 1), d * (k - 1)), q.dtype)
    for a in range(1, k):
        for b in range(1, a + 1):
            block = q.T @ (q * (weights * p[:, a] * ((a == b) - p[:, b]))[:, None])
            result[(a - 1) * d : a * d, (b - 1) * d : b * d] = block
            result[(b - 1) * d : b * d, (a - 1) * d : a * d] = block.T
    return result


def maximum(q, shares, weights, offset, start=None):
    """Newton's method: coefficients [columns, classes - 1] and log likelihood, Σ w Σ share log p."""
    d, k = q.shape[1], shares.shape[1]
    beta = np.zeros((d, k - 1), q.dtype) if start is None else np.array(start)
    small = 100 * np.finfo(q.dtype).eps

    def likelihood(beta):
        logs = log_probabilities(q @ beta + offset[:, None])
        return (weights * (shares * logs).sum(axis=1)).sum(), np.exp(logs)

    value, p = likelihood(beta)
    for _ in range(200):
        score = q.T @ (weights[:, None] * (shares - p)[:, 1:])
        if d == 0:
            break
        step = solve(information(q, weights, p), score.T.reshape(-1)).reshape(k - 1, d).T
        length = 1.0
        while True:
            trial, trial_p = likelihood(beta + length * step)
            if trial >= value - abs(value) * small or length < 1e-9:
                break
            length /= 2
        beta, value, p = beta + length * step, trial, trial_p
        # What is left is the square of the last step.
        if np.abs(step).max() <= 1e-11 * max(1, np.abs(beta).max()):
            break
    else:
        raise ArithmeticError("Newton's method does not converge.")
    return beta, value


class Fit:
    """A maximum of the likelihood in original units."""

    def __init__(self, x, shares, weights, offset):
        self.x, self.shares, self.weights, self.offset = (np.asarray(v, REAL) for v in (x, shares, weights, offset))
        self.q, self.r = orthonormal(self.x)
        inner, self.log_likelihood = maximum(self.q, self.shares, self.weights, self.offset)
        self.blocks = self.shares.shape[1] - 1
        self.inner = inner
        self.beta = solve_upper(self.r, inner)
        self.p = np.exp(log_probabilities(self.q @ inner + self.offset[:, None]))
        self.inner_covariance = np.linalg.inv(np.eye(1)) if not inner.size else solve(
            information(self.q, self.weights, self.p), np.eye(inner.size, dtype=REAL))

    @property
    def back(self):
        """What the coefficients are of the inner ones, classes' blocks one after another."""
        return np.kron(np.eye(self.blocks, dtype=REAL), solve_upper(self.r, np.eye(len(self.r), dtype=REAL)))

    def outward(self, covariance):
        """Covariance of inner coefficients -> covariance of the coefficients."""
        return self.back @ covariance @ self.back.T

    @property
    def covariance(self):
        return self.outward(self.inner_covariance)

    def scores(self):
        """d ℓᵢ / d inner coefficients, [rows, coefficients]."""
        residuals = self.weights[:, None] * (self.shares - self.p)[:, 1:]
        return np.concatenate([residuals[:, [a]] * self.q for a in range(self.blocks)], axis=1)

    def leverages(self):
        """Of two classes: the diagonal of the hat matrix."""
        variance = self.weights * self.p[:, 1] * self.p[:, 0]
        return variance * ((self.q @ self.inner_covariance) * self.q).sum(axis=1)

    def sandwich(self, scores):
        """The robust covariance of the inner coefficients."""
        bread = self.inner_covariance
        return bread @ (scores.T @ scores) @ bread

    def span(self, chosen, inner_covariance):
        """Of some estimates, by orthonormal combinations of inner coefficients that have the same span: the factor of the
        combinations' covariance, the combinations, and log det of the estimates' covariance. The last estimate comes first,
        since it depends on the fewest inner coefficients; so nothing is lost where columns are nearly collinear."""
        directions, r = orthonormal(self.back[chosen][::-1].T)
        factor = cholesky(directions.T @ inner_covariance @ directions)
        logarithms = np.log(np.abs(np.diag(r))).sum() + np.log(np.diag(factor)).sum()
        return factor, directions.T @ self.inner.T.reshape(-1), 2 * logarithms
