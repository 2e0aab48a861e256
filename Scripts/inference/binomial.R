# What R says of a fit of two classes or counts.

binomial_reference <- function(p) {
  problem <- p$problem
  parts <- problem$parts
  level <- level_of(problem)
  keep <- setdiff(seq_along(p$names), p$aliased)
  y <- p$shares[, 2]
  control <- list(epsilon = problem$epsilon, maxit = 100)
  # The variables of glm's call must be where update() and sandwich look for them.
  rows <<- p$data
  rows$.y <<- y; rows$.w <<- p$weights; rows$.o <<- p$offset
  formula <- update(formula(p$terms), .y ~ .)
  environment(formula) <- globalenv()
  fit <- glm(formula, binomial(), rows, weights = .w, offset = .o, control = control, x = TRUE)
  # glm's covariance is that of the step before the last: begun at the optimum, it is that of the optimum.
  if (!length(p$aliased)) {
    optimum <<- coef(fit)
    fit <- glm(formula, binomial(), rows, weights = .w, offset = .o, control = control, start = optimum, x = TRUE)
  }
  estimate <- coef(fit)[keep]
  names <- p$names[keep]
  covariance <- vcov(fit)[keep, keep, drop = FALSE]
  # sandwich cannot do with aliased columns: the same fit without them.
  whole <- if (length(p$aliased)) {
    kept_columns <<- p$x[, keep, drop = FALSE]
    optimum <<- estimate
    glm(.y ~ 0 + kept_columns, binomial(), rows, weights = .w, offset = .o, start = optimum,
        control = list(epsilon = 1e-14, maxit = 100))
  } else fit
  if (length(p$aliased)) covariance <- vcov(whole)
  slopes <- names != "(Intercept)"
  n <- nobs(fit)
  # R rounds weights that are not whole numbers in its likelihood; the deviance is right.
  likelihood <- function(f) if (p$counts) as.numeric(logLik(f)) else -deviance(f) / 2
  ll <- likelihood(fit)
  null <- if (p$intercept) glm(.y ~ 1, binomial(), rows, weights = .w, offset = .o, control = control) else NULL
  ll0 <- if (p$intercept) likelihood(null) else ll - 0.5 * (sum(binomial()$dev.resids(y, plogis(p$offset), p$weights)) - deviance(fit))
  k <- length(keep)
  llr <- 2 * (ll - ll0)
  table <- c(wald_table(estimate, covariance, names, level),
    list(n = n, log_likelihood = ll, null_log_likelihood = ll0, llr = llr, llr_df = sum(slopes),
         llr_p_value = pchisq(llr, sum(slopes), lower.tail = FALSE), df_model = sum(slopes),
         df_residual = df.residual(fit), aic = -2 * ll + 2 * k, bic = -2 * ll + log(n) * k, mcfadden = 1 - ll / ll0),
    joint_wald(estimate, covariance, slopes), list(covariance = unname(covariance)))
  # Pseudo R squared by the rows that the counts and weights stand for, without the binomial coefficients.
  bernoulli <- function(mu) sum(p$weights * (ifelse(y > 0, y * log(mu), 0) + ifelse(y < 1, (1 - y) * log1p(-mu), 0)))
  size <- sum(p$weights)
  b <- bernoulli(fitted(fit))
  b0 <- if (p$intercept) bernoulli(fitted(null)) else bernoulli(plogis(p$offset))
  table$cox_snell <- -expm1(2 / size * (b0 - b))
  table$nagelkerke <- table$cox_snell / -expm1(2 / size * b0)
  if (!is.null(problem$nested)) {
    smaller <- update(as.formula(problem$nested), .y ~ .)
    environment(smaller) <- globalenv()
    other <- glm(smaller, binomial(), rows, weights = .w, offset = .o, control = control)
    compared <- anova(other, fit, test = "LRT")
    table$nested <- list(statistic = compared$Deviance[2], df = compared$Df[2], p_value = compared$`Pr(>Chi)`[2])
  }
  found <- list(table = table)
  if ("robust" %in% parts) for (type in c("HC0", "HC1", "HC2", "HC3")) {
    v <- vcovHC(whole, type = type)
    t <- wald_table(estimate, v, names, level)
    found[[tolower(type)]] <- c(t[c("std_error", "statistic", "p_value", "conf_low", "conf_high")],
                                joint_wald(estimate, v, slopes), list(covariance = unname(v)))
  }
  if (!is.null(problem$cluster)) {
    v <- vcovCL(whole, cluster = rows[[problem$cluster]], type = "HC0", cadjust = TRUE)
    t <- wald_table(estimate, v, names, level)
    # With fewer clusters than columns the covariance has not full rank, and there is no joint test.
    joint <- if (length(unique(rows[[problem$cluster]])) > sum(slopes)) joint_wald(estimate, v, slopes)
    found$cluster <- c(t[c("std_error", "statistic", "p_value", "conf_low", "conf_high")], joint, list(covariance = unname(v)))
  }
  if ("profile" %in% parts) found$profile <- profiled(p, fit, keep, level)
  if ("firth" %in% parts) {
    firth <- glm(formula, binomial(), rows, weights = .w, offset = .o, method = "brglmFit", type = "AS_mean",
                 epsilon = 1e-13, maxit = 2000)
    t <- wald_table(coef(firth), vcov(firth), names, level)
    found$firth <- t[c("estimate", "std_error")]
  }
  if ("effects" %in% parts) found <- c(found, effects_of(p, estimate, covariance, level))
  tests <- function(a, statistic, pvalue) {
    named <- function(v) as.list(setNames(as.numeric(v), p$term_names))
    a <- as.data.frame(a)
    a <- a[rownames(a) != "(Intercept)" & rownames(a) != "Residuals", ]
    list(statistic = named(a[[statistic]]), df = named(a$Df), p_value = named(a[[pvalue]]))
  }
  if ("likelihood-ratio" %in% parts) found[["likelihood-ratio"]] <- tests(Anova(fit, type = 2, test.statistic = "LR"), "LR Chisq", "Pr(>Chisq)")
  if ("wald" %in% parts) found$wald <- tests(Anova(fit, type = 2, test.statistic = "Wald"), "Chisq", "Pr(>Chisq)")
  if ("score" %in% parts) found$score <- scored(p)
  if ("vif" %in% parts && length(p$term_names) > 1) {
    v <- vif(fit, type = "terms")
    found$vif <- list(value = as.list(setNames(as.numeric(if (is.matrix(v)) v[, 1] else v), p$term_names)))
  }
  if ("hosmer-lemeshow" %in% parts) found[["hosmer-lemeshow"]] <- hosmer_lemeshow(y, fitted(fit), 10)
  if ("influence" %in% parts && is.null(problem$frequency)) found$influence <- list(
    fitted = unname(fitted(fit)), leverage = unname(hatvalues(fit)), cooks_distance = unname(cooks.distance(fit)),
    pearson = unname(residuals(fit, "pearson")), deviance = unname(residuals(fit, "deviance")),
    standardized_pearson = unname(rstandard(fit, type = "pearson")),
    standardized_deviance = unname(rstandard(fit, type = "deviance")))
  if ("predict" %in% parts) {
    link <- predict(fit, type = "link", se.fit = TRUE)
    width <- qnorm(0.975) * link$se.fit
    found$predict <- list(probability = unname(plogis(link$fit)), low = unname(plogis(link$fit - width)),
                          high = unname(plogis(link$fit + width)))
  }
  found
}

