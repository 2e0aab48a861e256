# Writes formulas.json: what R's model.matrix makes of formulas, on the rows that they are learned from and on others.
#
#     Rscript make_formulas.R > formulas.json
#
# Made with R 4.2.2 and its package splines. Columns are named as Logit names them: f[b] for fb, poly(x, 2)[1] for
# poly(x, 2)1, and `center(x)` for `scale(x, scale = FALSE)`. R's product columns stand in the same order.
suppressWarnings(library(splines))
RNGversion("3.6.0")
set.seed(17)
# Numbers as levels, in their order.
C <- function(x) factor(x)

make <- function(n) {
  data.frame(
    x = round(rnorm(n, 50, 12), 2), y = round(rexp(n) * 3 + 0.01, 3), z = sample(-3:4, n, TRUE),
    f = sample(c("b", "a", "Zoe", "\u00e9"), n, TRUE), g = sample(c("male", "female"), n, TRUE),
    h = sample(c("low", "mid", "high"), n, TRUE), u = runif(n) < 0.4, k = sample(c(2, 10, 3.5), n, TRUE),
    when = as.Date("1969-06-01") + sample(0:20000, n, TRUE), `body mass` = round(runif(n, 2, 6), 3),
    check.names = FALSE, stringsAsFactors = FALSE)
}
byCodePoints <- function(x) {
  values <- unique(x)
  values[order(sapply(values, function(v) paste(sprintf("%08x", utf8ToInt(v)), collapse = "")))]
}
train <- make(40)
test <- make(12)
# Levels in the order of their code points; only those that were learned occur in the other rows.
for (name in c("f", "g", "h")) {
  levels <- byCodePoints(train[[name]])
  train[[name]] <- factor(train[[name]], levels)
  test[[name]] <- factor(test[[name]], levels)
}
test$x[1:3] <- c(5, 95.5, 50)

formulas <- c(
  "x", "x + y", "0 + x", "-1 + x + y", "f", "f - 1", "0 + f + g", "g + 0 + f", "u", "u - 1", "f + u", "x + f + u",
  "f:g", "f*g", "f + f:g", "f:g - 1", "f:g + g", "g + f:h + h:g", "f:g + g:h", "f*g*h", "(f + g + h)^2", "f*g*h - f:g:h",
  "f*g - f", "f*g - g", "f*g - f - g", "x:f", "x*f", "x*f - x", "x*f - f", "x:f - 1", "x:y", "x*y*z", "(x + y + f)^2",
  "u:f", "u*x", "u:g:x", "f:x:g", "x:f + x:g", "g:x:f + g", "poly(x, 2)", "poly(x, 5)", "poly(z, 3)", "poly(x, 3, raw = TRUE)",
  "poly(x, 2):f", "f*poly(x, 2)", "poly(x, 2)*poly(y, 2)", "poly(log(y), 2)", "bs(x, 3)", "bs(x, 4)", "bs(x, 7)",
  "bs(y, df = 6)", "bs(z, 5)", "bs(x, 5):f", "bs(sqrt(y), 5) + g", "scale(x)", "scale(log(y))", "scale(x)*f", "center(x)",
  "center(x):scale(y) + g", "log(y)", "log(x + 1)", "log2(y) + log10(x)", "I(x^2)", "x + I(x^2) + I(x^3)", "I(x * y)", "I(x/y)",
  "exp(-y)", "exp(-(x - 50)/10)", "sqrt(abs(z))", "abs(z):f", "I((x - 50)^2/(1 + y)) + log(1 + exp(-y))", "I(-x^2)", "I(2^-y)",
  "I(0.001 * x) + I(0.5 * y)", "C(k)", "C(z)", "C(k) + x", "C(k):f", "C(k)*x", "k", "k + C(k)", "when", "when:g", "log(when + 400)",
  "`body mass`", "`body mass`*g", "log(`body mass`)", "poly(`body mass`, 2)", "I(`body mass`^2):f", "x + x", "f:g + g:f", "x:x",
  "x + y + x:y + y:x", "(x + f)^3", "f*(g + x)", "(f + g):(x + y)", "f:x + g - 1", "x + f - 1", "1 + x", "y + f + x:f + x",
  "(x + y) - x", "x + f - (x + y) + g", "(x + f + g)^2 - x - f", "f*g - (f + g)", "x - (y - 1)", "x - (1 - y)", "x + y - 0",
  "-x + y", "(x - 1):f", "f + (x + g - f):y", ". - x - when", "0 + . - f", "(. - u - when - k - z - x):y")

