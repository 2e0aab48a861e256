# Writes brglm2.json: estimates and errors by brglm2's mean bias reduction, which for the logit
# link is Firth's penalty.
# Rscript make_data.R; R 4.2.2, brglm2 0.9, jsonlite
suppressMessages({library(brglm2); library(jsonlite)})
data("endometrial", package = "brglm2")
control <- brglmControl(type = "AS_mean", epsilon = 1e-12, maxit = 10000)
fit <- function(x, successes, trials, offset = rep(0, length(trials))) {
  f <- glm(cbind(successes, trials - successes) ~ x - 1, family = binomial(), offset = offset,
           method = "brglmFit", control = control)
  list(x = x, successes = successes, trials = trials, offsets = offset, estimates = unname(coef(f)),
       errors = unname(sqrt(diag(vcov(f)))))
}
set.seed(1)
cases <- list()
e <- endometrial
cases$endometrial <- fit(cbind(e$NV, e$PI, e$EH, 1), e$HG, rep(1, nrow(e)))
# Complete separation.
x <- c(-3.1, -2.2, -1.7, -0.4, 0.3, 1.2, 1.9, 3.3)
cases$separated <- fit(cbind(x, 1), as.numeric(x > 0), rep(1, 8))
# Counts, some of them all or nothing, not whole trials, with offsets.
dose <- c(0, 0.5, 1, 1.5, 2, 3)
group <- c(0, 1, 0, 1, 0, 1)
cases$counts <- fit(cbind(dose, group, 1), c(0, 0, 2, 5, 7, 9.5), c(6, 4, 7, 8, 7, 9.5), c(0.3, -0.2, 0.1, 0.4, -0.5, 0))
# A rare outcome.
n <- 60
z <- cbind(round(rnorm(n), 2), round(rexp(n), 2), rbinom(n, 1, 0.3), 1)
y <- rep(0, n); y[c(4, 31, 57)] <- 1
cases$rare <- fit(z, y, rep(1, n))
dir <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
write_json(list(versions = paste0("R ", getRversion(), ", brglm2 ", packageVersion("brglm2")), cases = cases),
           file.path(dir, "brglm2.json"), digits = NA, auto_unbox = TRUE)
