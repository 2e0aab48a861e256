"""The process of one rival: answers a JSON request a line with a JSON reply a line, until the input ends.

    {"workload": "tutorial-1d", "repeat": 5}  ->  {"seconds": [...], "loss": 0.05, "peak_rss_bytes": 123}

The first argument names the module of the rival. The module has `trainer(workload)` and `predictor(workload)`; either
returns a `prepare()` that puts things back to their start and a `run()` to be timed. `run()` of a trainer leads to
weights, of a predictor to predictions. A module that has nothing to offer for a workload raises `Unsupported`.
"""

import importlib
import json
import os
import sys
import time
from contextlib import contextmanager

import numpy as np

import workloads
from rival import Unsupported


def main():
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not get between the replies
    rival = importlib.import_module(sys.argv[1])
    prepared = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = answer(rival, prepared, request)
        except Unsupported:
            reply = {"unsupported": True}
        except Exception as error:  # a rival that fails must not end the run; the table says so
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)


def answer(rival, prepared, request):
    name = request["workload"]
    if name not in prepared:
        workload = workloads.load(name)
        make = rival.trainer if isinstance(workload, workloads.Training) else rival.predictor
        prepared[name] = workload, make(workload, verbose=int("terminal" in request))
    workload, task = prepared[name]
    seconds = []
    calls = task.calls
    with standard_output(request.get("terminal")):
        for _ in range(request["repeat"]):
            task.prepare()
            start = time.perf_counter()
            for _ in range(calls):
                task.run()
            seconds.append((time.perf_counter() - start) / calls)
    if isinstance(workload, workloads.Training):
        loss = workloads.mean_loss(workload, task.weights())
    else:
        loss = float(np.mean(task.predictions(), dtype=np.float64))
    reply = {"seconds": seconds, "loss": loss, "peak_rss_bytes": peak_memory(), "calls": calls}
    return reply if task.algorithm is None else {**reply, "algorithm": task.algorithm}


@contextmanager
def standard_output(terminal):
    """Connects standard output to a terminal for a while."""
    if terminal is None:
        yield
        return
    saved, device = os.dup(1), os.open(terminal, os.O_RDWR | os.O_NOCTTY)
    os.dup2(device, 1)
    os.close(device)
    try:
        yield
        sys.stdout.flush()
    finally:
        os.dup2(saved, 1)
        os.close(saved)


def peak_memory():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


main()
