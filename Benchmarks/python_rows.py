#!/usr/bin/env python3
"""Times predictions from Python, of one row and of a million, side by side, and writes PYTHON.md.

    python python_rows.py [--rounds 5] [--threads 1 2] [--note TEXT]

Needs the wheel (Scripts/wheel), numpy, scikit-learn, onnx and onnxruntime; a library that is not there takes no part. The
model is a logistic regression of 28 standardized columns, fitted by `logit fit` and exported by `logit export --to onnx`, so
that all contenders give the same probabilities, which is checked. Each is a process of its own; in each round every one has
its turn, in an order that turns, and gives the median of nine runs, warm. Medians of the rounds are printed.
"""
import argparse
import importlib.metadata as metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from turns import table, take_turns

PREPARE = """
import json, os, statistics, sys, time
import numpy as np
folder, threads = sys.argv[1], int(sys.argv[2])
random = np.random.default_rng(1)
x = random.normal(size=(2000, 28)); y = (x[:, 0] + x[:, 1] + x[:, 5] + random.normal(size=2000) > 0.3).astype(int)
row, single_row = x[7].copy(), x[7:8].astype(np.float32)
million = random.normal(size=(1_000_000, 28)); million32 = million.astype(np.float32)
def seconds(call, least):
    count = 1
    def run():
        start = time.perf_counter()
        for _ in range(count): call()
        return time.perf_counter() - start
    run()
    while run() < least: count *= 2
    return statistics.median(run() for _ in range(9)) / count
def one(call): return seconds(call, 0.02)
def many(call): return seconds(call, 0.0)
times = {}
"""
FINISH = """
print(json.dumps({"times": times, "row": float(found_row), "rows": [float(p) for p in found[::100000]]}))
"""
LOGIT = PREPARE + """
import logit
model = logit.load(folder + "/model.safetensors")
columns = sorted(range(28), key=lambda i: model.columns.index(f"x{i}"))
assert columns == list(range(28))
times["one row"] = one(lambda: model.probability(row))
times["one row, all classes"] = one(lambda: model.predict_proba(row))
listed = row.tolist()
times["one row, a list"] = one(lambda: model.probability(listed))
out = np.empty((len(million), 2), np.float32)
times["million, float64"] = many(lambda: model.predict_proba(million, out=out, threads=threads))
times["million, float32"] = many(lambda: model.predict_proba(million32, out=out, threads=threads))
columns_first = np.asfortranarray(million)
times["million, float64 by column"] = many(lambda: model.predict_proba(columns_first, out=out, threads=threads))
found_row, found = model.probability(row), model.predict_proba(million32)[:, 1]
""" + FINISH
CTYPES = PREPARE + """
import ctypes, logit
library = ctypes.CDLL(logit.library_path())
library.logit_load.restype = ctypes.c_void_p
model = ctypes.c_void_p(library.logit_load((folder + "/model.safetensors").encode()))
probabilities = (ctypes.c_float * 2)()
predict = library.logit_predict_row
predict.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64]
address = row.ctypes.data
def bare():
    predict(model, address, 28, probabilities, 2)
    return probabilities[1]
def call():
    predict(model, row.ctypes.data, 28, probabilities, 2)
    return probabilities[1]
times["one row, address known"] = one(bare)
times["one row"] = one(call)
found_row = call()
rows = library.logit_predict_rows_f32
rows.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_int32, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p]
out = np.empty((len(million), 2), np.float32)
call_rows = lambda: rows(model, million32.ctypes.data, len(million), 28, threads, out.ctypes.data, 2, None)
times["million, float32"] = many(call_rows)
found = out[:, 1]
""" + FINISH
WEIGHTS = """
summary = json.load(open(folder + "/summary.json"))
weights = np.array([c["weight"] for c in summary["coefficients"]]); bias = summary["intercepts"][0]["weight"]
scale = json.load(open(folder + "/scale.json"))
mean, deviation = np.array(scale["mean"]), np.array(scale["deviation"])
"""
NUMPY = PREPARE + WEIGHTS + """
def by_hand(x): return 1 / (1 + np.exp(-(((x - mean) / deviation) @ weights + bias)))
times["one row"] = one(lambda: by_hand(row))
times["million, float64"] = many(lambda: by_hand(million))
mean32, deviation32, weights32, bias32 = (np.float32(v) for v in (mean, deviation, weights, bias))
times["million, float32"] = many(lambda: 1 / (1 + np.exp(-(((million32 - mean32) / deviation32) @ weights32 + bias32))))
found_row, found = by_hand(row), by_hand(million32)
""" + FINISH
SKLEARN = PREPARE + WEIGHTS + """
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y)
model[0].mean_, model[0].scale_ = mean, deviation
model[1].coef_, model[1].intercept_ = weights[None], np.array([bias])
two = row.reshape(1, -1)
times["one row"] = one(lambda: model.predict_proba(two))
times["million, float64"] = many(lambda: model.predict_proba(million))
times["million, float32"] = many(lambda: model.predict_proba(million32))
found_row, found = model.predict_proba(two)[0, 1], model.predict_proba(million32)[:, 1]
""" + FINISH
ONNX = PREPARE + """
import onnxruntime
options = onnxruntime.SessionOptions(); options.intra_op_num_threads = threads
def session(path): return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
"""
ONNX_PLAIN = ONNX + WEIGHTS + """
import onnx
from onnx import TensorProto, helper, numpy_helper
nodes = [helper.make_node("Sub", ["x", "m"], ["c"]), helper.make_node("Div", ["c", "d"], ["z"]),
         helper.make_node("Gemm", ["z", "w", "b"], ["s"]), helper.make_node("Sigmoid", ["s"], ["p"])]
tensors = {"m": mean, "d": deviation, "w": weights.reshape(28, 1), "b": np.array([bias])}
graph = helper.make_graph(nodes, "rows", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 28])],
    [helper.make_tensor_value_info("p", TensorProto.FLOAT, [None, 1])],
    [numpy_helper.from_array(v.astype(np.float32), name) for name, v in tensors.items()])
plain = session(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString())
times["one row"] = one(lambda: plain.run(None, {"x": single_row}))
times["million, float32"] = many(lambda: plain.run(None, {"x": million32}))
found_row = plain.run(None, {"x": single_row})[0][0, 0]; found = plain.run(None, {"x": million32})[0][:, 0]
""" + FINISH
ONNX_FOLDED = ONNX + WEIGHTS + """
import onnx
from onnx import TensorProto, helper, numpy_helper
folded = weights / deviation; rest = bias - (folded * mean).sum()
graph = helper.make_graph([helper.make_node("Gemm", ["x", "w", "b"], ["s"]), helper.make_node("Sigmoid", ["s"], ["p"])], "rows",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 28])], [helper.make_tensor_value_info("p", TensorProto.FLOAT, [None, 1])],
    [numpy_helper.from_array(folded.reshape(28, 1).astype(np.float32), "w"), numpy_helper.from_array(np.array([rest], np.float32), "b")])
plain = session(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString())
times["one row"] = one(lambda: plain.run(None, {"x": single_row}))
times["million, float32"] = many(lambda: plain.run(None, {"x": million32}))
found_row = plain.run(None, {"x": single_row})[0][0, 0]; found = plain.run(None, {"x": million32})[0][:, 0]
""" + FINISH
CONTENDERS = {
    "Logit": (LOGIT, []),
    "Logit by ctypes": (CTYPES, []),
    "NumPy by hand": (NUMPY, ["numpy"]),
    "ONNX Runtime": (ONNX_PLAIN, ["onnxruntime"]),
    "ONNX Runtime, scaling folded in": (ONNX_FOLDED, []),
    "scikit-learn": (SKLEARN, ["scikit-learn"]),
}
ROWS = [
    ("one row", "one row of float64 (ONNX Runtime: float32)"),
    ("one row, address known", "one row whose address is known"),
    ("one row, all classes", "one row, the probability of each class"),
    ("one row, a list", "one row, a list of numbers"),
    ("million, float64", "a million rows of float64"),
    ("million, float32", "a million rows of float32"),
    ("million, float64 by column", "a million rows of float64, column by column"),
]


