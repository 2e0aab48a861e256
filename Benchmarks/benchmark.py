"""Times Logit and its rivals side by side and writes RESULTS.md; `run` prepares what it needs."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from contenders import BUILD, HERE, Contender, all_contenders, baseline_build, interpreter_with
from workers import Terminal, Worker, WorkerFailed

sys.path.insert(0, str(HERE / "rivals"))
import report  # noqa: E402
import workloads  # noqa: E402
from targets import WORKLOADS  # noqa: E402

TARGET_SECONDS = 0.25  # how long one contender's turn shall last, if the workload is short
MOST_REPEATS = 200


@dataclass
class Result:
    """What one contender did on one workload."""

    contender: object
    cold: float | None = None  # seconds of the first run, compilation included
    rounds: list[float] = field(default_factory=list)  # median seconds of each round
    loss: float | None = None
    peak_memory: int = 0
    user_seconds: float | None = None
    algorithm: str | None = None  # of a rival that solves the problem by other means
    error: str | None = None

    @property
    def seconds(self):
        """The median round; for the limit, which is what the machine can do at best, the fastest."""
        if not self.rounds:
            return None
        return min(self.rounds) if self.contender.is_limit else statistics.median(self.rounds)


def main():
    options = parse()
    load = other_load()
    if load > 0.3:
        print(f"WARNING: other work keeps {load:.1f} processors busy; times will say little.", flush=True)
    started = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    (BUILD / "limit").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        write_limit_data(Path(directory))
        contenders = chosen_contenders(options, directory)
        peaks = measure_peaks(contenders)
        results = {}
        for workload in options.only or WORKLOADS:
            print(f"== {workload}", flush=True)
            if workload == "whole-process":
                results[workload] = run_processes(options.rounds)
            elif workload != "cost-growth":
                results[workload] = run_workload(workload, contenders, options.rounds)
            else:
                results[workload] = run_growth(options)
    problems = report.write(results, peaks, started, load, options)
    for problem in problems:
        print(f"PROBLEM: {problem}")
    print(f"Wrote {report.path(options).relative_to(HERE.parent)}.")
    sys.exit(1 if problems else 0)


def parse():
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(WORKLOADS), metavar="WORKLOAD",
                        help=f"run one workload (may be repeated) and write .build/results.md instead: {', '.join(WORKLOADS)}")
    parser.add_argument("--contenders", help="names separated by commas; the table of results then goes to .build/results.md")
    parser.add_argument("--rounds", type=int, help="how often each contender has its turn, 7 by default")
    parser.add_argument("--quick", action="store_true", help="3 rounds, and a smaller study of growth")
    options = parser.parse_args()
    options.rounds = options.rounds or (3 if options.quick else 7)
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def other_load():
    """How many processors other work keeps busy, looked at for two seconds; 0 where that cannot be told."""
    def busy_ticks():
        fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        return sum(fields) - fields[3] - fields[4]  # all but idle and waiting for input

    if not Path("/proc/stat").exists():
        return 0.0
    before = busy_ticks()
    time.sleep(2)
    return (busy_ticks() - before) / os.sysconf("SC_CLK_TCK") / 2


def chosen_contenders(options, directory):
    contenders = all_contenders(directory)
    if not options.contenders:
        return contenders
    names = options.contenders.split(",")
    known = [contender.name for contender in contenders]
    for name in names:
        if name not in known:
            sys.exit(f"There is no contender {name}; there are {', '.join(known)}.")
    return [contender for contender in contenders if contender.name in names]


def write_limit_data(directory):
    for name in ("tutorial-1d", "tutorial-2d", "tutorial-softmax"):
        w = workloads.load(name)
        parts = [w.x.T.ravel(), w.y.T.ravel(), *[weight.ravel() for weight in w.weights]]
        np.concatenate(parts).astype(np.float32).tofile(directory / f"{name}.bin")


def measure_peaks(contenders):
    limit = next((contender for contender in contenders if contender.is_limit), None)
    if limit is None:
        return None
    worker = Worker(limit, subprocess.DEVNULL)
    try:
        return worker.ask("peaks", 1)
    finally:
        worker.close()


# Workloads of the workers


def run_workload(workload, contenders, rounds):
    """A fresh process for each contender, so that its peak memory is that of this workload; then round by round."""
    terminal = Terminal() if WORKLOADS[workload].is_drawn else None
    path = terminal.path if terminal else None
    with open(BUILD / "rivals.log", "a") as log:
        players = []
        for contender in contenders:
            if contender.only and workload not in contender.only:
                continue
            player = start(contender, workload, path, log)
            if player:
                players.append(player)
        for number in range(rounds):
            # The order turns, so that nobody always follows the same.
            for result, worker, repeat in rotated(players, number):
                take_turn(result, worker, workload, repeat, path)
        for _, worker, _ in players:
            worker.close()
    if terminal:
        terminal.close()
    for result, _, _ in players:
        print(f"   {result.contender.name:24} {report.time_text(result.seconds):>10}  loss {result.loss}  {result.error or ''}", flush=True)
    return [result for result, _, _ in players]


def start(contender, workload, terminal, log):
    """Starts a worker, runs once cold and then a little to see how many runs fill a turn."""
    result, worker = Result(contender), Worker(contender, log)
    try:
        reply = worker.ask(workload, 1, terminal)
        if reply.get("unsupported"):
            worker.close()
            return None
        result.cold, result.algorithm = reply["seconds"][0], reply.get("algorithm")
        seconds = min(worker.ask(workload, 2, terminal)["seconds"])
        calls = reply.get("calls", 1)
        repeat = min(max(round(TARGET_SECONDS / (seconds * calls)), 1), MOST_REPEATS)
    except WorkerFailed as failure:
        result.error, repeat = str(failure), 0
    return result, worker, repeat


def take_turn(result, worker, workload, repeat, terminal):
    if result.error:
        return
    try:
        reply = worker.ask(workload, repeat, terminal)
    except WorkerFailed as failure:
        result.error = str(failure)
        return
    result.rounds.append(statistics.median(reply["seconds"]))
    result.loss, result.peak_memory = reply["loss"], reply["peak_rss_bytes"]


def rotated(players, number):
    cut = number % len(players) if players else 0
    return players[cut:] + players[:cut]


# Whole processes


def run_processes(rounds):
    with tempfile.TemporaryDirectory() as directory:
        script = str(HERE / "rivals" / "tutorial_1d_keras.py")
        candidates = [
            Contender("logit", "**Logit** (`logit demo sigmoid --quiet`)",
                      [str(BUILD / "root" / "release" / "logit"), "demo", "sigmoid", "--quiet", "--output", directory]),
            *([Contender("logit-baseline", "Logit, baseline",
                         [str(baseline / "root" / "release" / "logit"), "demo", "sigmoid", "--quiet", "--output", directory])]
              if (baseline := baseline_build()) else []),
            Contender("limit", "limit: starting `true`", ["/bin/true"], is_limit=True),
        ]
        for backend in ("tensorflow", "jax", "torch"):
            python = interpreter_with(["keras", "matplotlib", backend])
            if python:
                candidates.append(
                    Contender(f"keras-{backend}", f"Keras on {backend} + matplotlib", [python, script, directory],
                              {"KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "svg"}))
        results = [Result(candidate) for candidate in candidates]
        for number in range(rounds + 1):
            for result in rotated(results, number):
                measured = spawn(result.contender)
                if measured["status"] != 0:
                    result.error = f"ended with status {measured['status']}"
                elif number == 0:
                    result.cold = measured["seconds"]
                else:
                    result.rounds.append(measured["seconds"])
                    result.peak_memory = max(result.peak_memory, measured["peak_rss_bytes"])
                    result.user_seconds = measured["user_seconds"]
    for result in results:
        print(f"   {result.contender.name:24} {report.time_text(result.seconds):>10}  {result.peak_memory / 1e6:.0f} MB", flush=True)
    return results


def spawn(contender):
    # By a program so small that neither its memory nor its time show in the result.
    output = subprocess.run(
        [str(BUILD / "limit" / "spawn"), *contender.command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **contender.environment}, check=True,
    ).stdout
    return json.loads(output)


# Growth


def run_growth(options):
    command = [str(BUILD / "release" / "logit-cost-growth"), *(["--quick"] if options.quick else [])]
    figure = report.path(options).parent / "growth.svg"
    output = subprocess.run([*command, str(figure)], stdout=subprocess.PIPE, text=True)
    sys.stdout.write(output.stdout)
    return {"table": output.stdout, "failed": output.returncode != 0}


if __name__ == "__main__":
    main()
