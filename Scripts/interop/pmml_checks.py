#!/usr/bin/env python3
"""Models of PMML between Logit, scikit-learn's converter of JPMML and JPMML's evaluator.

    pmml_checks.py make FOLDER    writes models of scikit-learn as PMML, with what JPMML makes of rows, as the
                                  tests keep them in Fixtures/PMML
    pmml_checks.py read LOGIT     writes them to a temporary folder and has `logit predict` read each
    pmml_checks.py write LOGIT    has `logit export --to pmml` write models of bundled sets, whose golden rows
                                  JPMML's evaluator runs, and read them again

Each line says format, model, direction and the largest difference of a probability. Logit keeps networks in single precision,
which JPMML does not. So they are compared with NumPy in single precision, and with JPMML; where the latter differ by
more than 1e-6, NumPy in single precision must differ from JPMML by as much.

Needs Java, and from PyPI: scikit-learn, sklearn2pmml, jpmml_evaluator, py4j, pandas.
"""

import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

TOLERANCE = 1e-6


def frame():
    """Rows of two numbers and a category, by a rule; nothing is random."""
    import pandas

    rows = [
        {
            "length": 1 + (row * 7 % 23) / 4,
            "width": 50 + (row * 11 % 19) * 3.5,
            "color": ["red", "green", "blue <&>"][row * 5 % 7 % 3],
        }
        for row in range(90)
    ]
    return pandas.DataFrame(rows)


def models():
    """Each model with its labels."""
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier
    from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

    x = frame()
    two = ["yes" if value > 4 else "no" for value in x.length + x.width / 60 * (x.color == "red")]
    three = [["low", "middle", "high"][int(value) % 3] for value in x.length + x.width / 40]

    def columns(scaler):
        return ColumnTransformer([("numbers", scaler, ["length", "width"]), ("color", OneHotEncoder(), ["color"])])

    def numbers(scaler):
        return ColumnTransformer([("numbers", scaler, ["length", "width"])])

    network = dict(max_iter=150, random_state=1, solver="lbfgs")
    yield "sklearn-logistic", columns(StandardScaler()), LogisticRegression(), two
    yield "sklearn-softmax", columns(StandardScaler()), LogisticRegression(), three
    yield "sklearn-minmax", numbers(MinMaxScaler()), LogisticRegression(), two
    yield "sklearn-network", columns(StandardScaler()), MLPClassifier((4,), activation="tanh", **network), two
    yield "sklearn-network3", numbers(StandardScaler()), MLPClassifier((5, 3), activation="relu", **network), three
    yield "sklearn-sigmoid", numbers(StandardScaler()), MLPClassifier((3,), activation="logistic", **network), three


def make(folder):
    from jpmml_evaluator import make_evaluator
    from sklearn2pmml import sklearn2pmml
    from sklearn2pmml.pipeline import PMMLPipeline

    folder = pathlib.Path(folder)
    x = frame()
    for name, preparation, model, labels in models():
        pipeline = PMMLPipeline([("columns", preparation), ("model", model)])
        pipeline.fit(x, labels)
        path = folder / f"{name}.pmml"
        sklearn2pmml(pipeline, str(path))
        evaluator = make_evaluator(str(path))
        rows = x.head(12).to_dict("records")
        classes = [str(value) for value in model.classes_]
        found = [evaluator.evaluate(row) for row in rows]
        probabilities = [[result[f"probability({label})"] for label in classes] for result in found]
        own = pipeline.predict_proba(x.head(12))
        largest = max(abs(a - b) for p, q in zip(probabilities, own) for a, b in zip(p, q))
        assert largest < 1e-9, (name, largest)
        expected = {"classes": classes, "rows": rows, "probabilities": probabilities}
        if hasattr(model, "coefs_"):
            expected["single"] = in_single_precision(preparation.transform(x.head(12)), model).tolist()
        (folder / f"{name}.json").write_text(json.dumps(expected, indent=1) + "\n")


