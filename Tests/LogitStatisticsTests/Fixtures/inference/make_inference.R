# Reference numbers of inference: inference.json, from R with sandwich, lmtest, car, MASS and nnet.
#   Rscript make_inference.R
# R iterates to 1e-15 and once more, so that its weights are those of the last estimates: `glm` takes standard errors from
# the weights of the step before.
suppressMessages({
  library(sandwich); library(lmtest); library(car); library(MASS); library(nnet); library(jsonlite)
})
num <- function(x) unname(as.numeric(x))
control <- glm.control(epsilon = 1e-15, maxit = 100)

refit <- function(formula, data, ...) {
  # The call holds the data itself, so that `update` finds it anywhere.
  call <- match.call()
  call[[1]] <- quote(glm)
  call$formula <- formula
  call$data <- data
  call$family <- quote(binomial())
  call$control <- control
  first <- suppressWarnings(eval(call))
  again <- call
  again$start <- ifelse(is.na(coef(first)), 0, coef(first))
  again$control <- glm.control(epsilon = 1e-300, maxit = 3)
  m <- suppressWarnings(eval(again))
  m$call <- call
  m$control <- control
  m
}

# What a glm gives, with rows of the design and the outcome.
record <- function(m, y, ...) {
  x <- model.matrix(m)
  if ("(Intercept)" %in% colnames(x)) x <- x[, -1, drop = FALSE]
  s <- summary(m)$coefficients
  c(list(
    x = unname(x), names = colnames(x), y = num(y), estimate = num(s[, 1]), error = num(s[, 2]),
    z = num(s[, 3]), p = num(2 * pnorm(-abs(s[, 3]))), logLikelihood = num(logLik(m)), aic = AIC(m), bic = BIC(m)),
    list(...))
}
robust <- function(m) {
  errors <- function(type) num(sqrt(diag(vcovHC(m, type))))
  list(hc0 = errors("HC0"), hc1 = errors("HC1"), hc2 = errors("HC2"), hc3 = errors("HC3"))
}
influence <- function(m) {
  list(
    leverage = num(hatvalues(m)), cook = num(cooks.distance(m)), pearson = num(residuals(m, "pearson")),
    deviance = num(residuals(m, "deviance")), standardizedPearson = num(rstandard(m, type = "pearson")),
    standardizedDeviance = num(rstandard(m, type = "deviance")))
}
# ResourceSelection::hoslem.test, which is not installed everywhere.
hosmer <- function(y, fitted, g) {
  cuts <- cut(fitted, unique(quantile(fitted, seq(0, 1, 1 / g))), include.lowest = TRUE)
  observed <- xtabs(cbind(1 - y, y) ~ cuts)
  expected <- xtabs(cbind(1 - fitted, fitted) ~ cuts)
  sum((observed - expected)^2 / expected)
}
# Profile limits by root finding on refits with the coefficient's column as offset.
profileLimits <- function(m, x, y, j) {
  estimate <- coef(m)[j + 1]
  error <- sqrt(diag(vcov(m)))[j + 1]
  fall <- function(v) {
    held <- suppressWarnings(glm(y ~ x[, -j, drop = FALSE], binomial, offset = v * x[, j], control = control))
    held$deviance - m$deviance - qchisq(0.95, 1)
  }
  num(c(
    uniroot(fall, estimate + c(-4, 0) * error, tol = 1e-13)$root,
    uniroot(fall, estimate + c(0, 4) * error, tol = 1e-13)$root))
}
# The mean of dP/dx over the rows, with its error by the delta method.
effects <- function(m, x, covariance) {
  z <- cbind(1, x)
  p <- fitted(m)
  b <- coef(m)
  t(sapply(seq_len(ncol(x)), function(j) {
    slope <- p * (1 - p)
    gradient <- colMeans(slope * (1 - 2 * p) * b[j + 1] * z)
    gradient[j + 1] <- gradient[j + 1] + mean(slope)
    c(mean(slope) * b[j + 1], sqrt(drop(gradient %*% covariance %*% gradient)))
  }))
}
# The largest log likelihood + log det I / 2 with some coefficients held at 0; the penalty stays that of all columns, as in
# logistf's logistftest. No package that Debian has tests several coefficients so.
penalized <- function(x, y, held = NULL) {
  z <- cbind(1, scale(x, scale = FALSE))
  free <- setdiff(seq_len(ncol(z)), held + 1)
  b <- rep(0, ncol(z))
  at <- function(b) {
    p <- plogis(drop(z %*% b))
    information <- crossprod(z, p * (1 - p) * z)
    list(p = p, information = information,
         value = sum(dbinom(y, 1, p, log = TRUE)) + as.numeric(determinant(information)$modulus) / 2)
  }
  here <- at(b)
  for (step in 1:500) {
    h <- rowSums((z %*% solve(here$information)) * z) * here$p * (1 - here$p)
    score <- drop(crossprod(z, y - here$p + h * (0.5 - here$p)))
    move <- solve(here$information[free, free, drop = FALSE], score[free])
    share <- 1
    repeat {
      trial <- b
      trial[free] <- trial[free] + share * move
      there <- at(trial)
      if (there$value >= here$value - 1e-12 || share < 1e-9) break
      share <- share / 2
    }
    b <- trial
    here <- there
    if (max(abs(move)) < 1e-13) break
  }
  here$value
}
# The penalized likelihood-ratio test of each term, with the terms that it is marginal to held at 0 on both sides.
firthTests <- function(m, x, y) {
  assign <- attr(model.matrix(m), "assign")[-1]
  factors <- attr(terms(m), "factors") > 0
  sapply(seq_len(ncol(factors)), function(t) {
    above <- which(sapply(seq_len(ncol(factors)), function(s) s != t && all(factors[, s][factors[, t]])))
    related <- which(assign %in% above)
    2 * (penalized(x, y, related) - penalized(x, y, sort(c(related, which(assign == t)))))
  })
}

