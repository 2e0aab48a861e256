# What glm, multinom and glmnet make of the tables that make_tools.py names; called by it.
#
#     Rscript make_tools.R two.csv three.csv breast-cancer.csv
#
# Prints lines of table, tool, penalty, lambda, class, term and number, with tabs between.

suppressMessages({library(glmnet); library(nnet)})
glmnet.control(fdev = 0)
paths <- commandArgs(trailingOnly = TRUE)
show <- function(table, tool, penalty, lambda, class, term, value) {
  cat(paste(table, tool, penalty, sprintf("%.17g", lambda), class, term, ifelse(is.na(value), "NA", sprintf("%.17g", value)),
            sep = "\t"), sep = "\n")
}

for (path in paths) {
  name <- sub(".csv", "", basename(path), fixed = TRUE)
  df <- read.csv(path, stringsAsFactors = TRUE, check.names = FALSE)
  target <- tail(names(df), 1)
  columns <- setdiff(names(df), c(target, "fold"))
  y <- factor(df[[target]])
  frame <- df[columns]
  classes <- levels(y)
  if (name %in% c("two", "three")) {
    if (length(classes) == 2) {
      model <- glm(y ~ ., family = binomial, data = frame, control = list(epsilon = 1e-14, maxit = 100))
      show(name, "r", "none", 0, classes[2], names(coef(model)), coef(model))
    } else {
      model <- multinom(y ~ ., data = frame, maxit = 100000, reltol = 1e-16, abstol = 0, trace = FALSE)
      for (class in rownames(coef(model))) {
        show(name, "r", "none", 0, class, colnames(coef(model)), coef(model)[class, ])
      }
    }
    show(name, "r", "none", 0, "", "deviance", deviance(model))
  }
  x <- makeX(frame)
  family <- if (length(classes) == 2) "binomial" else "multinomial"
  for (penalty in c("lasso", "elastic-net", "ridge")) {
    alpha <- c(lasso = 1, "elastic-net" = 0.5, ridge = 0)[[penalty]]
    model <- glmnet(x, y, family = family, alpha = alpha, lambda = 0.02, thresh = 1e-22, maxit = 1e8)
    found <- coef(model)
    if (!is.list(found)) found <- setNames(list(found), classes[2])
    for (class in names(found)) {
      # glmnet 4.1-6 has no name for the intercepts of several classes.
      terms <- c("(Intercept)", rownames(found[[class]])[-1])
      show(name, "glmnet", penalty, 0.02, class, terms, as.vector(found[[class]]))
    }
  }
}