def in_single_precision(x, model):
    """What a network of scikit-learn gives when its weights and all that is worked out are numbers of single precision."""
    import numpy

    functions = {
        "tanh": numpy.tanh, "relu": lambda z: numpy.maximum(z, 0), "logistic": lambda z: 1 / (1 + numpy.exp(-z))}
    values = numpy.asarray(x, numpy.float32)
    for place, (kernel, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        values = values @ kernel.astype(numpy.float32) + bias.astype(numpy.float32)
        if place < len(model.coefs_) - 1:
            values = functions[model.activation](values)
    if values.shape[1] == 1:
        last = functions["logistic"](values)
        return numpy.column_stack([1 - last, last])
    shares = numpy.exp(values - values.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def distance(found, expected):
    return max(abs(a - b) for one, other in zip(found, expected, strict=True) for a, b in zip(one, other, strict=True))


def read(logit):
    with tempfile.TemporaryDirectory() as folder:
        make(folder)
        for path in sorted(pathlib.Path(folder).glob("*.pmml")):
            expected = json.loads(path.with_suffix(".json").read_text())
            table = path.with_suffix(".csv")
            with table.open("w", newline="") as file:
                writer = csv.DictWriter(file, list(expected["rows"][0]))
                writer.writeheader()
                writer.writerows(expected["rows"])
            out = path.with_suffix(".out.csv")
            subprocess.run([logit, "predict", path, table, "-o", out, "--quiet"], check=True)
            with out.open() as file:
                rows = list(csv.DictReader(file))
            found = [[float(row[f"probability_{label}"]) for label in expected["classes"]] for row in rows]
            largest = distance(found, expected["probabilities"])
            if "single" in expected:
                apart, inherent = distance(found, expected["single"]), distance(expected["single"], expected["probabilities"])
                print("pmml", f"{path.stem} in single precision", "read", f"{apart:.3g}", sep="\t")
                if not apart < TOLERANCE:
                    sys.exit(f"{path.stem} differs by {apart} from the network in single precision")
                if largest > TOLERANCE and largest <= inherent + TOLERANCE:
                    name = f"{path.stem}, of which single precision in NumPy differs by {inherent:.2g}"
                    print("pmml", name, "read", f"{largest:.3g}", sep="\t")
                    continue
            print("pmml", path.stem, "read", f"{largest:.3g}", sep="\t")
            if not largest < TOLERANCE:
                sys.exit(f"{path.stem} differs by {largest}")


def write(logit):
    targets = {"iris": "species", "penguins": "species", "breast-cancer": "diagnosis"}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for data, target in targets.items():
            for more in [[], ["--hidden", "4"]]:
                model, file, table = folder / "model.safetensors", folder / "model.pmml", folder / "table.csv"
                table.unlink(missing_ok=True)
                subprocess.run([logit, "datasets", data, "-o", table], check=True, capture_output=True)
                subprocess.run(
                    [logit, "fit", table, "--target", target, "-o", model, "--overwrite", "--quiet", *more], check=True)
                run = subprocess.run(
                    [logit, "export", model, "--to", "pmml", "-o", file, "--json"],
                    check=True, capture_output=True, text=True,
                )
                report = json.loads(run.stdout)
                largest = report["max_difference"]
                name = " ".join([data, *more])
                print("pmml", name, "written", largest if largest is None else f"{largest:.3g}", sep="\t")
                if report["runner"] is None or not largest < TOLERANCE:
                    sys.exit(f"{data} was not checked, or differs: {report}")
                again = probabilities(logit, file, table)
                first = probabilities(logit, model, table)
                largest = distance(again, first)
                print("pmml", name, "written and read", f"{largest:.3g}", sep="\t")
                if not largest < TOLERANCE:
                    sys.exit(f"{data} differs by {largest} when it is read again")


def probabilities(logit, model, table):
    """What the command predicts."""
    run = subprocess.run(
        [logit, "predict", model, table, "--only-predictions", "--quiet"], check=True, capture_output=True, text=True)
    return [[float(cell) for cell in line[1:]] for line in csv.reader(run.stdout.splitlines()[1:])]


if __name__ == "__main__":
    {"make": make, "read": read, "write": write}[sys.argv[1]](sys.argv[2])