out <- list(versions = list(
  R = R.version.string, sandwich = as.character(packageVersion("sandwich")), car = as.character(packageVersion("car"))))

m <- refit(case ~ age + parity + spontaneous + induced + spontaneous:induced, infert)
x <- model.matrix(m)[, -1]
out$infert <- record(
  m, infert$case, robust = robust(m), influence = lapply(influence(m), function(v) v[1:20]), clusters = infert$stratum,
  cluster = num(sqrt(diag(vcovCL(m, cluster = infert$stratum, type = "HC0", cadjust = TRUE)))),
  likelihoodRatio = num(Anova(m, test = "LR")[, 1]), wald = num(Anova(m, test = "Wald")[, 2]),
  hosmer = hosmer(infert$case, fitted(m), 10), null = num(logLik(update(m, . ~ 1))),
  profile = profileLimits(m, x, infert$case, 3), effects = effects(m, x, vcov(m)),
  nested = anova(update(m, . ~ age + parity), m, test = "LRT")$Deviance[2],
  nestedRobust = waldtest(update(m, . ~ age + parity), m, vcov = vcovHC(m, "HC1"), test = "Chisq")$Chisq[2],
  firthTests = firthTests(m, x, infert$case))

births <- transform(birthwt, race = factor(race))
m <- refit(low ~ age + lwt + race + smoke + ptl + ht + ui + ftv, births)
out$birthwt <- record(
  m, births$low, likelihoodRatio = num(Anova(m, test = "LR")[, 1]), wald = num(Anova(m, test = "Wald")[, 2]),
  score = num(na.omit(drop1(m, test = "Rao")[, 4])), inflation = num(vif(m)[, 1]),
  firthTests = firthTests(m, model.matrix(m)[, -1], births$low))

cancer <- esoph
cancer$total <- cancer$ncases + cancer$ncontrols
cancer <- subset(cancer, total > 0)
m <- refit(cbind(ncases, total - ncases) ~ unclass(agegp) + unclass(alcgp) + unclass(tobgp), cancer)
out$esoph <- record(
  m, cancer$ncases, trials = num(cancer$total), robust = robust(m), influence = influence(m),
  null = num(logLik(update(m, . ~ 1))))

