# Makes the fixtures of R from data.csv, which make_models.py wrote: Rscript make_models.R
# Needs jsonlite, nnet and glmnet.
source("../../../../Scripts/interchange/to_logit.R")
set.seed(1)
data <- read.csv("data.csv", stringsAsFactors = FALSE)
data$city <- factor(data$city)
data$outcome <- factor(data$outcome)
data$member <- data$member == "True"
some <- data[1:6, ]
model <- glm(outcome ~ age * city + log(income) + factor(ward) + member + I(age^2), binomial, data)
to_logit(model, "r-glm.json", rows = some)
to_logit(glm(outcome ~ 0 + city + year, binomial, data), "r-glm-no-intercept.json", rows = some)
to_logit(glm(outcome ~ age, binomial("probit"), data), "r-probit.json")
to_logit(nnet::multinom(kind ~ age + city, data, trace = FALSE, maxit = 500), "r-multinom.json", rows = some)
to_logit(nnet::multinom(outcome ~ age + city, data, trace = FALSE), "r-multinom-two.json", rows = some)
x <- as.matrix(data[c("age", "income", "year")])
to_logit(glmnet::cv.glmnet(x, data$outcome, family = "binomial"), "r-cv-glmnet.json", rows = x[1:6, ], s = "lambda.min")
to_logit(glmnet::glmnet(x, data$kind, family = "multinomial"), "r-glmnet.json", rows = x[1:6, ], s = 0.01)
