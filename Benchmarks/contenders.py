"""Who takes part, with which command."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE / ".build"
LOGIT_WORKER = BUILD / "release" / "logit-benchmark-worker"
LIMIT = BUILD / "limit" / "limit"


@dataclass
class Contender:
    name: str  # for --contenders
    label: str  # for the table
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    request: dict = field(default_factory=dict)  # added to each request
    is_limit: bool = False
    only: tuple[str, ...] = ()  # workloads; empty for all it supports


def rival(name, label, module, libraries, **environment):
    """A rival in Python; None when no interpreter has its libraries."""
    python = interpreter_with(libraries)
    if python is None:
        return None
    return Contender(name, label, [python, "-u", str(HERE / "rivals" / "worker.py"), module], environment)


def interpreter_with(libraries):
    """The first interpreter that has all libraries. Several may be given, separated by colons."""
    for python in os.environ["LOGIT_BENCHMARK_PYTHONS"].split(":"):
        code = f"import importlib.util as u, sys; sys.exit(not all(u.find_spec(n) for n in {libraries!r}))"
        if subprocess.run([python, "-c", code]).returncode == 0:
            return python
    return None


TUTORIALS = ("tutorial-1d", "tutorial-2d", "tutorial-softmax")


def baseline_build():
    """Where the products of another commit's benchmarks are, to be timed side by side; None without one."""
    folder = os.environ.get("LOGIT_BENCHMARK_BASELINE")
    return Path(folder) / "Benchmarks" / ".build" if folder else None


def all_contenders(directory):
    """`directory` is where the limit finds its data."""
    baseline = baseline_build()
    limit = [str(LIMIT), str(directory)]
    found = [
        Contender("logit", "**Logit**", [str(LOGIT_WORKER)]),
        Contender(
            "logit-unshuffled", "Logit, not shuffling", [str(LOGIT_WORKER)], request={"shuffle": False}, only=TUTORIALS
        ),
        Contender("logit-baseline", "Logit, baseline", [str(baseline / "release" / "logit-benchmark-worker")])
        if baseline else None,
        Contender("limit", "limit", limit, request={"counts": True}, is_limit=True),
        Contender(
            "limit-steps", "limit without counting loss and accuracy", limit, request={"counts": False},
            is_limit=True, only=TUTORIALS,
        ),
        rival("jax", "JAX, jit + scan", "jax_scan", ["jax"]),
        rival("numpy", "NumPy loop", "numpy_loop", ["numpy"]),
        rival("pytorch", "PyTorch", "pytorch", ["torch"]),
        rival("keras-tensorflow", "Keras on TensorFlow", "keras_fit", ["keras", "tensorflow"], KERAS_BACKEND="tensorflow"),
        rival("keras-jax", "Keras on JAX", "keras_fit", ["keras", "jax"], KERAS_BACKEND="jax"),
        rival("keras-torch", "Keras on torch", "keras_fit", ["keras", "torch"], KERAS_BACKEND="torch"),
        rival("scikit-learn", "scikit-learn", "scikit_learn", ["sklearn"]),
        rival(
            "scikit-learn-intelex", "scikit-learn-intelex", "scikit_learn", ["sklearn", "sklearnex"],
            LOGIT_BENCHMARK_INTELEX="1",
        ),
        rival("onnxruntime", "ONNX Runtime", "onnx_runtime", ["onnxruntime", "onnx"]),
    ]
    return [contender for contender in found if contender is not None]
