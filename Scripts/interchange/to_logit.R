# Writes what R fitted for Logit: glm(family = binomial), nnet::multinom, glmnet and cv.glmnet.
#
#     source("to_logit.R")
#     to_logit(glm(survived ~ age + log(fare) + sex, binomial, data), "model.json", rows = data)
#     to_logit(cv.glmnet(x, y, family = "binomial"), "model.json", rows = x, s = "lambda.min")
#     # logit predict model.json new.csv; logit verify model.json
#
# The object is described in Documentation/LinearModels.md. rows, a data frame or glmnet's matrix, become golden rows.
# jsonlite rounds numbers to 15 digits, so they are written as texts of 17, which say the same number again.

to_logit <- function(fit, path, rows = NULL, s = NULL) {
  if (!is.null(fit$offset) && !isFALSE(fit$offset)) stop("A model with an offset is not written.")
  rows <- if (!is.null(rows)) head(rows, 40)
  part <- if (inherits(fit, c("glmnet", "cv.glmnet"))) of_glmnet(fit, rows, s) else of_formula(fit, rows)
  exact <- function(x) array(sprintf("%.17g", x), if (is.null(dim(x))) length(x) else dim(x))
  part$coefficients <- exact(part$coefficients)
  part$intercepts <- exact(part$intercepts)
  if (!is.null(rows)) part$golden <- golden(part$rows, part$said, exact)
  part$rows <- part$said <- NULL
  part <- c(list(format = "logit-linear", version = 1), part)
  writeLines(jsonlite::toJSON(part, auto_unbox = TRUE, null = "null"), path)
}

of_glmnet <- function(fit, rows, s) {
  inner <- if (inherits(fit, "cv.glmnet")) fit$glmnet.fit else fit
  beta <- coef(fit, s = s)
  beta <- do.call(rbind, lapply(if (is.list(beta)) beta else list(beta), function(b) t(as.matrix(b))))
  said <- if (!is.null(rows)) drop(predict(fit, rows, s = s, type = "response"))
  list(producer = paste("glmnet", packageVersion("glmnet")), classes = inner$classnames,
    columns = I(colnames(beta)[-1]), link = c(lognet = "logit", multnet = "softmax")[[class(inner)[1]]],
    coefficients = beta[, -1, drop = FALSE], intercepts = beta[, 1], rows = as.data.frame(rows), said = said)
}

of_formula <- function(fit, rows) {
  is_multinom <- inherits(fit, "multinom")
  if (!all(unlist(fit$contrasts) == "contr.treatment")) stop("Contrasts other than contr.treatment are not written.")
  beta <- coef(fit)
  if (is.null(dim(beta))) beta <- t(beta)
  if (anyNA(beta)) stop("A model with coefficients that are NA is not written; leave their terms out.")
  constant <- colnames(beta) == "(Intercept)"
  plain <- function(text) gsub("\\b(as\\.)?factor\\(", "C(", text)
  kinds <- attr(terms(fit), "dataClasses")[-1]
  levels <- c(fit$xlevels, sapply(names(kinds)[kinds == "logical"], function(k) c("FALSE", "TRUE"), simplify = FALSE))
  names(levels) <- gsub("`", "", sub("^C\\((.*)\\)$", "\\1", plain(names(levels))))
  outcome <- model.response(model.frame(fit))
  used <- intersect(all.vars(formula(fit)[[3]]), names(rows))
  list(producer = if (is_multinom) paste("nnet", packageVersion("nnet")) else R.version.string,
    target = all.vars(formula(fit))[1],
    classes = if (is_multinom) fit$lev else if (is.factor(outcome)) levels(outcome) else 0:1,
    columns = I(plain(colnames(beta)[!constant])),
    link = if (!is_multinom) fit$family$link else if (length(fit$lev) > 2) "softmax" else "logit",
    coefficients = beta[, !constant, drop = FALSE],
    intercepts = if (any(constant)) beta[, constant] else rep(0, nrow(beta)),
    formula = plain(paste("~", deparse1(formula(fit)[[3]]))), levels = levels, rows = rows[used],
    said = if (!is.null(rows)) predict(fit, rows, type = if (is_multinom) "probs" else "response"))
}

golden <- function(rows, said, exact) {
  cells <- lapply(rows, function(column) if (is.numeric(column)) sprintf("%.17g", column) else
    if (is.factor(column)) as.character(column) else column)
  said <- as.matrix(said)
  list(columns = I(colnames(rows)),
    rows = lapply(seq_len(nrow(rows)), function(row) unname(lapply(cells, `[[`, row))),
    probabilities = exact(unname(if (ncol(said) == 1) cbind(1 - said, said) else said)))
}