# Profile limits: where a refit with the coefficient held is worse by the quantile, found by uniroot. Not `confint`,
# which interpolates.
profiled <- function(p, fit, keep, level) {
  x <- p$x[, keep, drop = FALSE]
  y <- p$shares[, 2]
  names <- p$names[keep]
  fall <- qchisq(level, 1)
  estimate <- coef(fit)[keep]
  v <- vcov(fit)
  error <- sqrt(diag(v))
  limits <- sapply(seq_along(keep), function(j) {
    excess <- function(value) {
      offset <- p$offset + value * x[, j]
      # The others begin where the information says they go.
      start <- estimate[-j] + v[-j, j] / v[j, j] * (value - estimate[j])
      held <- if (ncol(x) > 1) glm.fit(x[, -j, drop = FALSE], y, p$weights, start = start, offset = offset,
                                       family = binomial(), control = list(epsilon = 1e-14, maxit = 100), intercept = FALSE)$deviance
              else sum(binomial()$dev.resids(y, plogis(offset), p$weights))
      held - deviance(fit) - fall
    }
    sapply(c(-1, 1), function(side) {
      far <- 2
      while (excess(estimate[j] + side * far * error[j]) < 0 && far < 1000) far <- far * 1.5
      uniroot(excess, sort(estimate[j] + side * c(0, far) * error[j]), tol = 1e-14 * error[j], maxiter = 200)$root
    })
  })
  list(conf_low = as.list(setNames(limits[1, ], names)), conf_high = as.list(setNames(limits[2, ], names)))
}

