# The problems of check-inference: real data of R's packages, and made ones that are hard.
#
# A problem is a list: name, data, formula (as `logit regress` reads it), and what else the fit is told. `parts` says
# which quantities exist and are compared.

# What a problem of two classes is compared in. Problems with counts, weights or several classes have fewer parts.
BINARY <- c("table", "robust", "profile", "firth", "effects", "likelihood-ratio", "wald", "score", "vif",
            "hosmer-lemeshow", "influence", "predict")
MULTINOMIAL <- c("table", "effects", "likelihood-ratio", "predict")
PLAIN <- c("table", "robust", "likelihood-ratio", "wald", "score", "vif", "influence", "predict")

problem <- function(name, data, formula, parts = BINARY, without = NULL, weights = NULL, frequency = NULL,
                    offset = NULL, trials = NULL, cluster = NULL, base = NULL, reference = NULL, positive = NULL,
                    nested = NULL, options = NULL, epsilon = 1e-14, why = NULL) {
  data <- as.data.frame(data)
  for (column in names(data)) {
    values <- data[[column]]
    # Categories stand in the order of their characters' codes, as in `logit`; unused ones do not exist.
    if (is.character(values) || is.factor(values) || is.logical(values)) {
      values <- as.character(values)
      data[[column]] <- factor(values, levels = sort(unique(values), method = "radix"))
    } else {
      data[[column]] <- as.numeric(values)
    }
  }
  for (column in names(reference)) data[[column]] <- relevel(data[[column]], reference[[column]])
  list(name = name, data = data, formula = formula, parts = setdiff(parts, without), weights = weights,
       frequency = frequency, offset = offset, trials = trials, cluster = cluster, base = base,
       reference = reference, positive = positive, nested = nested, options = options, epsilon = epsilon, why = why)
}

take <- function(item, package) {
  space <- new.env()
  data(list = item, package = package, envir = space)
  space[[item]]
}

