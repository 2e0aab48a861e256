"""Compares ONNX files of Logit, and of others as Logit reads them, with ONNX Runtime.

    pip install onnx onnxruntime skl2onnx scikit-learn            (and for all models torch onnxscript keras tensorflow-cpu tf2onnx)
    mkdir written foreign
    LOGIT_WRITTEN_MODELS=$PWD/written swift test --filter ONNXWritingTests
    python Scripts/interop/onnx_checks.py written written         runs what Logit wrote
    python Scripts/interop/onnx_checks.py make foreign            makes models with scikit-learn, PyTorch and Keras
    LOGIT_FOREIGN_MODELS=$PWD/foreign swift test --filter ONNXReadingTests
    python Scripts/interop/onnx_checks.py command foreign LOGIT   has the command read these, and write some of its own

`written` with a third argument keeps the small files and the outputs of ONNX Runtime there, and `make` with `--small` makes
small models only; so the tests' fixtures were made, `Tests/LogitInterchangeTests/Fixtures/ONNX/Written` and `.../Foreign`.

Each line says format, model, direction and the largest difference of any probability. Exit status 1 if one is above 1e-6.
"""

import csv
import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime

TOLERANCE = 1e-6
failures = []


def report(model, direction, difference, scale=1.0):
    print(f"onnx\t{model}\t{direction}\t{difference:.3g}" if isinstance(difference, float) else f"onnx\t{model}\t{direction}\t{difference}")
    if not isinstance(difference, float) or not difference <= TOLERANCE * scale:
        failures.append(model)


def session(path):
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


# ---------------------------------------------------------------------------------------------- what Logit writes


def arrays(inputs):
    types = {"float": np.float32, "double": np.float64, "string": object}
    result = {}
    for entry in inputs:
        values = entry["values"]
        if entry["type"] != "string":
            values = [np.nan if value is None else value for value in values]
        result[entry["name"]] = np.array(values, dtype=types[entry["type"]]).reshape(entry["shape"])
    return result


def run_written(folder, kept):
    for description in sorted(folder.glob("*.rows.json")):
        name = description.name[: -len(".rows.json")]
        path = folder / f"{name}.onnx"
        expected = json.loads(description.read_text())
        inputs = arrays(expected["inputs"])
        try:
            runner = session(path)
            if "outputs" in expected:
                (values,) = runner.run(None, inputs)
                wanted = np.array(expected["outputs"]).reshape(values.shape)
                record = {"outputs": values.reshape(len(values), -1).tolist()}
            else:
                labels, values = runner.run(None, inputs)
                wanted = np.array(expected["probabilities"]).reshape(values.shape)
                record = {"probabilities": values.tolist(), "labels": labels.tolist()}
                if [str(label) for label in labels] != expected["labels"]:
                    failures.append(name)
                    print(f"onnx\t{name}\twritten\tother classes")
            difference = float(np.max(np.abs(values - wanted) / np.maximum(1, np.abs(wanted))))
            report(name, "written", difference if np.isfinite(difference) else "not finite")
            if name == "refusals":
                record["refused"], record["refused_labels"] = refused(runner, inputs)
        except Exception as error:
            report(name, "written", f"{type(error).__name__}: {error}".splitlines()[0][:200])
            continue
        if kept and expected["keep"]:
            shutil.copy(path, kept / path.name)
            (kept / f"{name}.json").write_text(json.dumps(record) + "\n")