# Rao's test of each term, marginality kept: anova of the fits without and with it.
scored <- function(p) {
  factors <- attr(p$terms, "factors") > 0
  y <<- p$shares[, 2]; w <<- p$weights; o <<- p$offset
  control <- list(epsilon = 1e-14, maxit = 100)
  rows <- sapply(seq_along(p$term_names), function(t) {
    relatives <- which(sapply(seq_len(ncol(factors)), function(s) s != t && all(factors[, s][factors[, t]])))
    larger <<- p$x[, !(p$assign %in% relatives), drop = FALSE]
    smaller <<- p$x[, !(p$assign %in% c(relatives, t)), drop = FALSE]
    without <- glm(y ~ 0 + smaller, binomial(), weights = w, offset = o, control = control)
    optimum <<- coef(without)
    without <- glm(y ~ 0 + smaller, binomial(), weights = w, offset = o, control = control, start = optimum)
    a <- anova(without, glm(y ~ 0 + larger, binomial(), weights = w, offset = o, control = control), test = "Rao")
    c(a$Rao[2], a$Df[2], a$`Pr(>Chi)`[2])
  })
  named <- function(v) as.list(setNames(v, p$term_names))
  list(statistic = named(rows[1, ]), df = named(rows[2, ]), p_value = named(rows[3, ]))
}

# ResourceSelection's hoslem.test: groups between the quantiles of the fitted probabilities, equal ones together. Where that
# leaves groups without rows they are none, and degrees of freedom are those of the groups that there are.
hosmer_lemeshow <- function(y, fitted, g) {
  cuts <- unique(quantile(fitted, probs = seq(0, 1, 1 / g)))
  group <- cut(fitted, breaks = cuts, include.lowest = TRUE)
  observed <- xtabs(cbind(1 - y, y) ~ group)
  expected <- xtabs(cbind(1 - fitted, fitted) ~ group)
  there <- rowSums(expected) > 0
  df <- sum(there) - 2
  statistic <- sum(((observed - expected)^2 / expected)[there, ])
  list(statistic = statistic, df = df, p_value = pchisq(statistic, df, lower.tail = FALSE))
}

# Marginal effects with errors by the delta method, its derivatives numerical.
effects_of <- function(p, estimate, covariance, level) {
  keep <- setdiff(seq_along(p$names), p$aliased)
  groups <- list(overall = changes(p))
  if (is_additive(p)) groups$mean <- at_means(p)
  w <- p$weights / sum(p$weights)
  found <- list()
  for (place in names(groups)) {
    offset <- if (place == "overall") p$offset else sum(w * p$offset)
    effect <- function(b) sapply(groups[[place]], function(change) {
      value <- function(x) plogis(as.numeric(rbind(x)[, keep, drop = FALSE] %*% b) + offset)
      each <- if (is.null(change$slope)) value(change$to) - value(change$from) else {
        q <- value(if (place == "overall") p$x else change$at)
        q * (1 - q) * as.numeric(rbind(change$slope)[, keep, drop = FALSE] %*% b)
      }
      if (place == "overall") sum(w * each) else each
    })
    # In units of the errors, so that steps have the right size.
    error <- sqrt(diag(covariance))
    g <- numDeriv::jacobian(function(s) effect(s * error), estimate / error) %*% diag(1 / error, length(error))
    value <- effect(estimate)
    t <- wald_table(value, g %*% covariance %*% t(g), sapply(groups[[place]], `[[`, "name"), level)
    found[[paste0("effects-", place)]] <- list(effect = t$estimate, std_error = t$std_error, p_value = t$p_value,
                                               conf_low = t$conf_low, conf_high = t$conf_high)
  }
  found
}