real <- function() {
  birthwt <- MASS::birthwt
  birthwt$race <- c("white", "black", "other")[birthwt$race]
  mtcars <- datasets::mtcars
  titanic <- as.data.frame(datasets::Titanic)
  titanic <- titanic[titanic$Freq > 0, ]
  berkeley <- as.data.frame(datasets::UCBAdmissions)
  esoph <- datasets::esoph
  esoph$healthy <- esoph$ncontrols
  esoph$age <- as.numeric(esoph$agegp)
  esoph$smoke <- as.character(esoph$tobgp)
  esoph$drink <- as.character(esoph$alcgp)
  menarche <- MASS::menarche
  menarche$no <- menarche$Total - menarche$Menarche
  affairs <- take("Affairs", "AER")
  affairs$any <- ifelse(affairs$affairs > 0, "yes", "no")
  hmda <- take("HMDA", "AER")
  endometrial <- take("endometrial", "brglm2")
  lizards <- take("lizards", "brglm2")
  housing <- MASS::housing
  iris <- datasets::iris
  iris$narrow <- ifelse(iris$Sepal.Width < 3, "yes", "no")
  names(iris) <- c("sepal_length", "sepal_width", "petal_length", "petal_width", "species", "narrow")
  wells <- carData::Wells
  pima <- MASS::Pima.tr2
  voters <- carData::BEPS
  names(voters) <- c("vote", "age", "nation", "household", "blair", "hague", "kennedy", "europe", "knowledge", "gender")
  list(
    problem("infert", datasets::infert, "case ~ age + parity + education + spontaneous + induced",
            nested = "case ~ spontaneous + induced", cluster = "stratum"),
    problem("infert, interaction", datasets::infert, "case ~ age * induced + C(parity) + spontaneous",
            without = "profile"),
    problem("birthwt", birthwt, "low ~ age + lwt + race + smoke + ptl + ht + ui + ftv", nested = "low ~ lwt + race"),
    problem("birthwt, reference", birthwt, "low ~ lwt + race * smoke", reference = list(race = "white")),
    problem("birthwt, functions", birthwt, "low ~ log(lwt) + poly(age, 2) + I(ptl/2) + smoke"),
    problem("birthwt, splines", birthwt, "low ~ bs(age, 4) + lwt"),
    problem("birthwt, squares", birthwt, "low ~ age + I(age^2) + sqrt(lwt) + scale(ftv)", without = c("score", "firth")),
    problem("mtcars am", mtcars, "am ~ hp + qsec"),
    problem("mtcars vs, category of numbers", mtcars, "vs ~ mpg + C(gear, \"4\")", without = c("profile", "score")),
    problem("esoph, counts", esoph, "cbind(ncases, healthy) ~ age + drink + smoke",
            parts = c(PLAIN, "profile", "firth"), nested = "cbind(ncases, healthy) ~ age"),
    problem("menarche, counts", menarche, "cbind(Menarche, no) ~ Age", parts = c(PLAIN, "profile", "firth")),
    problem("lizards, counts", lizards, "cbind(grahami, opalinus) ~ height + diameter + light + time",
            parts = c(PLAIN, "profile", "firth")),
    problem("endometrial", endometrial, "HG ~ NV + PI + EH", parts = c("firth", "separated")),
    problem("Titanic, frequencies", titanic, "Survived ~ Class + Sex + Age", frequency = "Freq",
            parts = c("table", "robust", "profile", "likelihood-ratio", "wald", "score", "effects", "vif", "firth")),
    problem("Titanic, frequencies, interaction", titanic, "Survived ~ Class + Sex + Age + Sex:Age", frequency = "Freq",
            parts = c("table", "robust", "likelihood-ratio", "wald", "score", "effects")),
    problem("UCBAdmissions, frequencies", berkeley, "Admit ~ Gender + Dept", frequency = "Freq", positive = "Admitted",
            parts = c("table", "robust", "likelihood-ratio", "wald", "score", "effects", "vif"),
            nested = "Admit ~ Dept"),
    problem("Mroz", carData::Mroz, "lfp ~ k5 + k618 + age + wc + hc + lwg + inc", nested = "lfp ~ k5 + age + inc"),
    problem("Mroz, no formula", carData::Mroz, NULL, options = c("--target", "lfp")),
    problem("Mroz, interactions", carData::Mroz, "lfp ~ (k5 + age + wc)^2 + inc", without = c("profile", "firth")),
    problem("Mroz, no intercept", carData::Mroz, "lfp ~ 0 + wc + k5 + age", without = c("score", "vif")),
    problem("TitanicSurvival, cells missing", carData::TitanicSurvival, "survived ~ sex + age + passengerClass"),
    problem("Wells", wells, "switch ~ distance + arsenic + education + association", without = "profile"),
    problem("Cowles", carData::Cowles, "volunteer ~ sex + neuroticism * extraversion"),
    problem("Arrests", carData::Arrests, "released ~ employed + citizen + checks + colour * year + colour * age",
            without = c("profile", "firth", "influence")),
    problem("HMDA", hmda, "deny ~ pirat + hirat + lvrat + chist + mhist + phist + unemp + selfemp + insurance + afam",
            without = c("profile", "firth")),
    problem("Affairs, level 0.9", affairs,
            "any ~ gender + age + yearsmarried + children + religiousness + education + occupation + rating",
            options = c("--level", "0.9")),
    problem("SwissLabor", take("SwissLabor", "AER"), "participation ~ income + age + I(age^2) + education + youngkids + foreign"),
    problem("bacteria, clusters", MASS::bacteria, "y ~ trt + week", cluster = "ID"),
    problem("Pima, cells missing", pima, "type ~ npreg + glu + bp + skin + bmi + ped + age", without = "effects"),
    problem("iris, narrow", iris, "narrow ~ sepal_length + petal_width", nested = "narrow ~ sepal_length"),
    problem("Chile, four classes", carData::Chile, "vote ~ region + sex + age + education + income + statusquo",
            parts = MULTINOMIAL),
    problem("Womenlf, three classes", carData::Womenlf, "partic ~ hincome + children", parts = c(MULTINOMIAL, "robust"),
            base = "not.work", nested = "partic ~ children"),
    problem("BEPS, three classes", voters, "vote ~ age + gender + nation + household + blair + hague + kennedy + europe * knowledge",
            parts = c("table", "likelihood-ratio", "predict")),
    problem("WVS, clusters", carData::WVS, "poverty ~ religion + degree + country + poly(age, 3) + gender",
            parts = MULTINOMIAL, cluster = "country"),
    problem("iris, sepals", iris, "species ~ sepal_width + sepal_length", parts = c("separated")),
    problem("housing, frequencies", housing, "Sat ~ Infl + Type + Cont", frequency = "Freq", base = "Low",
            parts = c("table", "likelihood-ratio", "effects"))
  )
}

