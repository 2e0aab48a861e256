# What R says of a fit of three classes or more: nnet::multinom, polished by Newton's method to a gradient of 1e-12.

multinomial_reference <- function(p) {
  problem <- p$problem
  parts <- problem$parts
  level <- level_of(problem)
  rows <<- p$data
  rows$.y <<- factor(p$classes[max.col(p$shares)], levels = p$classes)
  rows$.w <<- p$weights
  formula <- update(formula(p$terms), .y ~ .)
  environment(formula) <- globalenv()
  # multinom optimizes columns as they are: the start of Newton's method, nothing more.
  fit <- eval(bquote(multinom(.(formula), rows, weights = .w, reltol = 1e-15, abstol = 1e-15, maxit = 10000, trace = FALSE, MaxNWts = 10000)))
  newton <- polished(p$x, p$shares, p$weights, t(rbind(coef(fit))))
  k <- length(p$classes)
  names <- as.vector(outer(p$names, p$classes[-1], function(term, class) paste(class, term, sep = "/")))
  estimate <- as.vector(newton$beta)
  slopes <- rep(p$names != "(Intercept)", k - 1)
  n <- nrow(p$x)
  ll <- newton$ll
  ll0 <- if (p$intercept) { m <- colSums(p$shares * p$weights); sum(m * log(m / sum(m))) } else -sum(p$weights) * log(k)
  llr <- 2 * (ll - ll0)
  free <- length(estimate)
  table <- c(wald_table(estimate, newton$covariance, names, level),
    list(n = n, log_likelihood = ll, null_log_likelihood = ll0, llr = llr, llr_df = sum(slopes),
         llr_p_value = pchisq(llr, sum(slopes), lower.tail = FALSE), df_model = sum(slopes), df_residual = n - free,
         aic = -2 * ll + 2 * free, bic = -2 * ll + log(n) * free, mcfadden = 1 - ll / ll0,
         cox_snell = -expm1(2 / n * (ll0 - ll)), nagelkerke = expm1(2 / n * (ll0 - ll)) / expm1(2 / n * ll0)),
    joint_wald(estimate, newton$covariance, slopes), list(covariance = newton$covariance))
  if (!is.null(problem$nested)) {
    kept <- term_names(terms(as.formula(problem$nested), data = p$data))
    x <- p$x[, p$assign %in% c(0, match(kept, p$term_names)), drop = FALSE]
    smaller <- polished(x, p$shares, p$weights, matrix(0, ncol(x), k - 1))
    statistic <- 2 * (ll - smaller$ll)
    df <- free - ncol(x) * (k - 1)
    table$nested <- list(statistic = statistic, df = df, p_value = pchisq(statistic, df, lower.tail = FALSE))
  }
  found <- list(table = table)
  if ("likelihood-ratio" %in% parts) {
    a <- Anova(fit, type = 2)
    named <- function(v) as.list(setNames(as.numeric(v), p$term_names))
    found[["likelihood-ratio"]] <- list(statistic = named(a$`LR Chisq`), df = named(a$Df), p_value = named(a$`Pr(>Chisq)`))
  }
  found
}

# Newton's method on the orthogonal factor of the columns; beta is [columns, classes but the first].
polished <- function(x, shares, weights, beta) {
  factor <- qr(x, LAPACK = FALSE, tol = 1e-14)
  q <- qr.Q(factor); r <- qr.R(factor)
  k <- ncol(shares); d <- ncol(x)
  probabilities <- function(b) { z <- cbind(0, q %*% b); z <- z - apply(z, 1, max); e <- exp(z); e / rowSums(e) }
  ll <- function(b) { z <- cbind(0, q %*% b); m <- apply(z, 1, max); sum(weights * (rowSums(shares * z) - m - log(rowSums(exp(z - m))))) }
  information <- function(mu) {
    h <- matrix(0, d * (k - 1), d * (k - 1))
    for (a in 2:k) for (b in 2:k) {
      h[(a - 2) * d + 1:d, (b - 2) * d + 1:d] <- crossprod(q, q * (weights * mu[, a] * ((a == b) - mu[, b])))
    }
    h
  }
  b <- r %*% beta
  for (step in 1:200) {
    mu <- probabilities(b)
    gradient <- crossprod(q, weights * (shares - mu)[, -1, drop = FALSE])
    move <- matrix(solve(information(mu), as.vector(gradient)), d)
    size <- 1
    while (ll(b + size * move) < ll(b) - 1e-9 && size > 1e-6) size <- size / 2
    b <- b + size * move
    if (max(abs(move)) < 1e-13) break
  }
  back <- diag(k - 1) %x% solve(r, tol = 0)
  list(beta = solve(r, b, tol = 0), ll = ll(b), gradient = max(abs(gradient)),
       covariance = back %*% solve(information(probabilities(b))) %*% t(back))
}
