"""Makes the fixtures of linear models: python make_models.py

Needs numpy, pandas, scikit-learn and statsmodels; then `Rscript make_models.R` makes those of R from data.csv. The
files are written by the programs of Scripts/interchange, with golden rows that the tests work out.
"""

import pathlib
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here.parents[3] / "Scripts/interchange"))
import sklearn_to_logit  # noqa: E402
import statsmodels_to_logit  # noqa: E402

rng = np.random.default_rng(7)
count = 120
data = pd.DataFrame({
    "age": rng.normal(40, 12, count).round(1), "income": rng.lognormal(10, 1, count).round(2),
    "year": rng.integers(1990, 2024, count), "city": rng.choice(["Oslo", "Bergen", "Åre"], count),
    "ward": rng.choice([1, 2, 3], count), "member": rng.random(count) < 0.4,
})
logit = (data.age - 40) / 20 + np.log(data.income / 2e4) + (data.city == "Oslo") - 0.5 * (data.ward == 2)
data["outcome"] = np.where(rng.random(count) < 1 / (1 + np.exp(-logit)), "yes", "no")
data["kind"] = rng.choice(["bird", "cat", "dog"], count, p=[0.3, 0.3, 0.4])
data.to_csv(here / "data.csv", index=False)
data["y"] = (data.outcome == "yes").astype(int)
x = data[["age", "income", "year"]]
few = {"rows": x[:6]}

scaled = make_pipeline(StandardScaler(), LogisticRegression())
sklearn_to_logit.dump(scaled.fit(x, data.outcome), here / "sklearn-scaled.json", target="outcome", **few)
plain = LogisticRegression(C=1e6, max_iter=5000, solver="newton-cholesky")
sklearn_to_logit.dump(plain.fit(x, data.outcome), here / "sklearn-plain.json", **few)
sklearn_to_logit.dump(scaled.fit(x, data.kind), here / "sklearn-multinomial.json", target="kind", **few)
only_centered = make_pipeline(StandardScaler(with_std=False), LogisticRegression(fit_intercept=False, max_iter=5000))
sklearn_to_logit.dump(only_centered.fit(x[["age"]], data.y), here / "sklearn-centered.json", rows=x[["age"]][:6])
small = data[:60]
one_rest = LogisticRegression(solver="liblinear")
try:
    sklearn_to_logit.dump(one_rest.fit(x, data.kind), here / "sklearn-ovr.json")
except ValueError:  # from scikit-learn 1.8 on, liblinear takes two classes only
    pass

design = sm.add_constant(x.assign(income=np.log(x.income), year=x.year - 2000))
statsmodels_to_logit.dump(sm.Logit(data.y, design).fit(disp=0), here / "statsmodels-logit.json", ["no", "yes"],
                          rows=design[:6])
statsmodels_to_logit.dump(sm.MNLogit(data.kind, design[["const", "age"]]).fit(disp=0), here / "statsmodels-mnlogit.json",
                          rows=design[["const", "age"]][:6])
statsmodels_to_logit.dump(
    smf.glm("y ~ age * C(city, Treatment('Oslo')) + np.log(income) + C(ward) + I(age ** 2) + member", data,
            family=sm.families.Binomial()).fit(), here / "statsmodels-formula.json", ["no", "yes"], rows=data[:6])
statsmodels_to_logit.dump(
    sm.GLM(data.y, design, family=sm.families.Binomial(sm.families.links.Probit())).fit(),
    here / "statsmodels-probit.json")
