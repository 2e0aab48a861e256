# Writes patients.csv and what R says of it to reference.json; run in this folder: Rscript make_reference.R
library(jsonlite)
set.seed(20)
n <- 60
d <- data.frame(
  age = round(rnorm(n, 45, 12)), dose = round(exp(rnorm(n, 1, 0.6)), 3),
  ward = sample(c("east", "north", "west"), n, TRUE, c(0.3, 0.5, 0.2)))
d$outcome <- ifelse(
  runif(n) < plogis(-3 + 0.05 * d$age + 0.9 * log(d$dose) - 0.8 * (d$ward == "west")), "yes", "no")
write.csv(d, "patients.csv", row.names = FALSE, quote = FALSE)
d <- read.csv("patients.csv", stringsAsFactors = TRUE)
fit <- glm(outcome ~ age + ward + log(dose), family = binomial, data = d, epsilon = 1e-14, maxit = 100)

# Effects: the others at their mean or most frequent level.
typical <- data.frame(
  age = mean(d$age), dose = mean(d$dose), ward = names(which.max(table(d$ward))))
band <- function(rows) {
  link <- predict(fit, rows, se.fit = TRUE)
  z <- qnorm(0.975)
  list(
    probability = plogis(link$fit), low = plogis(link$fit - z * link$se.fit),
    high = plogis(link$fit + z * link$se.fit))
}
at <- function(name, values) {
  rows <- typical[rep(1, length(values)), ]
  rows[[name]] <- values
  c(list(at = values), lapply(band(rows), unname))
}
ages <- seq(quantile(d$age, 0.01), quantile(d$age, 0.99), length.out = 101)
doses <- seq(quantile(d$dose, 0.01), quantile(d$dose, 0.99), length.out = 101)
effects <- list(
  age = at("age", unname(ages)), dose = at("dose", unname(doses)), ward = at("ward", levels(d$ward)))

# Binned residuals (Gelman and Hill 2007, 5.6): 10 bins of 60 rows, with the binomial error of each mean.
p <- fitted(fit)
y <- as.numeric(d$outcome == "yes")
order <- order(p)
bins <- lapply(1:10, function(k) {
  rows <- order[(6 * (k - 1) + 1):(6 * k)]
  c(mean(p[rows]), mean(y[rows] - p[rows]), sqrt(sum(p[rows] * (1 - p[rows]))) / 6)
})

# The profile of age, at two values: the others fitted anew with its part held.
profile <- sapply(c(-1, 2.1), function(step) {
  value <- coef(fit)["age"] + step * sqrt(vcov(fit)["age", "age"])
  held <- glm(outcome ~ ward + log(dose) + offset(value * age), family = binomial, data = d, epsilon = 1e-14)
  c(value, deviance(held) - deviance(fit))
})

cooks <- sort(cooks.distance(fit), decreasing = TRUE)[1:5]
out <- list(
  R = R.version.string,
  odds = list(
    ratio = unname(exp(coef(fit)[-1])), low = unname(exp(confint.default(fit)[-1, 1])),
    high = unname(exp(confint.default(fit)[-1, 2]))),
  effects = effects, bins = do.call(rbind, bins), deviance = unname(residuals(fit, "deviance")),
  profile = t(unname(profile)),
  influence = list(
    row = as.integer(names(cooks)), cooks_distance = unname(cooks),
    leverage = unname(hatvalues(fit)[names(cooks)]),
    standardized_pearson = unname(rstandard(fit, type = "pearson")[names(cooks)])))
write(toJSON(out, digits = 17, auto_unbox = TRUE, pretty = FALSE), "reference.json")
