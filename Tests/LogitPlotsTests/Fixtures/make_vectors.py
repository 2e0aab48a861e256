"""Writes matplotlib.json: the ticks, limits and colours matplotlib chooses, to hold LogitPlots against.

    pip install matplotlib==3.11.2 && python make_vectors.py

(The version is written into the file.)
"""

import json
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

RANGES = [
    (-10, 10), (-2, 10), (0, 1), (-0.05, 1.05), (0, 0.1), (0.2, 0.7), (-1, 1), (0, 7), (0, 13), (0, 99), (3, 1000),
    (-123, 456), (0, 12345), (0, 99999), (0, 250000), (0, 1e6), (0, 3.3e7), (1e-3, 2e-3), (0, 1e-4), (0, 3e-6),
    (-5e-7, 5e-7), (1000, 1001), (100000, 100003), (99.99, 100.01), (-1e9, 1e9), (0, 1e-12), (1e15, 2e15),
    (0.123, 0.987), (-7.7, -3.3), (2.5, 2.75), (-12.03, 11.27), (0, 24), (1, 31), (-180, 180), (0, 360), (17, 17.4),
]


def ticks(axis):
    locations = axis.get_major_locator()()
    low, high = sorted(axis.get_view_interval())
    formatter = axis.get_major_formatter()
    labels = formatter.format_ticks(locations)
    inside = [(float(v), l) for v, l in zip(locations, labels) if low - 1e-10 * (high - low) <= v <= high + 1e-10 * (high - low)]
    return {"values": [v for v, _ in inside], "labels": [l for _, l in inside], "note": plain(formatter.get_offset())}


def plain(note):
    return note.replace("$\\times\\mathdefault{", "").replace("}$", "")


def tick_case(low, high, size):
    figure, axes = plt.subplots(figsize=size)
    axes.set_xlim(low, high)
    axes.set_ylim(low, high)
    figure.canvas.draw()
    result = {"low": low, "high": high, "width": size[0], "height": size[1], "x": ticks(axes.xaxis), "y": ticks(axes.yaxis)}
    plt.close(figure)
    return result


def limit_case(values):
    figure, axes = plt.subplots()
    axes.scatter(values, values)
    figure.canvas.draw()
    low, high = axes.get_xlim()
    plt.close(figure)
    return {"values": values, "low": low, "high": high}


def colors(name):
    places = np.linspace(0, 1, 65).tolist()
    return {"places": places, "colors": [[round(255 * c) for c in matplotlib.colormaps[name](p)[:3]] for p in places]}


vectors = {
    "matplotlib": matplotlib.__version__,
    "ticks": [tick_case(low, high, size) for low, high in RANGES for size in [(6.4, 4.8), (8, 6)]],
    "limits": [limit_case(v) for v in [[0, 1], [-3, 17.5], [5, 5], [0, 0], [1e-9, 2e-9], [-1e6, 1e6], [-2]]],
    "coolwarm": colors("coolwarm"),
    "viridis": colors("viridis"),
    "cycle": [matplotlib.colors.to_hex(c) for c in plt.rcParams["axes.prop_cycle"].by_key()["color"]],
}
path = pathlib.Path(__file__).with_name("matplotlib.json")
path.write_text(json.dumps(vectors) + "\n")
