# A problem's rows and columns as R sees them: what is written down for `logit` (CSV) and for reference.py (doubles).

# `C(x)` and `C(x, "reference")` and `center(x)` as the formulas of `logit regress` mean them.
C <- function(x, reference = NULL) {
  x <- factor(x)
  if (is.null(reference) || !(reference %in% levels(x))) x else relevel(x, reference)
}
center <- function(x, at = mean(x)) structure(x - at, class = "centered", at = at)
makepredictcall.centered <- function(var, call) { call$at <- attr(var, "at"); call }
registerS3method("makepredictcall", "centered", makepredictcall.centered, envir = asNamespace("stats"))

formula_of <- function(problem) {
  special <- c(problem$weights, problem$frequency, problem$offset, problem$trials, problem$cluster)
  text <- problem$formula
  target <- if (is.null(text)) problem$options[2] else trimws(strsplit(text, "~")[[1]][1])
  if (is.null(text) || grepl("~ *\\.", text)) {
    others <- setdiff(names(problem$data), c(target, special))
    text <- paste(target, "~", paste(others, collapse = " + "))
  }
  as.formula(text, env = globalenv())
}

# The name of a variable of a formula in tables: `C(x)` is called `x`.
label_of <- function(expression) {
  if (is.call(expression) && identical(expression[[1]], as.name("C"))) expression <- expression[[2]]
  paste(deparse(expression, width.cutoff = 500), collapse = "")
}

# The names of the design's columns as `logit regress` writes them, from R's: `racewhite` is `race[white]`.
column_names <- function(frame, terms, x) {
  expressions <- as.list(attr(terms, "variables"))[-1]
  pieces <- lapply(seq_along(expressions), function(i) {
    values <- frame[[i]]
    own <- paste(deparse(expressions[[i]], width.cutoff = 500), collapse = "")
    label <- label_of(expressions[[i]])
    if (is.factor(values)) {
      setNames(paste0(label, "[", levels(values), "]"), paste0(own, levels(values)))
    } else if (is.matrix(values) && ncol(values) > 1) {
      inner <- if (is.null(colnames(values))) seq_len(ncol(values)) else colnames(values)
      setNames(paste0(label, "[", seq_len(ncol(values)), "]"), paste0(own, inner))
    } else setNames(label, own)
  })
  factors <- attr(terms, "factors")
  names <- c("(Intercept)" = "(Intercept)")
  for (term in seq_len(ncol(factors))) {
    used <- which(factors[, term] > 0)
    theirs <- do.call(expand.grid, c(lapply(pieces[used], base::names), stringsAsFactors = FALSE))
    ours <- do.call(expand.grid, c(lapply(pieces[used], unname), stringsAsFactors = FALSE))
    names[apply(theirs, 1, paste, collapse = ":")] <- apply(ours, 1, paste, collapse = ":")
  }
  found <- unname(names[colnames(x)])
  stopifnot(!anyNA(found))
  found
}

term_names <- function(terms) {
  factors <- attr(terms, "factors")
  expressions <- as.list(attr(terms, "variables"))[-1]
  vapply(seq_len(ncol(factors)), function(t) {
    paste(vapply(expressions[factors[, t] > 0], label_of, ""), collapse = ":")
  }, "")
}