def prepare(folder):
    """Fits the model, and writes what the contenders read."""
    import numpy as np

    random = np.random.default_rng(1)
    x = random.normal(size=(2000, 28))
    y = (x[:, 0] + x[:, 1] + x[:, 5] + random.normal(size=2000) > 0.3).astype(int)
    names = [f"x{i}" for i in range(28)]
    np.savetxt(f"{folder}/rows.csv", np.column_stack([x, y]), delimiter=",", header=",".join([*names, "y"]), comments="",
               fmt=["%.17g"] * 28 + ["%d"])
    logit = Path(sys.executable).parent / "logit"
    logit = str(logit) if logit.exists() else "logit"
    run = lambda *arguments: subprocess.run([logit, *arguments], check=True, cwd=folder, capture_output=True, text=True).stdout
    run("fit", "rows.csv", "--target", "y", "--quiet", "-o", "model.safetensors")
    Path(folder, "summary.json").write_text(run("summary", "model.safetensors", "--json"))
    Path(folder, "scale.json").write_text(json.dumps({"mean": x.mean(0).tolist(), "deviation": x.std(0).tolist()}))


def measure(folder, rounds, threads):
    environment = os.environ | {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LOGIT_NUM_THREADS")}
    commands = {name: [sys.executable, "-c", code, folder, str(threads)] for name, (code, _) in CONTENDERS.items()}
    results = take_turns(commands, rounds, environment)
    if "Logit" not in results:
        sys.exit("Without the wheel there is nothing to compare with; make and install it (Scripts/wheel).")
    wanted = results["Logit"][0]
    for name, runs in results.items():
        pairs = zip([runs[0]["row"], *runs[0]["rows"]], [wanted["row"], *wanted["rows"]])
        worst = max(abs(a - b) for a, b in pairs)
        if worst > 1e-5:
            sys.exit(f"{name} gives other probabilities than Logit, by up to {worst:.2g}.")
    return {name: [run["times"] for run in runs] for name, runs in results.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--note", default="")
    arguments.add_argument("--output", default=str(Path(__file__).parent / "PYTHON.md"))
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        results = {threads: measure(folder, given.rounds, threads) for threads in given.threads}
    first = results[given.threads[0]]
    packages = ["logit"] + [package for name in first for package in CONTENDERS[name][1]]
    versions = ", ".join(f"{package} {metadata.version(package)}" for package in packages)
    millions = [row for row in ROWS if row[0].startswith("million")]
    parts = "\n\n".join(
        f"With {threads} thread{'s' if threads > 1 else ''}:\n\n{table(results[threads], ROWS if threads == given.threads[0] else millions)}"
        for threads in given.threads
    )
    document = f"""# From Python

Written by `python_rows.py`; {given.rounds} rounds, medians, warm; {platform.machine()}, Python {platform.python_version()}, {versions}.
{given.note}
All predict the same: a row of 28 raw numbers is standardized and becomes the probability of the second of two classes.
Logit, whose memory for the results is given, also looks for missing numbers and gives both probabilities; the graph that
ONNX Runtime runs has `Sub`, `Div`, `Gemm` and `Sigmoid`, or with scaling folded into the weights the last two alone.

{parts}
"""
    document = document.replace("\n\nAll", "\nAll") if not given.note else document
    Path(given.output).write_text(document)
    print(document)


main()