number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), "null")
text <- function(v) paste0("\"", gsub("\"", "\\\\\"", gsub("\\\\", "\\\\\\\\", v)), "\"")
list1 <- function(v) paste0("[", paste(v, collapse = ", "), "]")

logitName <- function(name, frame) {
  parts <- strsplit(name, ":", fixed = TRUE)[[1]]
  paste(sapply(parts, function(part) {
    for (variable in names(frame)) {
      written <- if (startsWith(part, "`")) paste0("`", variable, "`") else variable
      if (!startsWith(part, written)) next
      rest <- substring(part, nchar(written) + 1)
      shown <- gsub("scale(x, scale = FALSE)", "center(x)", variable, fixed = TRUE)
      if (grepl("^C\\(", shown)) shown <- sub("^C\\((.*)\\)$", "\\1", shown)
      if (grepl("^`[^`]*`$", shown)) shown <- substring(shown, 2, nchar(shown) - 1)
      value <- frame[[variable]]
      if (is.logical(value) && rest %in% c("TRUE", "FALSE")) return(paste0(shown, "[", tolower(rest), "]"))
      if (is.factor(value) && rest %in% levels(value)) return(paste0(shown, "[", rest, "]"))
      if (is.matrix(value) && ncol(value) > 1 && grepl("^[0-9]+$", rest)) return(paste0(shown, "[", rest, "]"))
      if (rest == "") return(shown)
    }
    stop(paste("no name for", part))
  }), collapse = ":")
}

cases <- sapply(formulas, function(rhs) {
  inR <- gsub("center(x)", "scale(x, scale = FALSE)", rhs, fixed = TRUE)
  inR <- gsub("log(when + 400)", "log(as.numeric(when) + 400)", inR, fixed = TRUE)
  formula <- as.formula(paste("~", inR))
  frame <- model.frame(formula, train)
  terms <- attr(frame, "terms")
  x <- model.matrix(terms, frame)
  xlevels <- .getXlevels(terms, frame)
  # C(k) in R is a function of the new rows alone; the levels learned are given.
  new <- model.frame(terms, test, xlev = xlevels)
  y <- suppressWarnings(model.matrix(terms, new))
  keep <- colnames(x) != "(Intercept)"
  columns <- colnames(frame)
  names <- sapply(colnames(x)[keep], logitName, frame = frame)
  names <- gsub("as.numeric(when)", "when", names, fixed = TRUE)
  rows <- function(m) list1(apply(m[, keep, drop = FALSE], 1, function(r) list1(number(r))))
  paste0(
    "    {\"formula\": ", text(paste("o ~", rhs)), ",\n     \"intercept\": ", if (all(keep)) "false" else "true",
    ",\n     \"terms\": ", list1(text(gsub("as.numeric(when)", "when", gsub("scale(x, scale = FALSE)", "center(x)", attr(terms, "term.labels"), fixed = TRUE), fixed = TRUE))),
    ",\n     \"names\": ", list1(text(names)), ",\n     \"train\": ", rows(x), ",\n     \"test\": ", rows(y), "}")
})

table <- function(data) {
  paste0("{", paste(sapply(names(data), function(name) {
    value <- data[[name]]
    cells <- if (is.logical(value)) tolower(value) else if (is.numeric(value)) number(value) else text(as.character(value))
    paste0(text(name), ": ", list1(cells))
  }), collapse = ",\n    "), "}")
}
cat("{\"source\": ", text(paste(R.version.string, "- splines", packageVersion("splines"))), ",\n  \"train\": ", table(train),
  ",\n  \"test\": ", table(test), ",\n  \"cases\": [\n", paste(cases, collapse = ",\n"), "]}\n", sep = "")