def run_golden(folder):
    """Runs the golden rows of a file by the program that comes with Logit."""
    command = [sys.executable, folder / "golden_check.py", folder / "golden.onnx"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    metadata = {entry.key: entry.value for entry in onnx.load(folder / "golden.onnx").metadata_props}
    wanted = json.loads(metadata["logit.golden_rows"])["probabilities"]
    report("golden", "written", float(np.max(np.abs(np.array(found["probabilities"]) - np.array(wanted)))))


def refused(runner, inputs):
    """What becomes of an unknown category, of a missing text and of a missing number: no probabilities, and no class."""
    rows, classes = [], []
    for column, value in [("word", "violet"), ("word", ""), ("count", np.nan)]:
        changed = {name: values[:1].copy() for name, values in inputs.items()}
        changed[column][0, 0] = value
        labels, probabilities = runner.run(None, changed)
        if not np.isnan(probabilities).all() or labels[0] != "":
            failures.append("refusals")
        rows.append([None] * probabilities.shape[1])
        classes += labels.tolist()
    return rows, classes


# ------------------------------------------------------------------------------------------- models of others


def keep(folder, name, model, x, *, classes=None, features=None, refusal=None, notes=False, feeds=None, shape=None):
    """Writes a model with what ONNX Runtime makes of some rows."""
    path = folder / f"{name}.onnx"
    if model is not None:
        path.write_bytes(model.SerializeToString())
    expected = {}
    if refusal:
        expected["refused"] = refusal
    else:
        runner = session(path)
        names = [entry.name for entry in runner.get_inputs()]
        outputs = runner.run(None, feeds or {names[0]: x})
        y = [value for value in outputs if isinstance(value, list) or value.dtype.kind == "f"][-1]
        if isinstance(y, list):
            y = np.array([list(row.values()) for row in y])
        expected = {"inputs": x.reshape(len(x), -1).tolist(), "outputs": np.reshape(y, (len(x), -1)).tolist()}
        if classes is not None:
            expected["classes"] = classes
        if features is not None:
            expected["features"] = features
        if notes:
            expected["notes"] = True
    (folder / f"{name}.json").write_text(json.dumps(expected) + "\n")
    print(f"onnx\t{name}\tmade")


def make_sklearn(folder):
    from skl2onnx import to_onnx, update_registered_converter  # noqa: F401
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier  # noqa: F401
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    random = np.random.default_rng(0)
    x = random.normal(size=(60, 3)).astype(np.float32)
    x[:, 1] = 40 + 15 * x[:, 1]
    score = x[:, 0] + (x[:, 1] - 40) / 15 + random.normal(size=60)
    two, three = (score > 0).astype(int), np.digitize(score, [-0.7, 0.7])
    words = np.array(["high", "low", "middle"])

    def convert(name, model, y, *, zipmap=False, classes=None, **more):
        model.fit(more.pop("fit", x), y)
        options = {id(model): {"zipmap": zipmap}}
        converted = to_onnx(model, x[:1], options=options, target_opset={"": 13, "ai.onnx.ml": 2})
        keep(folder, name, converted, x[:8], classes=[str(c) for c in model.classes_], **more)

    convert("sklearn-logistic-binary", LogisticRegression(), two)
    convert("sklearn-logistic-multiclass", LogisticRegression(), three)
    convert("sklearn-logistic-words", LogisticRegression(), words[three])
    convert("sklearn-logistic-zipmap", LogisticRegression(), words[three], zipmap=True)
    convert("sklearn-logistic-binary-zipmap", LogisticRegression(), words[two], zipmap=True)
    convert("sklearn-standard-scaler", make_pipeline(StandardScaler(), LogisticRegression()), three)
    convert("sklearn-min-max-scaler", make_pipeline(MinMaxScaler(), LogisticRegression()), two)
    holes = x.copy()
    holes[3, 0] = np.nan
    convert("sklearn-imputer", make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()), two, fit=holes, notes=True)
    convert("sklearn-mlp-binary", MLPClassifier((4,), max_iter=30, random_state=0), two)
    convert("sklearn-mlp-multiclass", MLPClassifier((4, 3), activation="tanh", max_iter=30, random_state=0), words[three])
    convert("sklearn-mlp-logistic", MLPClassifier((4,), activation="logistic", max_iter=30, random_state=0), three)

    columns = make_pipeline(
        ColumnTransformer([("numbers", StandardScaler(), [0, 1, 2])]), LogisticRegression())
    columns.fit(x, two)
    names = ["length", "width", "height"]
    converted = to_onnx(
        columns, initial_types=[(name, FloatTensorType([None, 1])) for name in names],
        options={id(columns): {"zipmap": False}}, target_opset={"": 13, "ai.onnx.ml": 2})
    keep(
        folder, "sklearn-columns", converted, x[:8], classes=["0", "1"], features=names,
        feeds={name: x[:8, index : index + 1] for index, name in enumerate(names)})

    forest = RandomForestClassifier(2, max_depth=2, random_state=0).fit(x, two)
    converted = to_onnx(forest, x[:1], options={id(forest): {"zipmap": False}}, target_opset={"": 13, "ai.onnx.ml": 2})
    keep(folder, "sklearn-forest", converted, x[:8], refusal="TreeEnsembleClassifier")

    make_sklearn_categories(folder)


