# Writes the problems of problems.R to a folder, each with what R says of it:
#
#   Rscript Scripts/inference/reference.R FOLDER [NAME...]
#
# Each subfolder holds data.csv (for `logit regress`), the design in doubles (for reference.py), problem.json and r.json.

suppressPackageStartupMessages({
  library(splines); library(sandwich); library(lmtest); library(nnet); library(car); library(brglm2); library(MASS)
  library(jsonlite)
})
options(warn = -1, contrasts = c("contr.treatment", "contr.poly"))
arguments <- commandArgs(TRUE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
for (part in c("problems.R", "design.R", "binomial.R", "multinomial.R")) source(file.path(here, part))

# The columns of a table of coefficients by estimate and covariance.
wald_table <- function(estimate, covariance, names, level = 0.95) {
  error <- sqrt(diag(covariance))
  z <- estimate / error
  width <- qnorm((1 + level) / 2) * error
  named <- function(v) as.list(setNames(as.numeric(v), names))
  list(estimate = named(estimate), std_error = named(error), statistic = named(z),
       p_value = named(2 * pnorm(-abs(z))), conf_low = named(estimate - width), conf_high = named(estimate + width))
}

joint_wald <- function(estimate, covariance, slopes, label = "") {
  if (!any(slopes)) return(NULL)
  statistic <- as.numeric(estimate[slopes] %*% solve(covariance[slopes, slopes], estimate[slopes], tol = 0))
  list(wald = statistic, wald_df = sum(slopes), wald_p_value = pchisq(statistic, sum(slopes), lower.tail = FALSE))
}

level_of <- function(problem) {
  place <- match("--level", problem$options)
  if (is.na(place)) 0.95 else as.numeric(problem$options[place + 1])
}

failed <- NULL
for (problem in c(real(), made())) {
  if (length(arguments) > 1 && !(problem$name %in% arguments[-1])) next
  folder <- file.path(arguments[1], gsub("[^A-Za-z0-9]+", "-", problem$name))
  found <- tryCatch({
    p <- prepared(problem)
    write_problem(p, folder)
    if ("separated" %in% problem$parts) list()
    else if (length(p$classes) == 2) binomial_reference(p)
    else multinomial_reference(p)
  }, error = function(e) { failed <<- c(failed, paste0(problem$name, ": ", conditionMessage(e))); list() })
  writeLines(toJSON(found, auto_unbox = TRUE, digits = I(17), na = "null"), file.path(folder, "r.json"))
  cat(problem$name, "\n")
}
versions <- c(R = paste(R.version$major, R.version$minor, sep = "."),
              sapply(c("sandwich", "nnet", "car", "brglm2"), function(package) as.character(packageVersion(package))))
writeLines(toJSON(as.list(versions), auto_unbox = TRUE), file.path(arguments[1], "versions-r.json"))
if (length(failed)) { cat(failed, sep = "\n", file = stderr()); quit(status = 1) }
