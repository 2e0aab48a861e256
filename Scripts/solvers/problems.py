"""The problems: real and made tables that are hard for a solver in one way each."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd


@dataclass
class Problem:
    """A table with the outcome `y`, perhaps a column of weights `w` and an offset `o`, and a penalty."""

    title: str
    make: object
    penalty: str = "ridge"
    lambda_: float | None = None
    l1_ratio: float = 0.5
    weights: bool = False
    offset: bool = False
    factors: dict = field(default_factory=dict)
    bounds: dict = field(default_factory=dict)
    _frame: object = None

    def frame(self):
        if self._frame is None:
            self._frame = self.make()
        return self._frame

    @property
    def l1(self):
        """The share of the penalty that is on absolute values."""
        return {"lasso": 1.0, "elastic-net": self.l1_ratio}.get(self.penalty, 0.0)

    @property
    def predictors(self):
        return [c for c in self.frame() if c not in ("y", "w", "o")]

    def strength(self):
        if self.penalty == "none":
            return 0.0
        if self.lambda_ is not None:
            return self.lambda_
        frame = self.frame()
        return 1 / (frame.w.sum() if self.weights else len(frame))

    def options(self):
        yield from ("--penalty", self.penalty)
        if self.lambda_ is not None:
            yield from ("--lambda", repr(self.lambda_))
        if self.penalty == "elastic-net":
            yield from ("--l1-ratio", self.l1_ratio)
        if self.weights:
            yield from ("--weights", "w")
        if self.offset:
            yield from ("--offset", "o")
        for column, factor in self.factors.items():
            yield from ("--penalty-factor", f"{column}={factor}")
        for column, (low, high) in self.bounds.items():
            yield from ("--bounds", f"{column}={low}:{high}")


def numbers(n, p, seed, classes=2, effect=1.0, constant=0.0):
    """Normal columns and an outcome that depends on the first five."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, p))
    score = np.zeros((n, classes))
    for k in range(1, classes):
        score[:, k] = constant + effect * x[:, :5] @ random.normal(size=min(5, p))
    score += random.gumbel(size=score.shape)
    frame = pd.DataFrame({f"x{j + 1}": x[:, j] for j in range(p)})
    frame["y"] = np.char.add("c", score.argmax(axis=1).astype(str))
    return frame


def with_columns(frame, **columns):
    return frame.assign(**{name: make(frame) for name, make in columns.items()})


def categories(seed):
    """Two columns of categories, one of which has a level in a single row."""
    random = np.random.default_rng(seed)
    frame = numbers(400, 3, seed)
    city = random.choice(["Bergen", "Oslo", "Tromsø"], size=400).astype(object)
    city[7] = "Vardø"
    return frame.assign(city=city)


def near_separation(seed):
    """All but two rows of 200 are on their side of a plane."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(200, 2))
    y = x[:, 0] + 0.5 * x[:, 1] > 0
    far = np.argsort(np.abs(x[:, 0] + 0.5 * x[:, 1]))[:12]
    y[far[[3, 8]]] ^= True
    return pd.DataFrame({"x1": x[:, 0], "x2": x[:, 1], "y": np.where(y, "yes", "no")})


def rare(seed):
    """One row in 10,000 of one class; 40,000 rows."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(40_000, 3))
    y = np.full(40_000, "no", object)
    y[np.argsort(-(x[:, 0] + random.normal(size=40_000)))[:4]] = "yes"
    return pd.DataFrame({"x1": x[:, 0], "x2": x[:, 1], "x3": x[:, 2], "y": y})


def scaled(frame):
    """A column in units of 10⁸ about 10⁹, one in units of 10⁻⁸."""
    return frame.assign(x1=1e9 + 1e8 * frame.x1, x2=1e-8 * frame.x2, x3=1e6 + frame.x3)


def weighted(frame, seed):
    random = np.random.default_rng(seed)
    return frame.assign(w=random.integers(0, 5, len(frame)).astype(float), o=0.5 * random.normal(size=len(frame)))


PROBLEMS = [
    Problem("plain", lambda: numbers(500, 5, 1)),
    Problem("plain, no penalty", lambda: numbers(500, 5, 1), penalty="none"),
    Problem("columns scaled by 1e8 and 1e-8, means of 1e9", lambda: scaled(numbers(500, 4, 2))),
    Problem("the same, no penalty", lambda: scaled(numbers(500, 4, 2)), penalty="none"),
    Problem("near separation", lambda: near_separation(3)),
    Problem("near separation, no penalty", lambda: near_separation(3), penalty="none"),
    Problem("an aliased column", lambda: with_columns(numbers(500, 3, 4), x4=lambda f: f.x1 - f.x2)),
    Problem("two nearly equal columns",
            lambda: with_columns(numbers(500, 3, 5), x4=lambda f: f.x1 + 1e-4 * np.sin(np.arange(500)))),
    Problem("the same, no penalty",
            lambda: with_columns(numbers(500, 3, 5), x4=lambda f: f.x1 + 1e-4 * np.sin(np.arange(500))), penalty="none"),
    Problem("1 in 10,000", lambda: rare(6)),
    Problem("1 in 10,000, no penalty", lambda: rare(6), penalty="none"),
    Problem("weights, some 0, and an offset", lambda: weighted(numbers(400, 4, 7), 8), weights=True, offset=True),
    Problem("the same, no penalty", lambda: weighted(numbers(400, 4, 7), 8), penalty="none", weights=True, offset=True),
    Problem("a category in one row", lambda: categories(9)),
    Problem("8 classes", lambda: numbers(1500, 6, 10, classes=8)),
    Problem("8 classes, no penalty", lambda: numbers(1500, 6, 10, classes=8), penalty="none"),
    Problem("3 classes, weights", lambda: weighted(numbers(400, 4, 11, classes=3), 12).drop(columns="o"), weights=True),
    Problem("more columns than rows, ridge", lambda: numbers(60, 150, 13), lambda_=0.01),
    Problem("more columns than rows, lasso", lambda: numbers(80, 200, 14), penalty="lasso", lambda_=0.05),
    Problem("lasso", lambda: numbers(500, 30, 15), penalty="lasso", lambda_=0.01),
    Problem("elastic net", lambda: numbers(500, 30, 16), penalty="elastic-net", lambda_=0.02, l1_ratio=0.3),
    Problem("lasso of 3 classes", lambda: numbers(500, 12, 17, classes=3), penalty="lasso", lambda_=0.01),
    Problem("lasso, one column free and one twice as dear", lambda: numbers(500, 10, 18), penalty="lasso", lambda_=0.03,
            factors={"x1": 0, "x2": 2}),
    Problem("ridge with bounds", lambda: numbers(500, 6, 19), lambda_=0.01, bounds={"x1": (0, 0.25), "x2": (-0.25, 0)}),
]
