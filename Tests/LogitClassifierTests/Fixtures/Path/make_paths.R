# Paths and cross-validation by glmnet, on two tables that this script makes: two.csv and three.csv beside it.
#
# cv.glmnet has `lambda` and `foldid` given, so that every fold is fitted at the same lambdas. Without them it fits each
# fold along a sequence of its own and interpolates. thresh is 1e-14; its coefficients are up to 2e-5 from the optimum.
# Written with R 4.2.2 and glmnet 4.1-6:
#
#     Rscript make_paths.R

suppressMessages(library(glmnet))
set.seed(7)
glmnet.control(fdev = 0)

make <- function(classes, rows = 150) {
  x <- matrix(rnorm(rows * 6), rows) %*% diag(c(1, 10, 0.1, 1, 3, 1))
  colnames(x) <- paste0("x", 1:6)
  color <- sample(c("blue", "green", "red"), rows, replace = TRUE)
  score <- x[, 1] + 0.08 * x[, 2] + 5 * x[, 3] + 0.7 * (color == "red")
  if (length(classes) == 2) {
    y <- classes[1 + (score + rlogis(rows) > 0.3)]
  } else {
    y <- classes[1 + (score + rlogis(rows) > -0.8) + (score + x[, 4] + rlogis(rows) > 1)]
  }
  data.frame(round(x, 4), color, fold = paste0("f", sample(rep(1:5, length.out = rows))), y)
}

numbers <- function(v) paste0("[", paste(ifelse(is.na(v), "null", sprintf("%.17g", as.numeric(v))), collapse = ", "), "]")
lambdas <- 0.3 * 0.75^(0:19)
measures <- c(deviance = "deviance", class_error = "class", auc = "auc")

# With weights glmnet divides numbers by their weighted deviations, so that those are compared in their own units.
validate <- function(name, table, ratio, weight, standardizes = TRUE) {
  x <- as.matrix(table[, 1:6])
  y <- factor(table$y)
  family <- if (nlevels(y) == 2) "binomial" else "multinomial"
  weights <- ifelse(y == "b", weight, 1)
  fold <- as.integer(sub("f", "", table$fold))
  parts <- c()
  for (key in names(measures)) {
    if (key == "auc" && family == "multinomial") next
    cv <- cv.glmnet(x, y, family = family, weights = weights, alpha = ratio, lambda = lambdas, foldid = fold, standardize = standardizes,
                    type.measure = measures[key], thresh = 1e-14, maxit = 1e8)
    stopifnot(length(cv$lambda) == length(lambdas))
    parts <- c(parts, sprintf('"%s": {"mean": %s, "std_error": %s, "lambda_min": %s, "lambda_1se": %s}', key,
                              numbers(cv$cvm), numbers(cv$cvsd), sprintf("%.17g", cv$lambda.min),
                              sprintf("%.17g", cv$lambda.1se)))
  }
  beta <- cv$glmnet.fit$beta
  isUsed <- Reduce("|", lapply(if (is.list(beta)) beta else list(beta), function(b) as.matrix(b) != 0))
  sprintf('{"table": "%s", "l1_ratio": %g, "weight_of_b": %g, "standardizes": %s, "nonzero": %s, "measures": {%s}}', name,
          ratio, weight, tolower(standardizes), numbers(colSums(isUsed)), paste(parts, collapse = ", "))
}

# Coefficients in original units: of numbers divided by their deviations and categories as 0 and 1, or of all as they are.
follow <- function(table, standardizes, factors, lower) {
  x <- as.matrix(table[, 1:6])
  deviation <- if (standardizes) apply(x, 2, function(v) sqrt(mean((v - mean(v))^2))) else rep(1, 6)
  colors <- sapply(c("blue", "green", "red"), function(level) as.numeric(table$color == level))
  z <- cbind(sweep(x, 2, deviation, "/"), colors)
  fit <- glmnet(z, factor(table$y), family = "binomial", lambda = lambdas, standardize = FALSE, thresh = 1e-14, maxit = 1e8,
                alpha = 0.8, penalty.factor = factors, lower.limits = lower * c(deviation, 1, 1, 1))
  stopifnot(length(fit$lambda) == length(lambdas))
  beta <- as.matrix(fit$beta) / c(deviation, 1, 1, 1)
  sprintf('{"standardizes": %s, "intercept": %s, "coefficients": {%s}, "deviance_explained": %s}',
          tolower(standardizes), numbers(fit$a0),
          paste(sprintf('"%s": %s', c(paste0("x", 1:6), paste0("color=", c("blue", "green", "red"))),
                        apply(beta, 1, numbers)), collapse = ", "), numbers(fit$dev.ratio))
}

two <- make(c("a", "b"))
three <- make(c("a", "b", "c"))
write.csv(two, "two.csv", row.names = FALSE, quote = FALSE)
write.csv(three, "three.csv", row.names = FALSE, quote = FALSE)
factors <- c(0, 1, 1, 2, 1, 1, 0.5, 0.5, 0.5)
lower <- c(-Inf, 0, -Inf, 0, -Inf, -Inf, -Inf, -Inf, -Inf)
writeLines(c(
  "{", sprintf('"lambdas": %s,', numbers(lambdas)), '"validations": [',
  paste(c(validate("two", two, 1, 1), validate("two", two, 0.5, 3, FALSE), validate("two", two, 0, 1), validate("three", three, 1, 1)),
        collapse = ",\n"), "],", '"paths": [',
  paste(c(follow(two, TRUE, factors, lower), follow(two, FALSE, factors, lower)), collapse = ",\n"), "]", "}"), "paths.json")