# The rows that are complete, each as often as its frequency says, and everything that a fit needs.
prepared <- function(problem) {
  formula <- formula_of(problem)
  data <- problem$data
  used <- unique(c(all.vars(formula), problem$weights, problem$frequency, problem$offset, problem$trials, problem$cluster))
  complete <- complete.cases(data[used])
  data <- droplevels(data[complete, , drop = FALSE])
  if (!is.null(problem$frequency)) data <- data[rep(seq_len(nrow(data)), data[[problem$frequency]]), , drop = FALSE]
  frame <- model.frame(formula, data, na.action = na.fail)
  terms <- attr(frame, "terms")
  x <- model.matrix(terms, frame)
  n <- nrow(x)
  response <- model.response(frame)
  weights <- if (is.null(problem$weights)) rep(1, n) else data[[problem$weights]]
  classes <- c("0", "1")
  counts <- FALSE
  if (is.matrix(response)) {
    counts <- TRUE
    trials <- rowSums(response)
    shares <- cbind(response[, 2], response[, 1]) / trials
    weights <- weights * trials
  } else if (!is.null(problem$trials)) {
    counts <- TRUE
    shares <- cbind(1 - response, response)
    weights <- weights * data[[problem$trials]]
  } else {
    if (!is.factor(response)) response <- factor(response)
    if (!is.null(problem$positive)) response <- factor(response, levels = c(setdiff(levels(response), problem$positive), problem$positive))
    if (!is.null(problem$base)) response <- relevel(response, problem$base)
    classes <- levels(response)
    shares <- 1 * outer(as.integer(response), seq_along(classes), "==")
  }
  dropped <- NULL
  offset <- if (is.null(problem$offset)) rep(0, n) else data[[problem$offset]]
  # glm with its usual tolerance says which columns are aliased; of several classes no problem has any.
  if (length(classes) == 2) {
    first <- suppressWarnings(glm.fit(x, shares[, 2], weights, offset = offset, family = binomial()))
    dropped <- which(is.na(first$coefficients))
  }
  list(problem = problem, formula = formula, data = data, complete = complete, frame = frame, terms = terms, x = x,
       names = column_names(frame, terms, x), assign = attr(x, "assign"), term_names = term_names(terms),
       shares = shares, weights = weights, offset = offset, classes = classes, counts = counts, aliased = dropped,
       intercept = attr(terms, "intercept") == 1)
}

# The design with a variable moved: for marginal effects.
moved <- function(p, data) {
  frame <- model.frame(delete.response(p$terms), data, xlev = .getXlevels(p$terms, p$frame), na.action = na.fail)
  model.matrix(delete.response(p$terms), frame)
}

# The changes of marginal effects: of a number the derivative of each column, of a category the design with the level
# and with the reference.
changes <- function(p) {
  variables <- unique(unlist(lapply(as.list(attr(p$terms, "variables"))[-(1:2)], all.vars)))
  calls <- vapply(as.list(attr(p$terms, "variables"))[-(1:2)], function(e) deparse(e)[1], "")
  result <- list()
  for (v in variables) {
    place <- which(grepl(paste0("^C\\(", v, "[,)]"), calls) | calls == v)
    values <- if (length(place)) p$frame[[place[1] + 1]] else p$data[[v]]
    if (is.factor(values)) {
      at <- function(level) {
        data <- p$data
        data[[v]] <- if (is.factor(data[[v]])) factor(rep(level, nrow(data)), levels = levels(data[[v]])) else as.numeric(level)
        suppressWarnings(moved(p, data))
      }
      reference <- at(levels(values)[1])
      for (level in levels(values)[-1]) {
        result[[length(result) + 1]] <- list(name = paste0(v, "[", level, "]"), from = reference, to = at(level))
      }
    } else {
      # Five points are exact for polynomials of the fourth degree; the step is a power of 2.
      h <- 2^floor(log2(1e-3 * sd(values)))
      at <- function(step) { data <- p$data; data[[v]] <- data[[v]] + step * h; suppressWarnings(moved(p, data)) }
      slope <- (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)
      result[[length(result) + 1]] <- list(name = v, slope = slope)
    }
  }
  result
}

# The same at the means of the columns; only for models without functions and products.
at_means <- function(p) {
  means <- colSums(p$x * p$weights) / sum(p$weights)
  lapply(changes(p), function(change) {
    if (!is.null(change$slope)) return(list(name = change$name, at = means, slope = change$slope[1, ]))
    moves <- which(apply(change$to != change$from, 2, any) | p$assign == p$assign[which(p$names == change$name)])
    from <- to <- means
    from[moves] <- change$from[1, moves]
    to[moves] <- change$to[1, moves]
    list(name = change$name, from = from, to = to)
  })
}

