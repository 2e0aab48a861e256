# Rows whose columns nearly explain each other, and what R's glm makes of them; written with R 4.2.2.
#
#   Rscript make_vectors.R
#
# writes rows.csv, the coefficients of each formula to expected.json. `glm` is iterated until rounding, since its
# usual tolerance stops at a few digits of the coefficients along which the likelihood is nearly flat.
set.seed(20261130)
n <- 240
a <- round(rnorm(n), 6)
rows <- data.frame(
  a = a,
  b = a + round(rnorm(n), 6) * 1e-3,
  c = a + round(rnorm(n), 6) * 1e-5,
  d = 5571320 + round(a * 100) / 100,
  e = 3 * a - 7 + round(rnorm(n), 6) * 1e-4,
  city = sample(c("Bergen", "Oslo", "Tromso"), n, replace = TRUE))
far <- (rows$b - a) * 1e3
near <- (rows$c - a) * 1e5
eta <- 0.4 * a + far - 0.7 * near + ifelse(rows$city == "Oslo", 0.8, 0)
rows$y <- ifelse(runif(n) < 1 / (1 + exp(-eta)), "yes", "no")
rows$kind <- ifelse(rows$y == "yes", sample(c("p", "q"), n, replace = TRUE), "r")
write.csv(rows, "rows.csv", row.names = FALSE, quote = FALSE)
rows <- read.csv("rows.csv")
rows$y <- rows$y == "yes"
formulas <- c(
  "y ~ a + b", "y ~ a + c", "y ~ a + b + c + city", "y ~ a + d", "y ~ a + e + city", "y ~ a + b + c + d + e")
results <- lapply(formulas, function(text) {
  fit <- glm(as.formula(text), binomial, rows, control = list(epsilon = 1e-15, maxit = 100))
  # A last step of Newton's method by the QR of the weighted columns, beyond the digits of the deviance.
  x <- model.matrix(fit)
  beta <- coef(fit)
  for (step in 1:3) {
    p <- plogis(drop(x %*% beta))
    w <- sqrt(p * (1 - p))
    beta <- beta + qr.coef(qr(x * w, tol = 1e-14), (rows$y - p) / w)
  }
  beta
})
numbers <- function(values) paste0("[", paste(sprintf("%.17g", values), collapse = ","), "]")
texts <- function(values) paste0("[", paste0("\"", values, "\"", collapse = ","), "]")
cases <- mapply(function(text, beta) {
  sprintf("{\"formula\":\"%s\",\"terms\":%s,\"estimates\":%s}", text, texts(names(beta)), numbers(beta))
}, formulas, results)
writeLines(paste0("{\"cases\":[\n", paste(cases, collapse = ",\n"), "\n]}"), "expected.json")