def make_sklearn_categories(folder):
    """Pipelines that take a table of numbers and categories, and what ONNX Runtime makes of rows, two of them unusual."""
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, StandardScaler
    import pandas as pd

    random = np.random.default_rng(3)
    count = 80
    table = pd.DataFrame({
        "age": random.normal(40, 12, count).astype(np.float32),
        "income": random.lognormal(9, 1, count).astype(np.float32),
        "city": random.choice(["Oslo", "Bern", "São Paulo"], count),
        "plan": random.choice(["7", "12"], count),
        "kids": random.integers(0, 4, count),
    })
    score = table["age"] / 12 + (table["city"] == "Oslo") + (table["kids"] == 2) + random.normal(size=count)
    two, three = np.where(score > 3.8, "yes", "no"), np.digitize(score, [3, 4.5])
    kinds = {"age": FloatTensorType, "income": FloatTensorType, "city": StringTensorType, "plan": StringTensorType,
             "kids": Int64TensorType}
    types = {FloatTensorType: np.float32, StringTensorType: object, Int64TensorType: np.int64}
    numbers, texts = ["age", "income"], ["city", "plan"]

    def convert(name, parts, y, estimator=None, columns=numbers + texts, unknown=True, fit=table, missing=False, **more):
        model = make_pipeline(ColumnTransformer(parts, **more), estimator or LogisticRegression(max_iter=2000))
        model.fit(fit[columns], y)
        converted = to_onnx(
            model, initial_types=[(column, kinds[column]([None, 1])) for column in columns],
            options={id(model): {"zipmap": False}}, target_opset={"": 15, "ai.onnx.ml": 3})
        rows = table[columns].head(8).copy()
        if unknown:
            rows.loc[8] = rows.loc[0]
            rows.loc[8, "city"] = "Nowhere"
        if missing:
            rows.loc[9] = rows.loc[0]
            rows.loc[9, "age"] = np.nan
        (folder / f"{name}.onnx").write_bytes(converted.SerializeToString())
        feeds = {column: rows[[column]].to_numpy().astype(types[kinds[column]]) for column in columns}
        outputs = session(folder / f"{name}.onnx").run(None, feeds)[1]
        values = {column: [None if value != value else value for value in rows[column].tolist()] for column in columns}
        expected = {"table": values, "outputs": outputs.tolist(), "classes": [str(c) for c in model.classes_]}
        (folder / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
        print(f"onnx\t{name}\tmade")

    scaled, ignore = ("numbers", StandardScaler(), numbers), OneHotEncoder(handle_unknown="ignore")
    convert("sklearn-categories", [scaled, ("texts", ignore, texts)], two)
    convert("sklearn-categories-first", [("texts", ignore, texts), scaled], three)
    convert("sklearn-categories-dropped", [scaled, ("texts", OneHotEncoder(drop="first"), texts)], two, unknown=False)
    convert("sklearn-categories-whole", [scaled, ("texts", ignore, texts), ("kids", ignore, ["kids"])], two,
            columns=list(kinds))
    convert("sklearn-categories-passed", [("numbers", MinMaxScaler(), numbers), ("texts", ignore, texts)], two,
            columns=list(kinds), remainder="passthrough")
    holes = table.copy()
    holes.loc[3, "age"] = np.nan
    convert("sklearn-categories-imputed",
            [("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers), ("texts", ignore, texts)], two,
            fit=holes, missing=True)
    convert("sklearn-categories-network", [scaled, ("texts", ignore, texts)], three,
            MLPClassifier((4,), max_iter=200, random_state=1))
    convert("sklearn-categories-ordinal", [scaled, ("texts", OrdinalEncoder(), texts)], two, unknown=False)
    convert("sklearn-categories-only", [("texts", ignore, texts)], two, columns=texts)
    make_sklearn_matrix(folder, table, two, scaled[1], ignore)


def make_sklearn_matrix(folder, table, y, scaler, encoder):
    """A matrix of numbers, of which one column is one of categories."""
    from skl2onnx import to_onnx
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    x = table[["age", "income", "kids"]].to_numpy().astype(np.float32)
    model = make_pipeline(
        ColumnTransformer([("numbers", scaler, [0, 1]), ("kids", encoder, [2])]), LogisticRegression(max_iter=2000))
    model.fit(x, y)
    converted = to_onnx(model, x[:1], options={id(model): {"zipmap": False}}, target_opset={"": 15, "ai.onnx.ml": 3})
    (folder / "sklearn-categories-matrix.onnx").write_bytes(converted.SerializeToString())
    rows = x[:8]
    outputs = session(folder / "sklearn-categories-matrix.onnx").run(None, {"X": rows})[1]
    expected = {
        "table": {f"c{index}": rows[:, index].tolist() for index in range(3)}, "outputs": outputs.tolist(),
        "classes": [str(c) for c in model.classes_]}
    (folder / "sklearn-categories-matrix.json").write_text(json.dumps(expected) + "\n")
    print("onnx\tsklearn-categories-matrix\tmade")


def make_torch(folder):
    import torch
    from torch import nn

    torch.manual_seed(0)
    x = torch.randn(8, 3)

    def convert(name, model, dynamo=False, opset=13, refusal=None):
        model.eval()
        path = folder / f"{name}.onnx"
        if dynamo:
            torch.onnx.export(model, (x,), str(path), dynamo=True, external_data=False, verbose=False)
        else:
            torch.onnx.export(
                model, (x,), str(path), dynamo=False, opset_version=opset, input_names=["input"], output_names=["output"],
                dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
        keep(folder, name, None, x.numpy(), refusal=refusal)

    convert("torch-logistic", nn.Sequential(nn.Linear(3, 1), nn.Sigmoid()))
    convert("torch-softmax", nn.Sequential(nn.Linear(3, 4), nn.Softmax(dim=1)))
    convert("torch-log-softmax", nn.Sequential(nn.Linear(3, 4), nn.LogSoftmax(dim=-1)))
    convert("torch-logits", nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 3, bias=False)))
    norm = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 1), nn.Sigmoid())
    norm.train()
    for _ in range(5):
        norm(torch.randn(16, 3))
    convert("torch-batch-norm", norm)
    convert("torch-layer-norm", nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4), nn.Linear(4, 2)), opset=17)
    for activation in [
        nn.LeakyReLU(0.2), nn.ELU(), nn.SELU(), nn.CELU(), nn.GELU(), nn.GELU(approximate="tanh"), nn.SiLU(), nn.Mish(), nn.Softplus(),
        nn.Softsign(), nn.Tanh(), nn.Hardsigmoid(), nn.Hardswish(), nn.Hardtanh(), nn.ReLU6(), nn.PReLU(), nn.PReLU(4),
        nn.Tanhshrink(), nn.Softshrink(), nn.Hardshrink(), nn.LogSigmoid(),
    ]:
        name = type(activation).__name__.lower()
        if isinstance(activation, nn.GELU) and activation.approximate == "tanh":
            name = "gelu-tanh"
        if isinstance(activation, nn.PReLU) and activation.num_parameters > 1:
            name = "prelu-each"
        model = nn.Sequential(nn.Linear(3, 4), activation, nn.Linear(4, 2))
        if name == "logsigmoid":
            model = nn.Sequential(nn.Linear(3, 4), nn.LogSigmoid())
        # PyTorch writes these as comparisons.
        refusal = "(Greater)" if name in ("hardshrink", "softshrink") else None
        convert(f"torch-{name}", model, opset=14, refusal=refusal)
    convert("torch-flatten", nn.Sequential(nn.Flatten(), nn.Linear(3, 2), nn.Sigmoid()))
    convert("torch-dynamo", nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 3), nn.Softmax(dim=1)), dynamo=True)


