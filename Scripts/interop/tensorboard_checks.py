"""Has the real TensorBoard read what `logit fit --tensorboard` writes, by its library and by its server.

    pip install tensorboard
    swift build
    PATH="$PWD/.build/debug:$PATH" python Scripts/interop/tensorboard_checks.py

Fits networks and optima of bundled sets, and compares scalars, histograms, texts, hyper-parameters and the drawing of the
layers, as TensorBoard has them, with the object that `logit fit --json` prints. A directory with two fits has both, and two
fits with the same seed have the same numbers. Each line says what was compared. Exit status 1 if something differs.
"""

import json
import math
import struct
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from tensorboard import program
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util

failures = []


def check(what, holds):
    print(f"tensorboard\t{what}\twritten\t{'same' if holds else 'DIFFERS'}")
    if not holds:
        failures.append(what)


def single(value):
    """As a number in single precision, which is what a scalar is."""
    return struct.unpack("f", struct.pack("f", value))[0]


def fit(directory, *arguments):
    done = subprocess.run(
        ["logit", "fit", *map(str, arguments), "--tensorboard", str(directory), "--json", "--overwrite",
         "-o", str(directory) + ".safetensors"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"logit fit {' '.join(map(str, arguments))}: {done.stderr}")
    return json.loads(done.stdout)


def accumulated(directory):
    events = EventAccumulator(str(directory), size_guidance={"tensors": 0})
    events.Reload()
    return events


def scalars(events, tag):
    return {event.step: float(tensor_util.make_ndarray(event.tensor_proto)) for event in events.Tensors(tag)}


class Server:
    """TensorBoard as a browser asks it."""

    def __init__(self, directory):
        board = program.TensorBoard()
        board.configure(argv=[None, "--logdir", str(directory), "--port", "0", "--load_fast", "false", "--reload_interval", "0"])
        self.url = board.launch()

    def get(self, path, body=None, **parameters):
        query = "?" + urllib.parse.urlencode(parameters) if parameters else ""
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(
                f"{self.url}data/{path}{query}", data, {"Content-Type": "application/json"})) as answer:
            content = answer.read()
        return json.loads(content) if content[:1] in b"[{" else content.decode()


def check_network(folder):
    arguments = ["iris", "--hidden", "8,4", "--epochs", "7", "--seed", "3"]
    answer = fit(folder / "first", *arguments)
    again = fit(folder / "second", *arguments)
    check("same seed, same history", answer["training"]["history"] == again["training"]["history"])
    train, validation = (accumulated(folder / "first" / part) for part in ("train", "validation"))
    history = answer["training"]["history"]
    for name, values in history.items():
        events, tag = (validation, "epoch_" + name[4:]) if name.startswith("val_") else (train, "epoch_" + name)
        expected = {epoch: single(value) for epoch, value in enumerate(values)}
        check(f"network, {name} of each epoch", scalars(events, tag) == expected)
    rates = scalars(train, "epoch_learning_rate")
    check("network, learning rates fall", len(rates) == 7 and sorted(rates.values(), reverse=True) == list(rates.values()))
    for part in ("train", "validation"):
        one, other = accumulated(folder / "first" / part), accumulated(folder / "second" / part)
        tags = one.Tags()["tensors"]
        check(f"network, two fits, {part}", tags == other.Tags()["tensors"] and all(
            [(e.step, e.tensor_proto) for e in one.Tensors(tag)] == [(e.step, e.tensor_proto) for e in other.Tensors(tag)]
            for tag in tags))
    for layer, size in (("dense", 4 * 8), ("dense_1", 8 * 4), ("dense_2", 4 * 3)):
        buckets = [tensor_util.make_ndarray(e.tensor_proto) for e in train.Tensors(f"{layer}/kernel/histogram")]
        check(f"network, histograms of {layer}", len(buckets) == 7 and all(
            b.shape == (30, 3) and b[:, 2].sum() == size and (b[1:, 0] == b[:-1, 1]).all() for b in buckets))
    scores = {name: float(tensor_util.make_ndarray(validation.Tensors(f"scores/{name}")[0].tensor_proto))
              for name in ("accuracy", "log_loss")}
    check("network, scores", scores["accuracy"] == single(answer["scores"]["accuracy"]["value"])
          and scores["log_loss"] == single(answer["scores"]["log_loss"]["value"]))


