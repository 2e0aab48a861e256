#!/usr/bin/env python3
"""What a report takes to make and to use: Benchmarks/reports.py LOGIT [--against OTHER]

Makes tables, fits a model to each, and takes the median time of `logit evaluate` and `logit report` on rows that the model has
not seen, the size of the page, and in Chromium (CHROMIUM names it) what a step of the slider takes with its layout, in
processor time of the page's thread, which other processes do not change. Needs numpy, pandas and playwright.
--against measures another logit side by side, turn by turn.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import pandas

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Scripts/browser"))
ROUNDS = 5
# Of bundled sets there is no second table, so they are measured as they were trained.
CASES = [
    ("breast-cancer", None), ("penguins", None), ("digits", None), ("784 columns, 2 classes", (5_000, 784, 2)),
    ("784 columns, 10 classes", (5_000, 784, 10)), ("1,000,000 rows of 28 numbers, 2 classes", (1_000_000, 28, 2)),
    ("1,000,000 rows of 5 numbers, 3 classes", (1_000_000, 5, 3)),
    ("1,000,000 rows of 5 numbers, 10 classes", (1_000_000, 5, 10)),
]


def table(rows, columns, classes, seed, path):
    """Numbers of a normal distribution, the first ten of which say something of the class."""
    weights = numpy.random.default_rng(3).normal(size=(columns, classes)) / 2
    weights[10:] = 0
    draw = numpy.random.default_rng(seed)
    x = draw.normal(size=(rows, columns)).astype(numpy.float32).round(3)
    label = (x @ weights + draw.gumbel(size=(rows, classes))).argmax(1)
    frame = pandas.DataFrame(x, columns=[f"x{i}" for i in range(columns)])
    frame["y"] = [f"class {i}" for i in label]
    frame.to_csv(path, index=False)


def timed(*command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def prepared(logit, name, shape, folder):
    """The model and the rows of a case."""
    key = name.replace(" ", "-").replace(",", "")
    model, data = folder / f"{key}.safetensors", folder / f"{key}.csv"
    if shape is None:
        subprocess.run([logit, "datasets", name, "-o", data], check=True, stdout=subprocess.DEVNULL)
        target = {"breast-cancer": "diagnosis", "penguins": "species", "digits": "digit"}[name]
        subprocess.run([logit, "fit", data, "--target", target, "--quiet", "-o", model], check=True)
        return model, data
    rows, columns, classes = shape
    training = folder / "training.csv"
    table(min(rows, 100_000), columns, classes, 1, training)
    table(rows, columns, classes, 2, data)
    subprocess.run([logit, "fit", training, "--target", "y", "--validation", "0", "--quiet", "-o", model], check=True)
    return model, data


def measured(logits, model, data, page):
    """For each command the median times of both, and the bytes of the page."""
    times = [([], []) for _ in logits]
    sizes = [0 for _ in logits]
    for _ in range(ROUNDS):
        for place, logit in enumerate(logits):
            times[place][0].append(timed(logit, "evaluate", model, data))
            times[place][1].append(timed(logit, "report", model, data, "--quiet", "-o", page(place)))
            sizes[place] = page(place).stat().st_size
    return [(*map(statistics.median, both), size) for both, size in zip(times, sizes)]


def steps(browser, path):
    """The median step, and that which 95 of 100 do not exceed, in ms."""
    import checks

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.resolve().as_uri())
    checks.step_times(page)
    times = checks.step_times(page)
    context.close()
    return times[160], times[304]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("logit")
    parser.add_argument("--against")
    arguments = parser.parse_args()
    logits = [os.path.abspath(one) for one in [arguments.logit, arguments.against] if one]
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("There is no chromium.")
    print("# Reports\n\nMade by [reports.py](reports.py), which describes how: medians of "
          f"{ROUNDS} rounds, {os.cpu_count()} processors.\n")
    print("| | evaluate | report | / evaluate | page | step of the slider | 95 of 100 |\n|---|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = pathlib.Path(temporary)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, shape in CASES:
            model, data = prepared(logits[0], name, shape, folder)
            found = measured(logits, model, data, lambda place: folder / f"page-{place}.html")
            for place, (evaluate, report, size) in enumerate(found):
                middle, most = steps(browser, folder / f"page-{place}.html")
                title = name + (f" ({os.path.basename(logits[place])})" if len(logits) > 1 else "")
                print(f"| {title} | {evaluate * 1e3:.0f} ms | {report * 1e3:.0f} ms | {report / evaluate:.1f} "
                      f"| {size / 1e3:.0f} KB | {middle:.1f} ms | {most:.1f} ms |", flush=True)


if __name__ == "__main__":
    main()
