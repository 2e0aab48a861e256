"""Times the three problems of `logit demo` in Keras and in Logit, and prints a table in Markdown.

    swift build -c release
    pip install -r Tests/LogitTests/Fixtures/Keras/requirements.txt matplotlib
    python Benchmarks/against_keras.py

Both draw data of the same kind, train with the same settings and write the same figures. "Program" is the wall time
of a process from its start to its end, the median of several. That both compute the same numbers is what
Tests/LogitTests/Keras proves.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

LOGIT = pathlib.Path(__file__).parent.parent / ".build/release/logit"
PROBLEMS = {
    "sigmoid": dict(centers=[(-4,), (4,)], spread=2, rows=1000, epochs=30, batch_size=32),
    "boundary": dict(centers=[(3, 2), (7, 6)], spread=1, rows=1000, epochs=50, batch_size=32),
    "softmax": dict(centers=[(1, 1), (5, 4), (8, 0)], spread=1, rows=100, epochs=50, batch_size=100),
}


def run_keras(problem, folder):
    """One problem in Keras, as a program of its own; prints what `logit demo --json` prints."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import matplotlib

    matplotlib.use("Agg")
    import keras
    import matplotlib.pyplot as plt
    import numpy as np

    settings = PROBLEMS[problem]
    rng = np.random.default_rng(0)
    centers, rows = np.array(settings["centers"]), settings["rows"]
    x = np.vstack([rng.normal(center, settings["spread"], (rows, len(center))) for center in centers]).astype(np.float32)
    classes = np.repeat(np.arange(len(centers)), rows)
    y = np.eye(3, dtype=np.float32)[classes] if len(centers) > 2 else classes.astype(np.float32).reshape(-1, 1)

    units, activation = (3, "softmax") if len(centers) > 2 else (1, "sigmoid")
    model = keras.Sequential([keras.layers.Input((x.shape[1],)), keras.layers.Dense(units, activation=activation)])
    optimizer = keras.optimizers.SGD(0.1) if problem == "boundary" else keras.optimizers.Adam(0.01)
    loss = "categorical_crossentropy" if units > 1 else "binary_crossentropy"
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    start = time.perf_counter()
    history = model.fit(x, y, epochs=settings["epochs"], batch_size=settings["batch_size"], verbose=0).history
    seconds = time.perf_counter() - start

    plt.figure()
    if problem == "sigmoid":
        line = np.linspace(-10, 10, 100).reshape(-1, 1)
        plt.plot(line, model.predict(line, verbose=0))
        plt.scatter(x, y, alpha=0.3)
    else:
        if problem == "boundary":
            mesh = np.meshgrid(np.linspace(-2, 10, 200), np.linspace(-2, 10, 200))
            heights = model.predict(np.column_stack([m.ravel() for m in mesh]), verbose=0).reshape(mesh[0].shape)
            plt.contourf(*mesh, heights, levels=[0, 0.5, 1], alpha=0.4, cmap="coolwarm")
        for index in range(len(centers)):
            plt.scatter(*x[classes == index].T, marker="ox_"[index])
    plt.savefig(f"{folder}/{problem}.svg")
    metrics = {name: values[-1] for name, values in history.items()}
    print(json.dumps({"problems": [{"metrics": metrics, "fitSeconds": seconds}]}))


def measured(command, count):
    """The median seconds of a program, the least seconds of its fit, and its metrics."""
    programs, results = [], []
    for _ in range(count):
        start = time.perf_counter()
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        programs.append(time.perf_counter() - start)
        results.append(json.loads(output)["problems"][0])
    return statistics.median(programs), min(r["fitSeconds"] for r in results), results[0]["metrics"]


def main():
    print("| problem | | loss | accuracy | fit | program |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for problem in PROBLEMS:
            keras = [sys.executable, __file__, problem, folder]
            logit = [LOGIT, "demo", problem, "--json", "--output", folder]
            for name, command, count in [("Keras", keras, 3), ("Logit", logit, 20)]:
                program, fit, metrics = measured(command, count)
                scores = f"{metrics['loss']:.4f} | {metrics['accuracy']:.4f}"
                print(f"| {problem} | {name} | {scores} | {fit * 1e3:.2f} ms | {program * 1e3:.0f} ms |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run_keras(*sys.argv[1:])
    else:
        main()