def make_keras(folder):
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    x = np.random.default_rng(1).normal(size=(8, 3)).astype(np.float32)

    def convert(name, stack, shape=(3,), rows=x):
        model = keras.Sequential([keras.Input(shape), *stack])
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.set_weights([np.random.default_rng(2).uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])
        model.predict(rows, verbose=0)
        path = folder / f"{name}.onnx"
        model.export(str(path), format="onnx", verbose=False)
        keep(folder, name, None, rows)

    convert("keras-logistic", [layers.Dense(1, activation="sigmoid")])
    convert("keras-softmax", [layers.Dense(4, activation="softmax")])
    convert("keras-network", [
        layers.Dense(5, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.5), layers.Dense(3, activation="softmax")])
    convert("keras-rescaling", [layers.Rescaling(0.5, offset=0.25), layers.Dense(1, activation="sigmoid")])
    convert("keras-flatten", [layers.Flatten(), layers.Dense(2)], shape=(3, 1), rows=x.reshape(8, 3, 1))
    # Of gelu, tf2onnx writes an operation Erfc that ONNX does not have; of Normalization, inputs that nothing fills.
    for activation in ["elu", "selu", "silu", "softplus", "softsign", "tanh", "relu6", "leaky_relu", "hard_sigmoid", "mish"]:
        convert(f"keras-{activation}", [layers.Dense(4, activation=activation), layers.Dense(2)])


