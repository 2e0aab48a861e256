#!/usr/bin/env python3
"""Opens reports and figures in Chromium and checks them: Scripts/browser/checks.py LOGIT [--document DIR]

No request leaves a page, nothing is an error on its console, axe finds nothing at two widths in light and dark, nothing
scrolls sideways from 320 pixels on, no text is smaller than 12 pixels, the keyboard moves the threshold, pages are
complete without a script, with forced colours and on paper; the counts at all stops are those of the JSON, and the page
works out the probabilities that the model gives. Exit status 1 if something does not hold. With --document DIR it writes, in
place of that, the pages and pictures that Documentation shows.
"""

import argparse
import csv
import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import axe_core_python
from playwright.sync_api import sync_playwright

FAILURES = []


def expect(holds, text):
    if not holds:
        FAILURES.append(text)
        print("  does not hold:", text)


def run(logit, *arguments, folder):
    found = subprocess.run([logit, *arguments], cwd=folder, capture_output=True, text=True)
    if found.returncode != 0:
        sys.exit(f"logit {' '.join(arguments)}: {found.stderr or found.stdout}")
    return found.stdout


def write(path, head, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def made_tables(folder):
    """Tables of what pages could trip over."""
    draw = random.Random(7)
    write(folder / "ties.csv", ["x", "y"], [[i % 3, "ab"[(i * 7 % 10) < 3 + i % 3 * 2]] for i in range(200)])
    rare = [[round(draw.gauss(3 if i < 12 else 0, 1), 3), "yes" if i < 12 else "no"] for i in range(30_000)]
    draw.shuffle(rare)
    write(folder / "rare.csv", ["x", "y"], rare)
    odd = ["</script><b>x", 'quote"s\'', "\u202eright", "long " + "y" * 5_000, "🦆 duck"]
    rows = []
    for i in range(240):
        numbers = [round(draw.gauss(i % 2, 1), 2) for _ in odd]
        if i % 17 == 0:
            numbers[i % len(odd)] = ""
        rows.append([*numbers, draw.choice(["<b>", "a&b", "']]>", "None"]), ["<i>no</i>", "\u202eyes</script>"][i % 2]])
    write(folder / "odd.csv", [*odd, "kind<>", "answer</title>"], rows)


def reports(logit, folder):
    """Reports by name, each with its JSON."""
    made_tables(folder)
    for name in ["breast-cancer", "penguins", "digits"]:
        run(logit, "datasets", name, "-o", f"{name}.csv", folder=folder)
    fits = {
        "breast-cancer": ["breast-cancer.csv", "--target", "diagnosis"],
        "penguins": ["penguins.csv", "--target", "species"],
        "digits": ["digits.csv", "--target", "digit"],
        "network": ["penguins.csv", "--target", "species", "--hidden", "8", "--epochs", "30"],
        "ties": ["ties.csv", "--target", "y"],
        "rare": ["rare.csv", "--target", "y"],
        "odd": ["odd.csv", "--target", "answer</title>"],
        "threshold": ["breast-cancer.csv", "--target", "diagnosis", "--threshold", "f1"],
    }
    found = {}
    for name, options in fits.items():
        run(logit, "fit", *options, "--quiet", "-o", f"{name}.safetensors", folder=folder)
        text = run(
            logit, "report", f"{name}.safetensors", options[0], "--rows", "3", "--json", "-o", f"{name}.html",
            folder=folder)
        found[name] = (folder / f"{name}.html", json.loads(text), options[0])
    run(logit, "report", "penguins.safetensors", "-o", "nothing.html", folder=folder)
    found["nothing"] = (folder / "nothing.html", None, None)
    run(logit, "plot", "penguins.safetensors", "penguins.csv", "--format", "html", "-o", "figures", "--quiet", folder=folder)
    return found


class Browser:
    def __init__(self, browser):
        self.browser = browser
        self.axe = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

    def page(self, path, width=1280, **options):
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        page.requests, page.messages = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.messages.append(message.text))
        page.on("pageerror", lambda error: page.messages.append(str(error)))
        page.goto(path.as_uri())
        return page

    def check(self, name, path):
        """What holds of every page."""
        # 640 is a window of 1280 at a zoom of 200 %.
        for width in [320, 390, 640, 768, 1280]:
            page = self.page(path, width)
            expect(page.requests == [path.as_uri()], f"{name} asks for nothing: {page.requests}")
            expect(page.messages == [], f"{name} has nothing on its console: {page.messages[:3]}")
            sizes = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            expect(sizes[0] <= sizes[1], f"{name} does not scroll sideways at {width}: {sizes}")
            small = page.evaluate(SMALL_TEXT)
            expect(not small, f"{name} has no text below 12 pixels at {width}: {small[:3]}")
            page.context.close()
        for width in [390, 1280]:
            for scheme in ["light", "dark"]:
                # The policy lets nobody put a script in, not even the one that looks for faults.
                page = self.page(path, width, color_scheme=scheme, bypass_csp=True)
                page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
                page.evaluate(self.axe)
                found = page.evaluate("axe.run()")["violations"]
                texts = [f"{one['id']} ({one['nodes'][0]['html'][:120]})" for one in found]
                expect(not found, f"axe finds nothing in {name} at {width}, {scheme}: {texts[:4]}")
                page.context.close()
        for options in [{"forced_colors": "active"}, {"java_script_enabled": False}]:
            page = self.page(path, **options)
            expect(page.messages == [], f"{name} has nothing on its console with {options}")
            expect(page.inner_text("body").strip() != "", f"{name} is there with {options}")
            page.context.close()
        self.check_keyboard(name, path)
        page = self.page(path)
        expect(len(page.pdf()) > 5_000, f"{name} can be printed")
        page.context.close()

    def check_keyboard(self, name, path):
        """Tab reaches all that can be used, one after the other, and each shows that it is where the keys go."""
        page = self.page(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        count = page.evaluate(MARK_USABLE)
        reached = set()
        for _ in range(count):
            page.keyboard.press("Tab")
            place, outline = page.evaluate(
                "[document.activeElement.dataset.place, getComputedStyle(document.activeElement).outlineStyle]")
            expect(outline != "none", f"what Tab reaches in {name} is seen: {place}")
            reached.add(place)
        expect(len(reached - {None}) == count, f"Tab reaches all {count} elements of {name}: {len(reached)}")
        page.context.close()


# Marks what can be used and is seen; of regions that scroll, those of this width which do not are marked, too.
MARK_USABLE = """(() => {
  const found = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.disabled);
  found.forEach((one, place) => { one.dataset.place = place; });
  return found.length;
})()"""

SMALL_TEXT = """(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, .quiet")) continue;
    const svg = element.closest("svg");
    const scale = svg?.viewBox?.baseVal?.width ? svg.clientWidth / svg.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * scale;
    if (size < 12 - 1e-6) found.push([walker.currentNode.data.trim(), size]);
  }
  return found;
})()"""

COUNTS = """() => {
  const slider = document.getElementById("stop");
  const number = (id) => Number(document.getElementById(id).textContent.replaceAll(",", ""));
  const all = [];
  for (let stop = 0; stop <= 320; stop++) {
    slider.value = stop;
    slider.dispatchEvent(new Event("input"));
    all.push(["tn", "fp", "fn", "tp"].map(number));
  }
  return all;
}"""

STEP = """(stop) => {
  const slider = document.getElementById("stop");
  slider.value = stop;
  slider.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
}"""


def step_times(page):
    """What each step of the slider takes with its layout, in milliseconds of the page's thread, ascending: a busy machine
    changes the clock between two steps, and not that."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy():
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    times = []
    for stop in range(321):
        start = busy()
        page.evaluate(STEP, stop)
        times.append((busy() - start) * 1e3)
    return sorted(times)


def check_counts(page, name, value):
    """The counts of the page at every stop are those of the JSON."""
    thresholds = value["thresholds"]
    sets = thresholds.get("classes", [thresholds])
    for index, one in enumerate(sets):
        if len(sets) > 1:
            page.select_option("#class", index=index)
        others, own = (counts["at_or_above"] for counts in one["counts"])
        found = page.evaluate(COUNTS)
        totals = [found[0][0] + found[0][1], found[0][2] + found[0][3]]
        expected = [[totals[0] - a, a, totals[1] - b, b] for a, b in zip(others, own)]
        expect(found == expected, f"the counts of {name} at all stops are the JSON's, class {index}")
    matrix, rows = value["scores"]["confusion"], value["scores"]["rows"]
    expect(sum(totals) == rows, f"the totals of {name} are the rows")
    if len(sets) == 1 and name != "threshold":
        stored = found[thresholds["stop"]]
        expect(stored == [*matrix[0], *matrix[1]], f"the counts of {name} at the model's threshold are evaluate's")
        page.click("#reset")
        accuracy = value["scores"]["accuracy"]
        low, high = accuracy["interval"]
        shown = [page.inner_text("#accuracy"), page.inner_text("#accuracy-range")]
        expect(
            shown == [f"{accuracy['value']:.4f}", f"{low:.4f} to {high:.4f}"],
            f"the accuracy of {name} and its interval are evaluate's to the printed digits: {shown}")


def check_slider(page, name):
    page.focus("#stop")
    before = page.get_attribute("#stop", "aria-valuetext")
    for key in ["Home", "ArrowRight", "End"]:
        page.keyboard.press(key)
        after = page.get_attribute("#stop", "aria-valuetext")
        expect(after != before, f"{key} moves the threshold of {name}")
        before = after
    expect(page.input_value("#stop") == "320", f"End goes to the last stop of {name}")
    page.wait_for_timeout(400)
    expect(before in page.inner_text("#status"), f"the status of {name} says where the threshold is")
    page.keyboard.press("Tab")
    expect(page.evaluate("document.activeElement.id") == "reset", f"Tab goes on from the slider of {name}")
    page.keyboard.press("Enter")
    expect("probability" in page.inner_text("#at"), f"Enter brings the threshold of {name} back")


def check_probabilities(logit, page, name, data, folder):
    """The page works out what the model gives, for rows with missing and unknown values."""
    if page.evaluate("typeof model") == "undefined":
        expect(False, f"{name} has its model in the page")
        return
    with open(folder / data, newline="") as file:
        rows = list(csv.DictReader(file))
    rows = rows[: 40 if len(rows[0]) < 40 else 6]
    texts = {column for column in rows[0] if not all(is_number(row[column]) for row in rows)}
    for place, row in enumerate(rows):
        for index, column in enumerate(row):
            if (place + index) % 11 == 0:
                row[column] = "" if place % 2 or column not in texts else "never seen"
    columns = page.evaluate("model.columns")
    write(folder / "some.csv", list(rows[0]), [list(row.values()) for row in rows])
    found = run(logit, "why", f"{name}.safetensors", "some.csv", "--json", folder=folder)
    worst = 0
    for row, expected in zip(rows, json.loads(found)["rows"]):
        values = {
            # None is one of the words that a file has for a missing value.
            column: None if row[column] in ["", "None"] else row[column] if column in texts else float(row[column])
            for column in columns
        }
        p = page.evaluate("(row) => model.probabilities(row)", values)
        for one, other in zip(p, expected["probabilities"]):
            worst = max(worst, abs(odds(one) - odds(other)) / max(abs(odds(other)), 1))
    # A network is worked out in single precision by the model.
    expect(worst < (2e-5 if name == "network" else 1e-6), f"the probabilities of {name} are the model's: {worst}")
    print(f"  {name}: probabilities differ by {worst:.1e} in log-odds")


def odds(p):
    p = min(max(p, 1e-12), 1 - 1e-12)
    return math.log(p / (1 - p))


def is_number(text):
    try:
        return text == "" or math.isfinite(float(text))
    except ValueError:
        return False


def check_row(page, name):
    """Parts of the waterfall add up to the score, for a row of the data too."""
    for index in range(page.locator("#row-choice option").count()):
        page.select_option("#row-choice", index=index)
        texts = page.locator("[id^=c]").evaluate_all(
            "(all) => all.filter((one) => /^c[0-9]+$/.test(one.id)).map((one) => one.textContent)")
        rest = page.locator("#rest")
        parts = [number(text) for text in texts] + ([number(rest.inner_text())] if rest.count() else [])
        distance = abs(number(page.inner_text("#start")) + sum(parts) - number(page.inner_text("#odds")))
        expect(distance <= 0.006 * (len(parts) + 2), f"the parts of row {index} of {name} add up: {distance}")


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


# The pictures of Documentation/Report.md: name, page, width, height of the part that is shown, and scheme.
PICTURES = [
    ("report-breast-cancer", "report-breast-cancer", 1280, 1750, "light"),
    ("report-telephone", "report-breast-cancer", 390, 1500, "light"),
    ("report-penguins", "report-penguins", 390, 1500, "dark"),
    ("report-digits", "report-digits", 1280, 1750, "dark"),
]


def document(logit, browser, folder):
    """Writes the pages and pictures that the documentation shows to a folder; each picture is of the page beside it."""
    folder = folder.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        for name, table in [("breast-cancer", "cells"), ("penguins", "penguins"), ("digits", "digits")]:
            run(logit, "datasets", name, "-o", f"{table}.csv", folder=temporary)
            target = {"cells": "diagnosis", "penguins": "species", "digits": "digit"}[table]
            run(logit, "fit", f"{table}.csv", "--target", target, "--quiet", "-o", f"{table}.safetensors", folder=temporary)
            page = str(folder / f"report-{name}.html")
            run(logit, "report", f"{table}.safetensors", f"{table}.csv", "-o", page, folder=temporary)
    for name, shown, width, height, scheme in PICTURES:
        page = browser.page(folder / f"{shown}.html", width, color_scheme=scheme)
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=folder / f"{name}.png", full_page=True, clip=clip)
        page.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("logit")
    parser.add_argument("--document", type=pathlib.Path, metavar="DIR")
    arguments = parser.parse_args()
    logit = os.path.abspath(arguments.logit)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("There is no chromium.")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = pathlib.Path(temporary)
        browser = Browser(playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]))
        if arguments.document:
            return document(logit, browser, arguments.document)
        found = reports(logit, folder)
        for name, (path, value, data) in found.items():
            start = time.time()
            print(f"{name}: {path.stat().st_size / 1e3:.0f} KB")
            browser.check(name, path)
            if value is not None:
                page = browser.page(path)
                check_counts(page, name, value)
                check_slider(page, name)
                check_row(page, name)
                check_probabilities(logit, page, name, data, folder)
                times = step_times(page)
                print(f"  a step of the slider takes {times[160]:.1f} ms, 95 of 100 at most {times[304]:.1f}")
                page.context.close()
            print(f"  {time.time() - start:.0f} s")
        for path in sorted((folder / "figures").iterdir()):
            browser.check(path.name, path)
    print(f"{len(FAILURES) or 'No'} failure{'s' * (len(FAILURES) != 1)}")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