# Frequencies as repeated rows; an offset; no constant; weights.
set.seed(1)
n <- 60
data <- data.frame(a = rnorm(n), b = rexp(n), f = rpois(n, 2), o = rnorm(n) / 3, w = rexp(n))
data$f[1] <- 1
data$y <- rbinom(n, 1, plogis(data$a - data$b / 2))
long <- data[rep(seq_len(n), data$f), ]
m <- refit(y ~ a + b, long)
out$frequencies <- record(
  refit(y ~ a + b, data), data$y, frequencies = data$f, robust = robust(m), repeated = num(sqrt(diag(vcov(m)))),
  repeatedEstimate = num(coef(m)), repeatedBIC = BIC(m), repeatedHosmer = hosmer(long$y, fitted(m), 8))
m <- refit(y ~ a + b, data, offset = o)
out$offset <- record(m, data$y, offsets = data$o, null = num(logLik(update(m, . ~ 1))))
m <- refit(y ~ 0 + a + b, data)
out$origin <- record(m, data$y)
m <- suppressWarnings(refit(y ~ a + b, data, weights = w))
out$weights <- record(
  m, data$y, weights = data$w, robust = robust(m), influence = influence(m),
  sum = sum(data$w * log(ifelse(data$y == 1, fitted(m), 1 - fitted(m)))))
# `glm` tells aliased columns by a thousandth of epsilon, which is too small here; so the third is left out by hand.
data$c <- data$a + 2 * data$b
m <- refit(y ~ a + b + w, data)
out$aliased <- record(m, data$y)
out$aliased$x <- unname(as.matrix(data[, c("a", "b", "c", "w")]))

# Quasi-complete separation: the limit is the fit of the rows where d is 0.
data$d <- as.numeric(seq_len(n) %in% which(data$y == 1)[1:5])
m <- refit(y ~ a + b, subset(data, d == 0))
out$quasi <- record(m, subset(data, d == 0)$y)
out$quasi$x <- unname(as.matrix(data[, c("a", "d", "b")]))
out$quasi$y <- data$y

# Three classes, by Newton's method here, since nnet stops early.
multinomial <- function(x, y, k, clusters) {
  z <- cbind(1, x)
  q <- ncol(z)
  b <- matrix(0, q, k - 1)
  t <- outer(y, seq_len(k - 1), "==") * 1
  for (step in 1:60) {
    e <- cbind(1, exp(z %*% b))
    p <- (e / rowSums(e))[, -1, drop = FALSE]
    gradient <- as.vector(t(z) %*% (t - p))
    information <- matrix(0, q * (k - 1), q * (k - 1))
    for (i in seq_len(k - 1)) for (j in seq_len(k - 1)) {
      w <- p[, i] * ((i == j) - p[, j])
      information[(i - 1) * q + 1:q, (j - 1) * q + 1:q] <- t(z) %*% (w * z)
    }
    b <- b + matrix(solve(information, gradient), q)
  }
  scores <- do.call(cbind, lapply(seq_len(k - 1), function(i) (t - p)[, i] * z))
  bread <- solve(information)
  grouped <- rowsum(scores, clusters)
  g <- nrow(grouped)
  list(
    x = unname(x), y = y, clusters = clusters, estimate = as.vector(b), error = num(sqrt(diag(bread))),
    logLikelihood = sum(log(ifelse(y == 0, 1 - rowSums(p), rowSums(t * p)))),
    hc0 = num(sqrt(diag(bread %*% crossprod(scores) %*% bread))),
    cluster = num(sqrt(diag(bread %*% crossprod(grouped) %*% bread) * g / (g - 1))))
}
mixed <- iris
mixed$Species <- as.integer(iris$Species) - 1
change <- sample(150, 40)
mixed$Species[change] <- sample(0:2, 40, TRUE)
out$iris <- multinomial(as.matrix(iris[, c(1, 4)]), mixed$Species, 3, rep(1:15, 10))

write_json(out, "inference.json", digits = I(17), auto_unbox = TRUE)