is_additive <- function(p) all(attr(p$terms, "order") == 1) && all(vapply(as.list(attr(p$terms, "variables"))[-(1:2)], function(e) is.name(e) || identical(e[[1]], as.name("C")), TRUE)) && p$intercept

write_csv <- function(data, path) {
  text <- lapply(data, function(values) {
    if (is.factor(values)) {
      values <- as.character(values)
      quoted <- grepl("[\",\n]", values)
      values[quoted] <- paste0("\"", gsub("\"", "\"\"", values[quoted]), "\"")
      values[is.na(values)] <- ""
      return(values)
    }
    ifelse(is.na(values), "", sprintf("%.17g", values))
  })
  header <- ifelse(grepl("[\", ]", names(data)), paste0("\"", names(data), "\""), names(data))
  writeLines(c(paste(header, collapse = ","), do.call(paste, c(unname(text), sep = ","))), path)
}

doubles <- function(x, path) {
  file <- file(path, "wb")
  on.exit(close(file))
  writeBin(as.double(if (is.matrix(x)) t(x) else x), file)
}

# Writes the table, and the design for reference.py.
write_problem <- function(p, folder) {
  dir.create(folder, recursive = TRUE, showWarnings = FALSE)
  problem <- p$problem
  write_csv(problem$data, file.path(folder, "data.csv"))
  doubles(p$x, file.path(folder, "x.f64"))
  doubles(p$shares, file.path(folder, "shares.f64"))
  doubles(p$weights, file.path(folder, "weights.f64"))
  doubles(p$offset, file.path(folder, "offset.f64"))
  if (!is.null(problem$cluster)) doubles(as.integer(factor(p$data[[problem$cluster]])), file.path(folder, "cluster.f64"))
  described <- list()
  if ("effects" %in% problem$parts) {
    list_of <- list(overall = changes(p))
    if (is_additive(p)) list_of$mean <- at_means(p)
    for (place in names(list_of)) for (i in seq_along(list_of[[place]])) {
      change <- list_of[[place]][[i]]
      stem <- sprintf("%s-%d", place, i)
      for (what in intersect(c("slope", "from", "to", "at"), names(change))) {
        doubles(change[[what]], file.path(folder, paste0(stem, "-", what, ".f64")))
      }
      described[[length(described) + 1]] <- list(place = place, name = change$name, stem = stem, slope = !is.null(change$slope))
    }
  }
  factors <- attr(p$terms, "factors")
  nested <- NULL
  if (!is.null(problem$nested)) {
    kept <- term_names(terms(as.formula(problem$nested), data = p$data))
    nested <- match(kept, p$term_names)
  }
  # Categories that are written as numbers have to be called categories.
  used <- if (is.null(problem$formula)) names(problem$data) else intersect(names(problem$data), all.vars(p$formula))
  numbers <- used[vapply(problem$data[used], function(v) is.factor(v) && !anyNA(as.numeric(levels(v))), TRUE)]
  meta <- list(
    name = problem$name, formula = problem$formula, parts = as.list(problem$parts), classes = as.list(p$classes),
    base = problem$base, reference = problem$reference, positive = problem$positive,
    weights = problem$weights, frequency = problem$frequency, offset = problem$offset, trials = problem$trials,
    categories_of_numbers = as.list(numbers), cluster = problem$cluster, nested = problem$nested, nested_terms = as.list(nested), options = as.list(problem$options),
    names = as.list(p$names), assign = as.list(p$assign), term_names = as.list(p$term_names),
    factors = lapply(seq_len(ncol(factors)), function(t) as.list(unname(which(factors[, t] > 0)))),
    aliased = as.list(unname(p$aliased) - 1), intercept = p$intercept, counts = p$counts, effects = described,
    rows = nrow(p$x), dropped = sum(!p$complete), complete = as.list(which(p$complete)))
  writeLines(jsonlite::toJSON(meta, auto_unbox = TRUE, null = "null", digits = I(17)), file.path(folder, "problem.json"))
}