made <- function() {
  set.seed(20)
  draw <- function(eta) as.numeric(runif(length(eta)) < plogis(eta))
  short <- function(x, bits = 20) round(x * 2^bits) / 2^bits # written down without loss
  frame <- function(n, ...) {
    d <- data.frame(a = short(rnorm(n)), b = short(rnorm(n)), c = short(rexp(n)),
                    g = sample(c("red", "green", "blue"), n, TRUE))
    d$y <- draw(-0.4 + 0.8 * d$a - 0.5 * d$b + 0.3 * d$c + (d$g == "red"))
    d
  }
  scaled <- frame(600); scaled$a <- scaled$a * 2^27; scaled$b <- scaled$b * 2^-27
  scaled2 <- frame(400); scaled2$a <- scaled2$a * 1e8; scaled2$b <- scaled2$b * 1e-8
  shifted <- frame(500); shifted$a <- short(shifted$a, 10) + 1e8
  near <- frame(300); near$y <- as.numeric(near$a + 0.05 * rlogis(300) > 0)
  collinear <- frame(400); collinear$d <- short(collinear$a + 1e-5 * rnorm(400), 30)
  raw <- data.frame(x = short(runif(500, 0, 10), 10)); raw$y <- draw(sin(raw$x) + 0.3 * raw$x - 1)
  years <- data.frame(year = sample(1990:2020, 800, TRUE)); years$y <- draw((years$year - 2005) / 8)
  rare <- data.frame(a = short(rnorm(30000)), b = short(rnorm(30000)))
  rare$y <- 0; rare$y[order(-(rare$a + rlogis(30000)))[c(1, 40, 900)]] <- 1
  aliased <- frame(300); aliased$d <- aliased$a + aliased$b; aliased$h <- ifelse(aliased$g == "red", "warm", "cold")
  schools <- frame(600); schools$school <- sample(sprintf("s%02d", 1:25), 600, TRUE)
  effect <- rnorm(25)[as.integer(factor(schools$school))]
  schools$y <- draw(0.5 * schools$a + effect)
  schools$classroom <- schools$school
  few <- schools; few$school <- sample(c("north", "south", "west"), 600, TRUE)
  weighted <- frame(400); weighted$w <- round(rexp(400) + 0.25, 2); weighted$w[c(3, 77, 205)] <- 0
  whole <- frame(400); whole$w <- sample(1:4, 400, TRUE)
  repeated <- frame(250); repeated$f <- sample(0:5, 250, TRUE)
  exposed <- frame(500); exposed$o <- short(rnorm(500)); exposed$y <- draw(exposed$o + 0.5 * exposed$a)
  shares <- data.frame(x = short(rnorm(60)), g = sample(c("u", "v"), 60, TRUE), m = sample(1:40, 60, TRUE))
  shares$good <- rbinom(60, shares$m, plogis(0.3 + 0.7 * shares$x)); shares$share <- shares$good / shares$m
  shares$z <- ifelse(shares$m > 20, 1, 0) + short(runif(60))
  eight <- data.frame(a = short(rnorm(1500)), b = short(rnorm(1500)), g = sample(c("p", "q"), 1500, TRUE))
  scores <- outer(eight$a, seq(-1, 1, length.out = 8)) + outer(eight$b, cos(1:8)) + matrix(-log(-log(runif(12000))), 1500)
  eight$y <- paste0("k", max.col(scores))
  single <- frame(300); single$g[1] <- "gold"; single$g[2:3] <- "grey"; single$y[2:3] <- 0:1; single$y[1] <- 1
  lone <- frame(300); lone$y[c(4, 9)] <- 0:1; lone$g[c(4, 9)] <- "rare"
  crossed <- frame(500); crossed$h <- sample(c("on", "off"), 500, TRUE)
  gaps <- frame(300); gaps$a[seq(5, 300, 17)] <- NA; gaps$g[seq(3, 300, 29)] <- NA; gaps$y[seq(7, 300, 41)] <- NA
  positives <- frame(400); positives$income <- short(exp(1 + positives$a)); positives$y <- draw(log(positives$income) - 1)
  quasi <- frame(200); quasi$flag <- as.numeric(quasi$a > 1); quasi$y[quasi$flag == 1] <- 1
  level <- frame(200); level$g[level$b > 1.2] <- "violet"; level$y[level$g == "violet"] <- 0
  complete <- frame(60); complete$y <- as.numeric(complete$a + complete$b > 0.1)
  small <- frame(14); small$y <- c(0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0)
  tied <- data.frame(x = rep(0:5, each = 40)); tied$y <- draw(0.5 * tied$x - 1)
  many <- as.data.frame(matrix(short(rnorm(400 * 24)), 400)); names(many) <- paste0("v", 1:24); many$y <- draw(0.7 * many$v1 - 0.7 * many$v2)
  three <- frame(500); three$y <- c("low", "mid", "top")[1 + (three$a + rlogis(500) > 0) + (three$b + rlogis(500) > 1)]
  three$a <- three$a * 2^26; three$c <- three$c + 2^20; three$w <- sample(1:3, 500, TRUE)
  list(
    problem("columns of 2^27 and 2^-27", scaled, "y ~ a + b + c + g"),
    problem("columns of 1e8 and 1e-8", scaled2, "y ~ a + b + c + g"),
    problem("mean 1e8, deviation 1", shifted, "y ~ a + b", without = "predict"),
    problem("near separation", near, "y ~ a + b + c"),
    problem("near collinear", collinear, "y ~ a + d + c"),
    problem("raw polynomial", raw, "y ~ x + I(x^2) + I(x^3) + I(x^4) + I(x^5)", without = c("firth", "score")),
    problem("orthogonal polynomial", raw, "y ~ poly(x, 5)", without = c("firth")),
    problem("squares of years", years, "y ~ year + I(year^2)", without = c("firth", "profile", "predict")),
    problem("1 in 10,000", rare, "y ~ a + b", without = c("influence", "predict")),
    problem("aliased columns", aliased, "y ~ a + b + d + c + g + h", parts = c("table", "robust", "predict"), epsilon = 1e-10),
    problem("clusters", schools, "y ~ a + b + g", cluster = "school"),
    problem("three clusters", few, "y ~ a + b + g", parts = c("table"), cluster = "school"),
    problem("prior weights", weighted, "y ~ a + b + g", weights = "w", parts = c(PLAIN, "profile")),
    problem("whole prior weights", whole, "y ~ a + b + g", weights = "w", parts = c(PLAIN, "profile", "firth")),
    problem("frequency weights", repeated, "y ~ a + b + g", frequency = "f",
            parts = c("table", "robust", "profile", "firth", "effects", "likelihood-ratio", "wald", "score", "vif")),
    problem("offset", exposed, "y ~ a + b + g", offset = "o", without = c("score")),
    problem("offset, no intercept", exposed, "y ~ a + b - 1", offset = "o", without = c("score", "vif", "firth")),
    problem("shares and trials", shares, "share ~ x + g", trials = "m", parts = c(PLAIN, "profile", "firth")),
    problem("counts by cbind", transform(shares, bad = m - good), "cbind(good, bad) ~ x * g + z", parts = PLAIN),
    problem("eight classes", eight, "y ~ a * g + b", parts = c(MULTINOMIAL, "robust"), base = "k3"),
    problem("three classes, ill scaled", three, "y ~ a + c + g", parts = MULTINOMIAL, nested = "y ~ a"),
    problem("three classes, frequencies", three, "y ~ a + c", parts = c("table", "effects"), frequency = "w"),
    problem("three classes, no intercept", three, "y ~ 0 + g + b", parts = c("table", "effects")),
    problem("a category of two rows", lone, "y ~ a + g"),
    problem("a category of one row", single, "y ~ a + g", parts = "separated"),
    problem("interaction without margins", crossed, "y ~ g:h + a", parts = c("table", "robust", "predict"), epsilon = 1e-10),
    problem("interaction without one margin", crossed, "y ~ a + a:b + g:c", without = c("profile", "firth", "score")),
    problem("missing cells", gaps, "y ~ a + b + g"),
    problem("logarithms", positives, "y ~ log(income) + log2(c + 1) + exp(b) + center(a)", without = c("firth")),
    problem("small", small, "y ~ a + b", without = c("hosmer-lemeshow")),
    problem("ties", tied, "y ~ x"),
    problem("every column", many, "y ~ .", without = c("profile")),
    problem("quasi separation by a flag", quasi, "y ~ flag + b + c", parts = c("separated", "firth")),
    problem("quasi separation by a level", level, "y ~ g + a", parts = c("separated", "firth")),
    problem("complete separation", complete, "y ~ a + b", parts = c("separated", "firth"))
  )
}
