"""Compares every number of `logit regress --json` with R's and with those of extended precision; see check-inference.

    python compare.py FOLDER [--write] [--references] [NAME...]

FOLDER is what reference.R wrote. R counts where it agrees with extended precision to 1e-8; the latter always does. With --references `logit` is not run: R and extended precision are compared with each other.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

warnings.filterwarnings("ignore")

from command import Command, Failure
from parity import differences, flat
from reference import Problem, reference

ALLOWED = 1e-7
# Where R is further than this from extended precision it is not the reference.
AGREEMENT = 1e-8

# The lines of the table: title, R's source, parts, quantities (all by default).
LINES = [
    ("estimates", "`glm`, `multinom`", ["table"], ["estimate"]),
    ("standard errors, z, p", "`summary`", ["table"], ["std_error", "statistic", "p_value"]),
    ("Wald intervals", "`confint.default`", ["table"], ["conf_low", "conf_high"]),
    ("covariance", "`vcov`", ["table"], ["covariance"]),
    ("log likelihoods, AIC, BIC, degrees of freedom", "`logLik`, `AIC`, `BIC`", ["table"],
     ["n", "log_likelihood", "null_log_likelihood", "aic", "bic", "df_model", "df_residual"]),
    ("likelihood-ratio test of the model", "`anova`", ["table"], ["llr", "llr_df", "llr_p_value"]),
    ("Wald test of the model", "by hand", ["table"], ["wald", "wald_df", "wald_p_value"]),
    ("pseudo R²", "by hand", ["table"], ["mcfadden", "cox_snell", "nagelkerke"]),
    ("nested models", "`anova`", ["table"], ["nested"]),
    *((f"robust errors, {t}", f"`sandwich::vcovHC(type = \"{t}\")`", [t.lower()], None) for t in ("HC0", "HC1", "HC2", "HC3")),
    ("clustered errors", "`sandwich::vcovCL(type = \"HC0\")`", ["cluster"], None),
    ("profile intervals", "`uniroot` on refits", ["profile"], None),
    ("terms, likelihood ratio", "`car::Anova`", ["likelihood-ratio"], None),
    ("terms, Wald", "`car::Anova(test = \"Wald\")`", ["wald"], None),
    ("terms, score", "`anova(test = \"Rao\")`", ["score"], None),
    ("variance inflation", "`car::vif`", ["vif"], None),
    ("Hosmer-Lemeshow", "by hand", ["hosmer-lemeshow"], None),
    ("marginal effects, overall", "delta method, `numDeriv`", ["effects-overall"], None),
    ("marginal effects at the mean", "delta method, `numDeriv`", ["effects-mean"], None),
    ("leverage, Cook's distance", "`hatvalues`, `cooks.distance`", ["influence"], ["leverage", "cooks_distance", "fitted"]),
    ("residuals", "`residuals`, `rstandard`", ["influence"],
     ["pearson", "deviance", "standardized_pearson", "standardized_deviance"]),
    ("predicted probabilities and intervals", "`predict(se.fit = TRUE)`", ["predict"], None),
    ("Firth: estimates and errors", "`brglm2`", ["firth"], ["estimate", "std_error"]),
    ("Firth: tests, likelihoods", "-", ["firth"], ["statistic", "p_value", "log_likelihood", "penalized_log_likelihood"]),
    ("Firth: profile intervals", "-", ["firth"], ["conf_low", "conf_high"]),
    ("separation: terms, signs, finite part", "-", ["separated"], None),
]


def cached(folder):
    place = folder / "extended.json"
    if not place.exists():
        plain = lambda v: v.tolist() if isinstance(v, (np.ndarray, np.generic)) else float(v) if isinstance(v, np.longdouble) else v
        place.write_text(json.dumps(reference(folder), default=plain))
    return json.loads(place.read_text())


class Entry(NamedTuple):
    """A number: how far ours is from extended precision and from R, and R from extended precision."""

    problem: str
    part: str
    quantity: str
    subject: str
    off: float
    from_r: float | None
    r_off: float | None
    own: object
    reference: object

    @property
    def worst(self):
        return max(self.off, self.from_r or 0.0)


class Tally:
    """What was compared, by part and quantity."""

    def __init__(self):
        self.entries = []

    def add(self, name, extended, r, ours):
        numbers, printed, known = flat(extended), flat(ours or {}), flat(r)
        theirs = {k: v for k, v in differences(r, extended).items() if k in known} if r else {}
        own = differences(ours, extended) if ours is not None else dict.fromkeys(numbers, 0.0)
        beside = differences(ours, r) if ours is not None and r else {}
        for key in numbers:
            off = theirs.get(key)
            # Where R itself is off it is no reference.
            from_r = beside.get(key) if off is not None and off <= AGREEMENT else None
            self.entries.append(Entry(name, *key, own[key], from_r, off, printed.get(key), numbers[key]))

    def rows(self):
        for title, source, parts, quantities in LINES:
            picked = [e for e in self.entries if e.part in parts and (quantities is None or e.quantity in quantities)]
            if picked:
                yield title, source, picked


def separated_differences(name, reference, ours, tally):
    """Terms and signs, 0 where either is possible, have to agree; finite estimates and the likelihood's limit too."""

    def add(quantity, term, off, own, value):
        tally.entries.append(Entry(name, "separated", quantity, term, off, None, None, own, value))

    wrong = lambda right: 0.0 if right else float("inf")
    for term in set(ours["infinite"]) | set(reference["infinite"]):
        own, sign = ours["infinite"].get(term), reference["infinite"].get(term)
        add("infinite", term, wrong(own is not None and sign is not None and sign == own), own, sign)
    add("complete", "", wrong(ours["complete"] == reference["complete"]), ours["complete"], reference["complete"])
    for quantity in ("estimate", "std_error"):
        for term, value in reference.get(quantity, {}).items():
            own, least = ours[quantity].get(term), 1e-2 * reference["std_error"][term]
            add(quantity, term, abs(own - value) / max(abs(value), least) if own is not None else float("inf"), own, value)
    if "log_likelihood" in reference:
        own, value = ours["log_likelihood"], reference["log_likelihood"]
        add("log_likelihood", "", abs(own - value) / max(abs(value), 1), own, value)
    # What does not exist has no p-value.
    for term in reference["infinite"]:
        add("p_value", term, wrong(ours["p_value"].get(term) is None), ours["p_value"].get(term), None)


