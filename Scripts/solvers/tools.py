"""The same problems with R's `glm`, `nnet::multinom` and glmnet, scikit-learn and glum: weights on the encoded columns."""

import subprocess
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

UNPENALIZED = """
a <- commandArgs(TRUE); d <- read.csv(file.path(a[1], "encoded.csv")); k <- as.integer(a[2])
x <- as.matrix(d[, grep("^x", names(d))])
if (k == 2) {
  b <- coef(glm(d$y ~ x, family = binomial, weights = d$w, offset = d$o, control = list(epsilon = 1e-14, maxit = 200)))[-1]
  b[is.na(b)] <- 0
} else {
  m <- nnet::multinom(d$y ~ x, weights = d$w, maxit = 100000, reltol = 1e-16, abstol = 1e-16, trace = FALSE, MaxNWts = 1e6)
  b <- t(rbind(0, coef(m)[, -1]))
}
writeBin(as.numeric(b), file.path(a[1], "estimates.f64"))
"""
PENALIZED = """
suppressMessages(library(glmnet))
a <- commandArgs(TRUE); d <- read.csv(file.path(a[1], "encoded.csv")); k <- as.integer(a[2])
s <- as.numeric(a[3]); alpha <- as.numeric(a[4])
columns <- read.csv(file.path(a[1], "columns.csv"))
x <- as.matrix(d[, grep("^x", names(d))])
f <- columns$factor; s <- s * sum(f) / length(f)
m <- glmnet(x, if (k == 2) d$y else factor(d$y), family = if (k == 2) "binomial" else "multinomial", weights = d$w, offset = if (k == 2) d$o else NULL,
  alpha = alpha, lambda = s * c(100, 30, 10, 3, 1), standardize = FALSE, thresh = 1e-20, maxit = 1e7, penalty.factor = f,
  lower.limits = columns$low, upper.limits = columns$high)
b <- if (k == 2) as.matrix(coef(m)[-1, 5]) else sapply(coef(m), function(c) as.matrix(c)[-1, 5])
writeBin(as.numeric(b), file.path(a[1], "estimates.f64"))
"""


def r_estimates(problem, encoded, folder):
    x = encoded.x.astype(float)
    frame = pd.DataFrame(x, columns=[f"x{j}" for j in range(x.shape[1])])
    frame = frame.assign(y=encoded.labels, w=encoded.weights.astype(float), o=encoded.offset.astype(float))
    frame.to_csv(folder / "encoded.csv", index=False, float_format="%.17g")
    low, high = encoded.bounds.astype(float).T
    pd.DataFrame(dict(factor=encoded.factors.astype(float), low=low, high=high)).replace(
        {np.inf: "Inf", -np.inf: "-Inf"}).to_csv(folder / "columns.csv", index=False)
    script = UNPENALIZED if problem.penalty == "none" else PENALIZED
    done = subprocess.run(["Rscript", "-e", script, str(folder), str(encoded.class_count), repr(float(problem.strength())),
                           repr(problem.l1)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"R: {problem.title}: {done.stderr}")
    return np.fromfile(folder / "estimates.f64").reshape(-1, x.shape[1]).T


def scikit_learn(problem, encoded):
    from sklearn.linear_model import LogisticRegression

    if problem.penalty == "none" or problem.offset or problem.factors or problem.bounds:
        return None
    strength = 1 / (float(encoded.weights.sum()) * problem.strength())
    if problem.l1:
        model = LogisticRegression(C=strength, l1_ratio=problem.l1, penalty="elasticnet", solver="saga", tol=1e-14,
                                   max_iter=200_000, random_state=0)
    else:
        model = LogisticRegression(C=strength, solver="newton-cholesky", tol=1e-13, max_iter=1000)
    model.fit(encoded.x.astype(float), encoded.labels, sample_weight=encoded.weights.astype(float))
    return model.coef_.T


def glum_estimates(problem, encoded):
    from glum import GeneralizedLinearRegressor

    if encoded.class_count > 2 or problem.bounds:
        return None
    model = GeneralizedLinearRegressor(
        family="binomial", alpha=problem.strength(), l1_ratio=problem.l1, gradient_tol=1e-13, max_iter=2000,
        P1="identity" if not problem.factors else encoded.factors.astype(float),
        P2="identity" if not problem.factors else encoded.factors.astype(float))
    kept = encoded.weights > 0
    model.fit(encoded.x[kept].astype(float), encoded.labels[kept].astype(float),
              sample_weight=encoded.weights[kept].astype(float), offset=encoded.offset[kept].astype(float))
    return np.asarray(model.coef_, float)[:, None]


CHOICE = """
suppressMessages(library(glmnet))
a <- commandArgs(TRUE); d <- read.csv(a[1]); x <- as.matrix(d[, grep("^x", names(d))])
lambda <- scan(a[2], quiet = TRUE)
m <- cv.glmnet(x, d$y, family = "binomial", lambda = lambda, foldid = d$fold, type.measure = a[3], thresh = 1e-14,
  alpha = as.numeric(a[4]))
cat(sprintf("%.17g %.17g", m$lambda.min, m$lambda.1se))
"""


def glmnet_choices(logit, folder):
    from problems import numbers

    for title, count, columns, share in [("400 x 10, lasso", 400, 10, 1.0), ("300 x 20, elastic net", 300, 20, 0.5)]:
        frame = numbers(count, columns, 21, effect=0.5).assign(fold=np.arange(count) % 10 + 1)
        frame.to_csv(folder / "cv.csv", index=False, float_format="%.17g")
        lambdas = np.geomspace(0.3, 0.001, 40)
        np.savetxt(folder / "lambdas.txt", lambdas, fmt="%.17g")
        answer = logit("cv", folder / "cv.csv", "--target", "y", "--fold-column", "fold", "--l1-ratio", share, "--json",
                       "--measure", "deviance,class-error,auc", "--lambdas", ",".join(map(repr, map(float, lambdas))))
        for ours, theirs in [("deviance", "deviance"), ("class_error", "class"), ("auc", "auc")]:
            done = subprocess.run(["Rscript", "-e", CHOICE, str(folder / "cv.csv"), str(folder / "lambdas.txt"), theirs,
                                   repr(share)], capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(f"R: {title}: {done.stderr}")
            found = answer["measures"][ours]
            yield title, ours, (found["lambda_min"], found["lambda_1se"]), tuple(map(float, done.stdout.split()))
