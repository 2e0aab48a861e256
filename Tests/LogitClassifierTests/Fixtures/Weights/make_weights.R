# What glm, glmnet and cv.glmnet make of rows with weights; writes weights.csv and weights.json.
# Usage: Rscript make_weights.R (R 4.x, glmnet 4.x, jsonlite); versions are in the result.
library(glmnet)
library(jsonlite)
set.seed(20)
n <- 120
x <- matrix(rnorm(2 * n), n, 2)
x[, 2] <- round(5 * x[, 2] + 20, 1)
x[, 1] <- round(x[, 1], 3)
color <- sample(c("blue", "green", "red"), n, TRUE)
w <- round(rexp(n), 2)
w[c(5, 17, 33)] <- 0
p <- plogis(x[, 1] - 0.1 * (x[, 2] - 20) + (color == "red"))
y <- ifelse(runif(n) < p, "b", "a")
fold <- rep(1:4, length.out = n)
write.csv(data.frame(x1 = x[, 1], x2 = x[, 2], color = color, w = w, fold = fold, y = y),
          "weights.csv", row.names = FALSE, quote = FALSE)
b <- as.integer(y == "b")
free <- suppressWarnings(glm(b ~ x, binomial, weights = w, control = glm.control(epsilon = 1e-15, maxit = 100)))
l <- 1 / sum(w)
lambdas <- c(0.2, 0.05, 0.01)
ridge <- glmnet(x, y, "binomial", weights = w, alpha = 0, lambda = l, thresh = 1e-20, maxit = 1e7)
lasso <- glmnet(x, y, "binomial", weights = w, alpha = 1, lambda = lambdas, thresh = 1e-20, maxit = 1e7)
cv <- cv.glmnet(x, y, family = "binomial", weights = w, alpha = 1, lambda = lambdas, foldid = fold,
                type.measure = "deviance", thresh = 1e-20, maxit = 1e7)
write_json(list(
  versions = list(r = R.version.string, glmnet = as.character(packageVersion("glmnet"))),
  free = unname(coef(free)), lambda = l, ridge = as.numeric(coef(ridge)),
  lambdas = lambdas, lasso = lapply(1:3, function(i) as.numeric(coef(lasso)[, i])),
  mean = cv$cvm, std_error = cv$cvsd),
  "weights.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