def compare(folder, tally, run):
    p = Problem(folder)
    name = p.meta["name"]
    extended = cached(folder)
    r = json.loads((folder / "r.json").read_text())
    command = Command(p)
    for part in extended:
        if part == "predict" and p.meta["dropped"]:
            continue
        ours = None
        if run:
            try:
                ours = command.part(part)
            except (Failure, KeyError, AssertionError, ValueError, OSError) as error:
                print(f"{name}: {part}: {type(error).__name__}: {error}", file=sys.stderr)
                ours = {}
        if part == "separated":
            if ours:
                separated_differences(name, extended[part], ours, tally)
            elif run:
                tally.entries.append(Entry(name, part, "object", "", float("inf"), None, None, None, "an object"))
            continue
        tally.add(name, {part: extended[part]}, {part: r[part]} if part in r else {}, None if ours is None else {part: ours})


def number(value):
    return "-" if value is None else f"{value:.0e}" if 0 < value < float("inf") else "0" if value == 0 else "missing"


def report(entries):
    """Says what is off by more than is allowed: the worst subject of each quantity."""
    shown = {}
    for entry in entries:
        if not entry.worst <= ALLOWED:
            shown.setdefault(entry[:3], []).append(entry)
    for (name, part, quantity), entries in shown.items():
        worst = max(entries, key=lambda e: e.worst)
        print(f"{name}: {part} {quantity} {worst.subject}: {worst.own} instead of {worst.reference}, off by {worst.worst:.1e} "
              f"({len(entries)} such)", file=sys.stderr, flush=True)


