"""Runs `logit regress` on a problem and brings what it prints into the shape of reference.py's results."""

import csv
import json
import subprocess
from pathlib import Path

import numpy as np

TABLE = ["n", "log_likelihood", "null_log_likelihood", "llr", "llr_df", "llr_p_value", "wald", "wald_df", "wald_p_value",
         "df_model", "df_residual", "aic", "bic", "mcfadden", "cox_snell", "nagelkerke"]
COEFFICIENT = ["estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high"]


class Failure(Exception):
    """The command did not print an object, with what it said."""


class Command:
    def __init__(self, problem):
        self.p, self.meta = problem, problem.meta
        self.data = str((problem.folder / "data.csv").resolve())

    def arguments(self):
        """What every call has: the formula, and how columns are read and used."""
        meta, arguments = self.meta, []
        if meta["formula"]:
            arguments.append(meta["formula"])
        arguments += meta["options"]
        for option, key in (("weights", "weights"), ("frequency-weights", "frequency"), ("offset", "offset"),
                            ("trials", "trials"), ("base-class", "base"), ("positive", "positive")):
            if meta[key]:
                arguments += [f"--{option}", meta[key]]
        for column, level in (meta["reference"] or {}).items():
            arguments += ["--reference", f"{column}={level}"]
        for column in meta["categories_of_numbers"]:
            arguments += ["--as", f"{column}=category"]
        return arguments

    def run(self, *more):
        command = ["logit", "regress", self.data, *self.arguments(), "--json", *more]
        # There, since a model is written each time.
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.p.folder)
        if done.returncode not in (0, 2) or not done.stdout.startswith("{"):
            raise Failure(f"logit regress {' '.join(more)}: status {done.returncode}, {done.stderr.strip()[-300:]}")
        return json.loads(done.stdout)

    def subject(self, entry, name="term"):
        return entry[name] if len(self.p.classes) == 2 else f"{entry['class']}/{entry[name]}"

    def coefficients(self, object, quantities=COEFFICIENT):
        lines = [line for line in object["terms"] if not line["aliased"]]
        return {q: {self.subject(line): line[q] for line in lines} for q in quantities}

    def covariance(self, object):
        matrix = object["covariance"]
        # Aliased columns have rows of nulls, which the references leave out.
        kept = [i for i, row in enumerate(matrix) if any(value is not None for value in row)]
        return np.array([[np.nan if matrix[i][j] is None else matrix[i][j] for j in kept] for i in kept])

    def part(self, name):
        """A part's quantities, as in the reference."""
        if name == "table":
            more = ["--nested", self.meta["nested"]] if self.meta["nested"] else []
            object = self.run("--covariance", *more)
            found = self.coefficients(object) | {key: object[key] for key in TABLE} | dict(covariance=self.covariance(object))
            if more:
                found["nested"] = {key: object["nested"][key] for key in ("statistic", "df", "p_value")}
            return found
        if name in ("hc0", "hc1", "hc2", "hc3", "cluster"):
            how = ["--cluster", self.meta["cluster"]] if name == "cluster" else ["--robust", name]
            object = self.run(*how, "--covariance")
            return self.coefficients(object, COEFFICIENT[1:]) | dict(covariance=self.covariance(object)) | {
                key: object[key] for key in ("wald", "wald_df", "wald_p_value") if object.get(key) is not None}
        if name == "profile":
            return self.coefficients(self.run("--profile"), ["conf_low", "conf_high"])
        if name == "firth":
            object = self.run("--firth")
            return self.coefficients(object) | {key: object[key] for key in ("log_likelihood", "penalized_log_likelihood")}
        if name.startswith("effects-"):
            lines = self.run("--marginal-effects", name.removeprefix("effects-"))["marginal_effects"]
            return {q: {self.subject(line): line[q] for line in lines}
                    for q in ("effect", "std_error", "p_value", "conf_low", "conf_high")}
        if name in ("likelihood-ratio", "wald", "score"):
            lines = self.run("--test", name)["tests"]
            return {q: {line["term"]: line[q] for line in lines} for q in ("statistic", "df", "p_value")}
        if name == "vif":
            return dict(value={line["term"]: line["value"] for line in self.run("--vif")["vif"]})
        if name == "hosmer-lemeshow":
            return self.run("--hosmer-lemeshow", "10")["hosmer_lemeshow"]
        if name == "influence":
            return self.influence()
        if name == "predict":
            return self.predictions()
        return self.separated()

    def influence(self):
        table = (self.p.folder / "influence.csv").resolve()
        table.unlink(missing_ok=True)
        self.run("--influence", str(table))
        with open(table, newline="") as file:
            rows = list(csv.DictReader(file))
        assert [int(row["row"]) for row in rows] == self.meta["complete"], "rows of the influence table"
        return {q: np.array([float(row[q] or "nan") for row in rows]) for q in rows[0] if q != "row"}

    def predictions(self):
        model = (self.p.folder / "predicting.safetensors").resolve()
        model.unlink(missing_ok=True)
        self.run("-o", str(model))
        command = ["logit", "predict", str(model), self.data, "--interval", "0.95", "--only-predictions", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"logit predict: status {done.returncode}, {done.stderr.strip()[-300:]}")
        rows = list(csv.DictReader(done.stdout.splitlines()))
        columns = {key: np.array([float(row[key]) for row in rows]) for key in rows[0] if key.startswith("probability_")}
        classes = [key.removeprefix("probability_") for key in columns if key.endswith("_low")]
        classes = [key.removesuffix("_low") for key in classes]
        if len(self.p.classes) == 2:
            own = classes[-1]
            return {key: columns[f"probability_{own}{end}"] for key, end in (("probability", ""), ("low", "_low"), ("high", "_high"))}
        return {f"{c}/{key}": columns[f"probability_{c}{end}"] for c in self.p.classes
                for key, end in (("probability", ""), ("low", "_low"), ("high", "_high"))}

    def separated(self):
        object = self.run()
        signs = {"+": 1, "-": -1, "positive": 1, "negative": -1}
        infinite = {self.subject(line): 0 if line["sign_is_determined"] is False else signs.get(line["sign"], line["sign"])
                    for line in object["separated"]}
        found = dict(infinite=infinite, complete=any(line["kind"] == "complete" for line in object["separated"]),
                     log_likelihood=object["log_likelihood"])
        return found | self.coefficients(object, ["estimate", "std_error", "p_value"])