def check_optimum(folder):
    answer = fit(folder / "optimum", "breast-cancer", "--penalty", "lasso", "--lambda", "0.01")
    train = accumulated(folder / "optimum" / "train")
    for name in ("objective", "gradient_norm", "iterations"):
        found = scalars(train, f"optimum/{name}")
        check(f"optimum, {name}", found == {0: single(answer["training"][name])})
    buckets = tensor_util.make_ndarray(train.Tensors("dense/kernel/histogram")[0].tensor_proto)
    check("optimum, histogram", buckets[:, 2].sum() == len(answer["coefficients"]))


def check_server(folder):
    server = Server(folder)
    runs = server.get("runs")
    parts = [f"{run}{part}" for run in ("first", "second", "optimum") for part in ("", "/train", "/validation")]
    check("server, runs", sorted(runs) == sorted(parts))
    points = server.get("plugin/scalars/scalars", run="first/train", tag="epoch_loss")
    check("server, scalars", [step for _, step, _ in points] == list(range(7)) and all(math.isfinite(v) for _, _, v in points))
    tags = server.get("plugin/scalars/tags")
    check("server, tags", {"epoch_loss", "epoch_accuracy", "epoch_learning_rate"} <= set(tags["first/train"]))
    histograms = server.get("plugin/histograms/histograms", run="first/train", tag="dense/kernel/histogram")
    check("server, histograms", len(histograms) == 7 and all(sum(b[2] for b in bins) == 32 for _, _, bins in histograms))
    texts = server.get("plugin/text/text", run="first", tag="fit")
    check("server, text", len(texts) == 1 and "Target species" in texts[0]["text"])
    graph = server.get("plugin/graphs/info")
    check("server, layers", graph["first/train"]["tags"]["keras"]["conceptual_graph"])
    drawn = server.get("plugin/graphs/graph", run="first/train", tag="keras", conceptual="true")
    check("server, drawing", all(f'name: "sequential/{name}"' in drawn for name in ("dense", "dense_1", "dense_2")))
    check_parameters(server)


def check_parameters(server):
    experiment = server.get("plugin/hparams/experiment", body={"experimentName": "", "hparamsLimit": 0})
    names = {info["name"] for info in experiment["hparamInfos"]}
    check("server, hyper-parameters", {"optimizer", "learning_rate", "epochs", "batch_size", "hidden", "seed"} <= names)
    metrics = {(info["name"]["group"], info["name"]["tag"]) for info in experiment["metricInfos"]}
    check("server, metrics", {("train", "epoch_loss"), ("validation", "epoch_loss")} <= metrics)
    groups = server.get("plugin/hparams/session_groups", body={
        "experimentName": "", "allowedStatuses": ["STATUS_UNKNOWN", "STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"],
        "colParams": [{"hparam": name, "includeInResult": True} for name in sorted(names)]
        + [{"metric": {"group": group, "tag": tag}, "includeInResult": True} for group, tag in sorted(metrics)],
        "startIndex": 0, "sliceSize": 10})["sessionGroups"]
    found = {group["sessions"][0]["name"].split("/")[0]: group for group in groups}
    check("server, sessions", set(found) == {"first", "second", "optimum"} and all(
        session["status"] == "STATUS_SUCCESS" for group in groups for session in group["sessions"]))
    check("server, values", found["first"]["hparams"]["epochs"] == 7 and found["first"]["hparams"]["hidden"] == "8,4"
          and found["optimum"]["hparams"]["penalty"] == "lasso")


def check_same_directory(folder):
    for epochs in (3, 5):
        fit(folder / "twice", "iris", "--epochs", str(epochs))
    check("two fits in one directory", len(list((folder / "twice" / "train").iterdir())) == 2
          and sorted(scalars(accumulated(folder / "twice" / "train"), "epoch_loss")) == list(range(5)))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        boards = folder / "boards"
        boards.mkdir()
        check_network(boards)
        check_optimum(boards)
        check_server(boards)
        check_same_directory(folder)
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