def document(tally, run):
    lines = ["| quantity | R | problems | values | Logit from R | Logit from extended precision | R from extended precision |",
             "|---|---|--:|--:|--:|--:|--:|"]
    for title, source, picked in tally.rows():
        largest = lambda numbers: number(max((n for n in numbers if n is not None), default=None))
        lines.append(f"| {title} | {source} | {len({e.problem for e in picked})} | {len(picked):,} "
                     f"| {largest(e.from_r for e in picked)} | {largest(e.off for e in picked) if run else '-'} "
                     f"| {largest(e.r_off for e in picked)} |")
    return "\n".join(lines) + "\n"


def exceptions(tally):
    """Where R is not the reference: problem, quantity, how far it is off."""
    worst = {}
    for e in tally.entries:
        if e.r_off is not None and e.r_off > AGREEMENT:
            parts = worst.setdefault(e.problem, {})
            parts[e.part] = max(parts.get(e.part, 0), e.r_off)
    return "".join(f"- {name}: {', '.join(f'{part} {off:.0e}' for part, off in parts.items())}\n" for name, parts in worst.items())


def listed_differences(tally):
    """Where Logit is off by more than is allowed: problem, quantity, how far from extended precision."""
    worst = {}
    for e in tally.entries:
        if not e.worst <= ALLOWED:
            parts = worst.setdefault(e.problem, {})
            parts[e.part] = max(parts.get(e.part, 0), e.worst if e.worst == e.worst else float("inf"))
    listed = "".join(f"- {name}: {', '.join(f'{part} {number(off)}' for part, off in parts.items())}\n" for name, parts in worst.items())
    return DIFFERENCES + listed if listed else ""


def main():
    arguments = sys.argv[1:]
    run, write = "--references" not in arguments, "--write" in arguments
    arguments = [a for a in arguments if not a.startswith("--")]
    root = Path(arguments[0])
    tally = Tally()
    folders = sorted(f.parent for f in root.glob("*/r.json"))
    for folder in folders:
        if len(arguments) == 1 or folder.name in arguments[1:]:
            before = len(tally.entries)
            compare(folder, tally, run)
            report(tally.entries[before:])
    text = document(tally, run)
    print(text)
    print(exceptions(tally))
    bad = [e for e in tally.entries if not e.worst <= ALLOWED]
    if write and run:
        versions = json.loads((root / "versions-r.json").read_text())
        Path("Documentation/Inference.md").write_text(
            HEADER.format(**versions, problems=len({e.problem for e in tally.entries})) + text + listed_differences(tally) + EXCEPTIONS + exceptions(tally))
    if bad:
        sys.exit(f"{len(bad)} of {len(tally.entries)} numbers are off by more than {ALLOWED:.0e}.")


HEADER = """# How close `logit regress` comes to R

Made by `Scripts/check-inference --write`: {problems} problems, real ones of R's packages and made ones that are hard (columns
scaled by 1e8 and 1e-8, a mean of 1e8 with deviation 1, near separation, raw polynomials, collinear columns, 3 positives
among 30,000 rows, clusters, weights, offsets, counts, eight classes). Every number that `logit regress --json` prints, and every row of
its influence table and of `logit predict --interval`, is compared with R {R} (sandwich {sandwich}, car {car}, nnet
{nnet}, brglm2 {brglm2}).

Beside R stands the same in extended precision (64 bits, columns made orthonormal first), worked out without R in
`Scripts/inference`. R is compared with where it agrees with that to 1e-8. Of what R has not (tests and profiles of Firth's likelihood,
separation) extended precision is the only reference. Differences are relative; those of an estimate or limit below a
hundredth of its standard error are relative to that hundredth.

"""

DIFFERENCES = """
## Where they differ by more than 1e-7

The largest difference of each quantity; "missing" where the reference has no number. The first limit of a Firth profile with two
maxima, and whether classes that are separated in pairs are called separated completely, are matters of definition.

"""

EXCEPTIONS = """
## Where R is not the reference

R solves in double precision on columns as they are; by so much is it off here:

"""

if __name__ == "__main__":
    main()
