#!/usr/bin/env python3
"""Times predictions of single rows of 28 numbers side by side and writes ROWS.md.

    python single_rows.py LOGIT_SINGLE_ROWS [--rounds 7]

LOGIT_SINGLE_ROWS is the program of that name (swift build -c release --product logit-single-rows, in this folder). Needs
numpy, scikit-learn, onnx and onnxruntime; a library that is not there takes no part. Each contender is a process of its own;
in each round every one has its turn, in an order that turns, and gives the median of nine runs of 20 milliseconds. Medians of
the rounds are printed.
"""
import argparse
import importlib.metadata as metadata
import platform
import statistics
import sys
from pathlib import Path

from turns import table, take_turns, text

PREPARE = """
import json, statistics, time
import numpy as np
random = np.random.default_rng(1)
x = random.normal(size=(2000, 28)); y = (x[:, 0] + x[:, 1] + x[:, 5] > 0.3).astype(int)
mean, scale = x.mean(0), x.std(0); weights = random.normal(size=28).astype(np.float32); bias = np.float32(0.1)
row = x[7].tolist(); features = ((x[7:8] - mean) / scale).astype(np.float32)
def seconds(call):
    count = 8
    def run():
        start = time.perf_counter()
        for _ in range(count): call()
        return time.perf_counter() - start
    run()
    while run() < 0.02: count *= 2
    return statistics.median(run() for _ in range(9)) / count
times = {}
"""
NUMPY = PREPARE + """
def features_only(): return 1 / (1 + np.exp(-(features @ weights + bias)))
def numbers(): return 1 / (1 + np.exp(-(((np.array(row) - mean) / scale).astype(np.float32) @ weights + bias)))
times["tensor form"] = seconds(features_only)
times["numbers"] = seconds(numbers)
print(json.dumps(times))
"""
SKLEARN = PREPARE + """
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y)
times["tensor form"] = seconds(lambda: model[-1].predict_proba(features))
times["numbers"] = seconds(lambda: model.predict_proba([row]))
print(json.dumps(times))
"""
ONNX = PREPARE + """
import onnx, onnxruntime
from onnx import TensorProto, helper, numpy_helper
def session(scaled):
    nodes = [helper.make_node("Gemm", ["z", "w", "b"], ["s"]), helper.make_node("Sigmoid", ["s"], ["p"])]
    tensors = [numpy_helper.from_array(weights.reshape(28, 1), "w"), numpy_helper.from_array(np.array([bias]), "b")]
    if scaled:
        nodes = [helper.make_node("Sub", ["x", "m"], ["c"]), helper.make_node("Div", ["c", "d"], ["z"])] + nodes
        tensors += [numpy_helper.from_array(mean.astype(np.float32), "m"), numpy_helper.from_array(scale.astype(np.float32), "d")]
    name = "x" if scaled else "z"
    graph = helper.make_graph(nodes, "row", [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 28])],
                              [helper.make_tensor_value_info("p", TensorProto.FLOAT, [1, 1])], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions(); options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
plain, scaled = session(False), session(True)
times["tensor form"] = seconds(lambda: plain.run(None, {"z": features}))
times["numbers"] = seconds(lambda: scaled.run(None, {"x": np.array([row], np.float32)}))
print(json.dumps(times))
"""
RIVALS = {"NumPy": (NUMPY, ["numpy"]), "scikit-learn": (SKLEARN, ["scikit-learn"]), "ONNX Runtime": (ONNX, ["onnxruntime"])}
ROWS = [
    ("tensor form", "features to a probability (`Predictor`)"),
    ("numbers", "an array of numbers"),
    ("empty walk of the struct", "an `Encoder` that does nothing, over the struct"),
    ("struct", "the struct"),
    ("look-ups in the dictionary", "28 look-ups in the dictionary"),
    ("dictionary", "the dictionary"),
    ("table of one row", "a table of one row (`Classifier.predict`)"),
]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--output", default=str(Path(__file__).parent / "ROWS.md"))
    given = arguments.parse_args()
    commands = {"Logit": [given.program]}
    commands |= {name: [sys.executable, "-c", code] for name, (code, _) in RIVALS.items()}
    results = take_turns(commands, given.rounds)
    if "Logit" not in results:
        sys.exit(f"{given.program} gives no times.")
    # The program counts in nanoseconds.
    results["Logit"] = [{key: time * 1e-9 for key, time in run.items()} for run in results["Logit"]]
    own = results["Logit"]
    above = lambda a, b: statistics.median(run[a] - run[b] for run in own)
    versions = ", ".join(
        f"{name} {metadata.version(package)}" for name, (_, packages) in RIVALS.items() if name in results for package in packages
    )
    document = f"""# One row at a time

Written by `single_rows.py`; {given.rounds} rounds, medians, one thread; {platform.machine()}, {versions}, Python {platform.python_version()}.
A row has 28 numbers and the model two classes. From an array of numbers on, a prediction begins with the row as it is,
standardizes it, checks it against the range seen in training, and gives class and probability.

{table(results, ROWS)}

Above the walk of the struct: {text(above("struct", "empty walk of the struct"))}. Above the look-ups: {text(above("dictionary", "look-ups in the dictionary"))}.
"""
    Path(given.output).write_text(document)
    print(document)


main()
