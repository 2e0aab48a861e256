# Makes the tables and expected numbers of this folder. Run in it: Rscript make_regress.R
library(jsonlite)
library(sandwich)
library(nnet)
library(lmtest)

save <- function(x, name) writeLines(toJSON(x, digits = NA, auto_unbox = TRUE, pretty = TRUE), name)

set.seed(7)
n <- 240
ward <- sample(c("east", "north", "west"), n, TRUE)
age <- round(rnorm(n, 45, 12), 1)
dose <- round(exp(rnorm(n, 1, 0.6)), 3)
smoker <- sample(c("no", "yes"), n, TRUE, c(0.6, 0.4))
visits <- sample(1:4, n, TRUE)
clinic <- sample(paste0("c", 1:12), n, TRUE)
shift <- round(rnorm(n, 0, 0.3), 2)
eta <- -3 + 0.04 * age + 0.8 * log(dose) + 0.7 * (smoker == "yes") - 0.5 * (ward == "west") + shift
outcome <- ifelse(runif(n) < plogis(eta), "sick", "well")
stage <- c("I", "II", "III")[apply(cbind(0, eta + rnorm(n), 0.5 * eta + rnorm(n)), 1, which.max)]
d <- data.frame(outcome, stage, age, ward, dose, smoker, visits, clinic, shift)
d$age[c(5, 77)] <- NA
d$ward[c(9, 77)] <- NA
d$outcome[30] <- NA
write.csv(d, "patients.csv", row.names = FALSE, na = "", quote = FALSE)

g <- data.frame(dose = c(1.69, 1.72, 1.76, 1.78, 1.81, 1.84, 1.86, 1.88), killed = c(6, 13, 18, 28, 52, 53, 61, 60),
                alive = c(53, 47, 44, 28, 11, 6, 1, 0))
g$beetles <- g$killed + g$alive
g$share <- g$killed / g$beetles
write.csv(g, "beetles.csv", row.names = FALSE, quote = FALSE)

d$well <- as.integer(d$outcome == "well")
lines <- function(fit, vcov = NULL) {
  s <- if (is.null(vcov)) coef(summary(fit)) else unclass(coeftest(fit, vcov. = vcov))
  list(estimate = unname(s[, 1]), std_error = unname(s[, 2]), statistic = unname(s[, 3]), p_value = unname(s[, 4]))
}
control <- glm.control(epsilon = 1e-14, maxit = 100)
fit <- glm(well ~ age + ward + log(dose) * smoker, binomial, d, control = control)
null <- glm(well ~ 1, binomial, model.frame(fit), control = control)
q <- qnorm(0.975)
ref <- glm(well ~ age + relevel(factor(ward), "north"), binomial, d, control = control)
weighted <- glm(well ~ age + smoker, binomial, d, weights = visits, control = control)
shifted <- glm(well ~ age + smoker + offset(shift), binomial, d, control = control)
counts <- glm(cbind(killed, alive) ~ dose, binomial, g, control = control)
# glm's errors are those of the step before the last, so each fit is made again from its own estimates.
for (name in c("fit", "ref", "weighted", "shifted", "counts")) assign(name, update(get(name), start = coef(get(name))))
p <- predict(fit, data.frame(age = c(30, 60), ward = c("west", "east"), dose = c(1, 5), smoker = c("no", "yes")), se.fit = TRUE)
multi <- multinom(stage ~ age + smoker, d, trace = FALSE, maxit = 2000, reltol = 1e-15, abstol = 1e-15)
s <- summary(multi)

save(list(
  n = nobs(fit), terms = names(coef(fit)), table = lines(fit), conf_low = unname(coef(fit) - q * coef(summary(fit))[, 2]),
  log_likelihood = as.numeric(logLik(fit)), null = as.numeric(logLik(null)), aic = AIC(fit), bic = BIC(fit),
  hc3 = lines(fit, vcovHC(fit, "HC3")), cluster = lines(fit, vcovCL(fit, d[rownames(model.frame(fit)), "clinic"], type = "HC0", cadjust = TRUE)),
  hat = unname(hatvalues(fit)[1:3]), cooks = unname(cooks.distance(fit)[1:3]),
  rows = as.integer(names(hatvalues(fit))[1:10]),
  predict = list(p = unname(plogis(p$fit)), low = unname(plogis(p$fit - q * p$se.fit)), high = unname(plogis(p$fit + q * p$se.fit))),
  reference = lines(ref), weighted = lines(weighted), offset = lines(shifted), counts = lines(counts),
  counts_deviance = deviance(counts), multinomial = list(estimate = c(t(coef(multi))), std_error = c(t(s$standard.errors)),
  log_likelihood = as.numeric(logLik(multi)))
), "expected.json")
save(list(R = R.version.string, sandwich = as.character(packageVersion("sandwich")), nnet = as.character(packageVersion("nnet")),
           lmtest = as.character(packageVersion("lmtest"))), "versions.json")