def make(folder, is_small):
    makers = [("sklearn", "skl2onnx", make_sklearn), ("torch", "torch", make_torch), ("keras", "tensorflow", make_keras)]
    for name, module, maker in makers:
        if importlib.util.find_spec(module) is None:
            print(f"onnx\t{name}\tleft out: {module} is not installed")
            continue
        try:
            maker(folder)
        except Exception as error:
            report(name, "make", f"{type(error).__name__}: {error}".splitlines()[0][:300])
    if is_small:
        for path in folder.glob("*.onnx"):
            if path.stat().st_size > 6000:
                path.unlink()
                path.with_suffix(".json").unlink()


# ------------------------------------------------------------------------------------------------- the command


def found_by(logit, path, expected, work):
    """What `logit predict` gives for the rows of a model."""
    table = expected.get("table")
    if "features" in expected:
        table = dict(zip(expected["features"], map(list, zip(*expected["inputs"]))))
    if table is None:
        np.save(work / "rows.npy", np.array(expected["inputs"], np.float32))
        subprocess.run(
            [logit, "predict", path, work / "rows.npy", "--by-position", "--quiet", "-o", work / "out.npy"], check=True,
            capture_output=True)
        return np.load(work / "out.npy")
    with open(work / "rows.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(table)
        # Whole numbers are categories, or equal to what they are as others.
        rows.writerows([int(v) if isinstance(v, float) and v == int(v) else v for v in row] for row in zip(*table.values()))
    done = subprocess.run(
        [logit, "predict", path, work / "rows.csv", "--only-predictions", "--quiet"], check=True, capture_output=True, text=True)
    return np.array([[float(cell) for cell in line[1:]] for line in csv.reader(done.stdout.splitlines()[1:])])


def run_command(logit, folder):
    """`logit predict` of models of others, and what ONNX Runtime makes of those of `logit export`."""
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        for description in sorted(folder.glob("*.json")):
            expected, path = json.loads(description.read_text()), description.with_suffix(".onnx")
            model = f"{description.stem}, by the command"
            if path.exists() and "refused" not in expected and len(session(path).get_inputs()[0].shape) > 2:
                continue  # The command takes rows of numbers.
            if "refused" in expected:
                done = subprocess.run([logit, "summary", path], capture_output=True, text=True)
                named = done.returncode != 0 and expected["refused"].strip("()") in done.stderr
                print(f"onnx\t{model}\tread\t{'refused' if named else 'NOT REFUSED'}")
                failures.extend([] if named else [model])
                continue
            try:
                found, wanted = found_by(logit, path, expected, work), np.array(expected["outputs"])
                # Of two classes the probability of the second says both.
                wanted = wanted[:, 1:] if (found.shape[1], wanted.shape[1]) == (1, 2) else wanted
                report(model, "read", float(np.max(np.abs(found - wanted) / np.maximum(1, np.abs(wanted)))))
            except (subprocess.CalledProcessError, ValueError) as error:
                report(model, "read", str(getattr(error, "stderr", error))[:200])
        for data in ["iris", "penguins", "breast-cancer"]:
            for more in [[], ["--hidden", "8"]]:
                fitted, written = work / "model.safetensors", work / "model.onnx"
                written.unlink(missing_ok=True)
                subprocess.run([logit, "fit", data, "--quiet", "--overwrite", "-o", fitted, *more], check=True, capture_output=True)
                done = subprocess.run(
                    [logit, "export", fitted, "--to", "onnx", "--json", "-o", written], check=True, capture_output=True)
                told = json.loads(done.stdout)
                difference = told["max_difference"] if told["runner"] else None
                report(" ".join([data, *more]), "written", "not run" if difference is None else float(difference))


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    folder = pathlib.Path(folder)
    if command == "command":
        run_command(rest[0], folder)
    elif command == "written":
        run_written(folder, pathlib.Path(rest[0]) if rest else None)
        run_golden(folder)
    else:
        make(folder, "--small" in rest)
    if failures:
        sys.exit(f"above {TOLERANCE}, or not run: {', '.join(failures)}")
