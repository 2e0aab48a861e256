# What glm, glmnet and cv.glmnet make of rows with an offset, and with weights beside it; writes offsets.csv and offsets.json.
# Usage: Rscript make_offsets.R (R 4.x, glmnet 4.x, jsonlite); versions are in the result.
library(glmnet)
library(jsonlite)
set.seed(31)
n <- 150
x <- matrix(rnorm(3 * n), n, 3)
x[, 1] <- round(x[, 1], 3)
x[, 2] <- round(5 * x[, 2] + 20, 1)
x[, 3] <- round(0.6 * x[, 1] + x[, 3], 2)
o <- round(rnorm(n, 1, 2), 3)
w <- round(rexp(n), 2)
p <- plogis(x[, 1] - 0.1 * (x[, 2] - 20) + o - 1)
y <- ifelse(runif(n) < p, "b", "a")
fold <- rep(1:4, length.out = n)
write.csv(data.frame(x1 = x[, 1], x2 = x[, 2], x3 = x[, 3], o = o, w = w, fold = fold, y = y),
          "offsets.csv", row.names = FALSE, quote = FALSE)
b <- as.integer(y == "b")
control <- glm.control(epsilon = 1e-15, maxit = 100)
free <- suppressWarnings(glm(b ~ x, binomial, offset = o, control = control))
weighted <- suppressWarnings(glm(b ~ x, binomial, offset = o, weights = w, control = control))
paths <- function(...) glmnet(x, y, "binomial", offset = o, thresh = 1e-22, maxit = 1e7, ...)
lambdas <- c(0.1, 0.03, 0.005)
ridge <- paths(alpha = 0, lambda = 1 / n)
weighted_ridge <- paths(alpha = 0, lambda = 1 / sum(w), weights = w)
lasso <- paths(alpha = 1, lambda = lambdas)
uneven <- paths(alpha = 1, lambda = lambdas, penalty.factor = c(0.2, 1, 2))
sequence <- paths(alpha = 1, nlambda = 5)
cv <- cv.glmnet(x, y, family = "binomial", offset = o, alpha = 1, lambda = lambdas, foldid = fold,
                type.measure = "deviance", thresh = 1e-22, maxit = 1e7)
rows <- c(1, 7, 50)
columns <- function(fit) lapply(seq_along(fit$lambda), function(i) as.numeric(coef(fit)[, i]))
write_json(list(
  versions = list(r = R.version.string, glmnet = as.character(packageVersion("glmnet"))),
  free = unname(coef(free)), weighted = unname(coef(weighted)),
  rows = rows, probabilities = unname(fitted(free)[rows]),
  ridge = as.numeric(coef(ridge)), weighted_ridge = as.numeric(coef(weighted_ridge)),
  lambdas = lambdas, lasso = columns(lasso), deviance_explained = lasso$dev.ratio, uneven = columns(uneven),
  first_lambda = sequence$lambda[1], mean = cv$cvm, std_error = cv$cvsd),
  "offsets.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
