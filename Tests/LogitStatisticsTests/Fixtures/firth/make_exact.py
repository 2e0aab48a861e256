"""Writes exact.json: Firth's estimates, errors, penalized likelihood ratios and profile limits to 50 digits.

python make_exact.py; mpmath 1.4.1. The data are those of brglm2.json, made by make_brglm2.R. Every number solves its equations
by Newton's method on the exact gradient with numerical derivatives; nothing of Logit is used. The starts are near the
solutions, from a damped search; the profile of one parameter is followed from the estimate outwards.
"""

import json
import pathlib

from mpmath import cholesky_solve, det, exp, inverse, log, lu_solve, matrix, mp, mpf, sqrt

mp.dps = 50
HERE = pathlib.Path(__file__).parent
FALL = mpf("3.841458820694124032")


class Firth:
    def __init__(self, case):
        self.x = [[mpf(v) for v in row] for row in case["x"]]
        self.s = [mpf(v) for v in case["successes"]]
        self.m = [mpf(v) for v in case["trials"]]
        self.o = [mpf(v) for v in case["offsets"]]
        self.p = len(self.x[0])

    def at(self, b):
        """The penalized likelihood, its gradient and the information."""
        value, information = mpf(0), matrix(self.p, self.p)
        rows = []
        for x, s, m, o in zip(self.x, self.s, self.m, self.o):
            e = o + sum(c * v for c, v in zip(b, x))
            p = 1 / (1 + exp(-e))
            w = m * p * (1 - p)
            value += s * log(p) + (m - s) * log(1 - p)
            for i in range(self.p):
                for j in range(self.p):
                    information[i, j] += w * x[i] * x[j]
            rows.append((x, s - m * p, w, p))
        v = inverse(information)
        gradient = [mpf(0)] * self.p
        for x, r, w, p in rows:
            h = w * sum(x[i] * v[i, j] * x[j] for i in range(self.p) for j in range(self.p))
            for j in range(self.p):
                gradient[j] += (r + h * (mpf(1) / 2 - p)) * x[j]
        return value + log(det(information)) / 2, gradient, information

    def solve(self, b, held=None):
        """Climbs by scoring, then Newton with numerical derivatives of the gradient."""
        free = [j for j in range(self.p) if j != held]
        value, g, information = self.at(b)
        for _ in range(500):
            a = matrix(len(free), len(free))
            for i, r in enumerate(free):
                for j, c in enumerate(free):
                    a[i, j] = information[r, c]
            step = cholesky_solve(a, matrix([g[j] for j in free]))
            t = min(mpf(1), 1 / max(abs(v) for v in step))
            while True:
                new = list(b)
                for i, j in enumerate(free):
                    new[j] += t * step[i]
                other = self.at(new)
                if other[0] >= value or t < mpf(10) ** -20:
                    break
                t /= 2
            b, (value, g, information) = new, other
            if max(abs(g[j]) for j in free) < mpf(10) ** -4:
                break
        return self.newton(b, free, lambda c: [self.at(c)[1][j] for j in free])

    def newton(self, b, unknown, equations):
        for _ in range(60):
            f = equations(b)
            if max(abs(v) for v in f) < mpf(10) ** -40:
                return b
            jacobian, d = matrix(len(f), len(unknown)), mpf(10) ** -25
            for i, j in enumerate(unknown):
                moved = list(b)
                moved[j] += d
                for r, v in enumerate(equations(moved)):
                    jacobian[r, i] = (v - f[r]) / d
            step = lu_solve(jacobian, -matrix(f))
            b = list(b)
            for i, j in enumerate(unknown):
                b[j] += step[i]
        raise ArithmeticError("Newton's method does not converge")

    def limit(self, j, best, error, sign):
        maximum = self.at(best)[0]
        free = [k for k in range(self.p) if k != j]
        fall = lambda b: 2 * (maximum - self.at(b)[0])
        low, b = list(best), list(best)
        step = error / 2
        while True:  # the first crossing, to within a small bracket
            b = list(low)
            b[j] += sign * step
            b = self.solve(b, j)
            if fall(b) < FALL:
                low = b
            elif step > error / 8:
                step /= 2
            else:
                break
        return self.newton(b, range(self.p), lambda c: [fall(c) - FALL] + [self.at(c)[1][k] for k in free])[j]


def number(v):
    return float(mp.nstr(v, 17))


def solve(case):
    problem = Firth(case)
    p = problem.p
    best = problem.solve([mpf(0)] * p)
    value, _, information = problem.at(best)
    errors = [sqrt(inverse(information)[j, j]) for j in range(p)]
    ratios, limits = [], []
    for j in range(p):
        start = list(best)
        start[j] = mpf(0)
        ratios.append(number(2 * (value - problem.at(problem.solve(start, j))[0])))
        limits.append([number(problem.limit(j, best, errors[j], s)) for s in (-1, 1)])
    return {
        "estimates": [number(v) for v in best],
        "errors": [number(v) for v in errors],
        "penalizedLogLikelihood": number(value),
        "ratios": ratios,
        "limits": limits,
    }


cases = json.loads((HERE / "brglm2.json").read_text())["cases"]
found = {name: solve(cases[name]) for name in ("endometrial", "separated", "counts", "rare")}
(HERE / "exact.json").write_text(json.dumps({"versions": "mpmath 1.4.1, 50 digits", "cases": found}, indent=1) + "\n")
