"""Tests of the wheel, as it is installed: python -m unittest test_logit, in an environment with NumPy and, for data frames,
pandas."""
import array
import ctypes
import gc
import json
import math
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

import numpy as np

import logit

try:
    import pandas
except ImportError:
    pandas = None

FOLDER = tempfile.TemporaryDirectory()
COMMAND = Path(sys.executable).parent / "logit"


def command(*arguments):
    return subprocess.run([COMMAND, *arguments], check=True, capture_output=True, text=True, cwd=FOLDER.name).stdout


def fitted(name, *options):
    path = Path(FOLDER.name) / f"{name}.safetensors"
    if not path.exists():
        command("fit", name, "--quiet", "-o", path, *options)
    return path


def memory(kind):
    """A line of the process's status, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(kind)).split()[1]) * 1024


def rows_of(name, columns):
    text = command("datasets", name).splitlines()
    header = text[0].split(",")
    places = [header.index(column) for column in columns]
    return [[line.split(",")[place] for place in places] for line in text[1:]]


class Models(unittest.TestCase):
    def setUp(self):
        self.path = fitted("breast-cancer")
        self.model = logit.load(self.path)
        self.x = np.array(rows_of("breast-cancer", self.model.columns), float)
        command("datasets", "breast-cancer", "-o", "all.csv")
        command("predict", self.path, "all.csv", "--only-predictions", "--quiet", "-o", "all-predictions.csv")
        lines = (Path(FOLDER.name) / "all-predictions.csv").read_text().splitlines()
        self.names = [line.split(",")[0] for line in lines[1:]]
        self.expected = np.array([line.split(",")[1:] for line in lines[1:]], np.float32)

    def test_command_and_version(self):
        self.assertEqual(command("--version").strip(), logit.__version__)

    def test_rows(self):
        found = self.model.predict_proba(self.x)
        self.assertEqual((found.dtype, found.shape), (np.float32, (len(self.x), 2)))
        np.testing.assert_array_equal(found, self.expected)
        self.assertEqual(self.model.predict(self.x).tolist(), self.names)
        indices = self.model.predict_index(self.x)
        self.assertEqual(indices.dtype, np.int32)
        self.assertEqual([self.model.classes[i] for i in indices], self.names)
        for threads in (1, 2, 7):
            np.testing.assert_array_equal(self.model.predict_proba(self.x, threads=threads), found)

    def test_one_row(self):
        for i in range(0, len(self.x), 50):
            forms = [self.x[i], self.x[i].tolist(), tuple(self.x[i]), array.array("d", self.x[i]), memoryview(self.x[i])]
            for row in forms:
                self.assertEqual(self.model.probability(row), self.expected[i, 1])
                self.assertEqual(self.model.predict_proba(row), tuple(self.expected[i].tolist()))
                self.assertEqual(self.model.predict(row), self.names[i])
            self.assertEqual(self.model.predict_index(self.x[i]), self.model.classes.index(self.names[i]))

    def test_strides_and_kinds(self):
        x, expected = self.x, self.expected
        wide = np.repeat(np.repeat(x, 2, axis=0), 3, axis=1)
        for form in (np.asfortranarray(x), wide[::2, ::3], x[::-1][::-1], x.astype(">f8"), x.tolist(), memoryview(x)):
            np.testing.assert_array_equal(self.model.predict_proba(form), expected)
        np.testing.assert_array_equal(self.model.predict_proba(x[::-1]), expected[::-1])
        np.testing.assert_array_equal(self.model.predict_proba(x[:0]), expected[:0])
        single = x.astype(np.float32)
        np.testing.assert_array_equal(
            self.model.predict_proba(single), self.model.predict_proba(single.astype(float)))
        reversed_row = x[3, ::-1].copy()[::-1]
        self.assertEqual(self.model.probability(reversed_row), expected[3, 1])
        whole = np.round(x).astype(np.int64)
        np.testing.assert_array_equal(self.model.predict_proba(whole), self.model.predict_proba(np.round(x)))

        class Own(np.ndarray):
            pass

        np.testing.assert_array_equal(self.model.predict_proba(x.view(Own)), expected)
        read_only = x.copy()
        read_only.flags.writeable = False
        np.testing.assert_array_equal(self.model.predict_proba(read_only), expected)

    def test_nothing_is_copied(self):
        many = np.repeat(self.x, 400, axis=0)
        output = np.empty((len(many), 2), np.float32)
        self.model.predict_proba(many, out=output)
        before = memory("VmHWM")
        self.assertIs(self.model.predict_proba(many, out=output), output)
        self.assertLess(memory("VmHWM") - before, many.nbytes // 4)

    def test_out(self):
        out = np.full((len(self.x), 2), -1, np.float32)
        self.assertIs(self.model.predict_proba(self.x, out=out), out)
        np.testing.assert_array_equal(out, self.expected)
        row = np.empty(2, np.float32)
        self.assertIs(self.model.predict_proba(self.x[0], out=row), row)
        np.testing.assert_array_equal(row, self.expected[0])
        flat = np.empty(2 * len(self.x), np.float32)
        np.testing.assert_array_equal(self.model.predict_proba(self.x, out=flat), self.expected.ravel())
        rows = len(self.x)
        wrong = [np.empty(shape, np.float32) for shape in ((3, 2), (2, rows), (rows, 2, 1), 2 * rows + 1)]
        for wrong in (*wrong, np.empty((rows, 2)), np.empty((2, rows), np.float32).T):
            with self.assertRaises(ValueError):
                self.model.predict_proba(self.x, out=wrong)
        out.flags.writeable = False
        with self.assertRaises((ValueError, BufferError)):
            self.model.predict_proba(self.x, out=out)

    def test_errors(self):
        with self.assertRaises(logit.LogitError) as raised:
            self.model.probability(self.x[0, :5])
        self.assertEqual(raised.exception.code, "call-wrong-count")
        self.assertIn(str(len(self.model.columns)), str(raised.exception))
        self.assertEqual(pickle.loads(pickle.dumps(raised.exception)).code, "call-wrong-count")
        for wrong in (self.x[0, 0], self.x[None], "text", b"bytes", None, object(), [["a", "b"]], [[1, 2], [3]]):
            with self.assertRaises((TypeError, ValueError)):
                self.model.predict_proba(wrong)
        with self.assertRaises(TypeError):
            self.model.probability(self.x)
        with self.assertRaises(ValueError):
            logit.load(fitted("iris")).probability([1, 2, 3, 4])
        with self.assertRaises(logit.LogitError):
            self.model.predict_proba(self.x, threads=-1)
        with self.assertRaises(FileNotFoundError):
            logit.load("nowhere.safetensors")
        with self.assertRaises(logit.LogitError) as raised:
            logit.load(Path(FOLDER.name) / "all.csv")
        self.assertIn("all.csv", str(raised.exception))
        with self.assertRaises(TypeError):
            logit.Model("text")

    def test_names_of_files(self):
        # That are no UTF-8, too.
        path = os.fsencode(FOLDER.name) + b"/\xff.csv"
        Path(os.fsdecode(path)).write_text("x,y\n1,2\n")
        with self.assertRaises(logit.LogitError) as raised:
            logit.load(path)
        self.assertIn("\ufffd.csv", str(raised.exception))

    def test_models_of_other_tools(self):
        linear = {"format": "logit-linear", "version": 1, "link": "logit", "classes": ["no", "yes"],
                  "columns": ["age"], "coefficients": [[0.5]], "intercepts": [0.25]}
        path = Path(FOLDER.name) / "linear.json"
        path.write_text(json.dumps(linear))
        for model in (logit.load(path), logit.loads(path.read_bytes())):
            self.assertEqual((model.columns, model.classes), (("age",), ("no", "yes")))
            self.assertAlmostEqual(model.probability([2.0]), 1 / (1 + math.exp(-1.25)), delta=1e-7)

    def test_lists_that_change(self):
        class Shortening:
            def __float__(self):
                del numbers[1:]
                return 1.0

        numbers = [Shortening(), 2.0, 3.0]
        with self.assertRaises(logit.LogitError):
            self.model.probability(numbers)

    def test_masked(self):
        x = np.ma.masked_array(self.x, np.zeros(self.x.shape, bool))
        x[3, 2] = np.ma.masked
        numbers = self.x.copy()
        numbers[3, 2] = np.nan
        np.testing.assert_array_equal(self.model.predict_proba(x), self.model.predict_proba(numbers))
        self.assertEqual(self.model.probability(x[3]), self.model.probability(numbers[3]))

    @unittest.skipIf(pandas is None, "needs pandas")
    def test_data_frames(self):
        frame = pandas.DataFrame(self.x, columns=self.model.columns)
        others = frame[frame.columns[::-1]].assign(more="text")
        for x in (frame, others, pandas.DataFrame(self.x)):
            np.testing.assert_array_equal(self.model.predict_proba(x), self.expected)
        self.assertEqual(self.model.probability(others.iloc[5]), self.expected[5, 1])
        self.assertEqual(self.model.predict(others.iloc[5]), self.names[5])
        name = self.model.columns[7]
        with self.assertRaises(logit.LogitError) as raised:
            self.model.predict(frame.rename(columns={name: "renamed"}))
        self.assertEqual(raised.exception.code, "data-missing-columns")
        self.assertIn(name, str(raised.exception))

    def test_missing(self):
        row = self.x[0].tolist()
        row[2] = None
        numbers = self.x[0].copy()
        numbers[2] = np.nan
        self.assertEqual(self.model.probability(row), self.model.probability(numbers))

    def test_three_classes_and_records(self):
        penguins = logit.load(fitted("penguins"))
        record = {"island": "Biscoe", "bill_length_mm": np.float64(46.1), "body_mass_g": np.int64(5000), "sex": None}
        found = penguins.predict_records(record)
        self.assertEqual(found["predicted"], "Gentoo")
        self.assertEqual(list(found["probabilities"]), list(penguins.classes))
        self.assertIn("sex", found["missing"])
        self.assertEqual(penguins.predict_records([record, {**record, "island": "Atlantis"}])[1]["unknown"], ["island"])
        self.assertEqual(penguins.predict_records([]), [])
        with self.assertRaises(logit.LogitError):
            penguins.predict_records({"ileand": "Biscoe"})
        with self.assertRaises(TypeError):
            penguins.predict_records({"island": object()})

    def test_describe_and_copies(self):
        found = self.model.describe()
        self.assertEqual([entry["name"] for entry in found["inputs"]], list(self.model.columns))
        self.assertEqual(found["classes"], list(self.model.classes))
        again = pickle.loads(pickle.dumps(self.model))
        np.testing.assert_array_equal(again.predict_proba(self.x), self.expected)
        loaded = logit.loads(self.path.read_bytes())
        np.testing.assert_array_equal(loaded.predict_proba(self.x), self.expected)
        self.assertIn("classes", repr(self.model))

    def test_library_for_ctypes(self):
        library = ctypes.CDLL(logit.library_path())
        self.assertEqual(library.logit_abi_version(), 1)
        self.assertIn("logit_predict_row", (Path(logit.include_path()) / "logit.h").read_text())

    def test_threads(self):
        failures = []

        def work(number):
            for _ in range(200):
                if self.model.probability(self.x[number]) != self.expected[number, 1]:
                    failures.append(number)
                try:
                    self.model.probability(self.x[0, :number])
                except logit.LogitError as error:
                    if f"but is {number}" not in str(error):
                        failures.append(str(error))
                if not (self.model.predict_proba(self.x) == self.expected).all():
                    failures.append(number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_after_a_fork(self):
        many = np.repeat(self.x, 20, axis=0)
        self.model.predict_proba(many)
        child = os.fork()
        if child == 0:
            found = self.model.predict_proba(many)
            os._exit(0 if (found[::20] == self.expected).all() else 1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)

    def test_no_leaks(self):
        row, short = self.x[0], self.x[0, :3]
        listed = row.tolist()
        counts = lambda: [sys.getrefcount(o) for o in (self.model, row, short, self.x, listed, self.x.dtype, None)]

        def calls():
            for _ in range(500):
                self.model.probability(row)
                self.model.probability(listed)
                self.model.predict_proba(row)
                self.model.predict_proba(self.x)
                self.model.predict_index(self.x[:2])
                self.model.columns
                try:
                    self.model.probability(short)
                except logit.LogitError:
                    pass

        calls()
        gc.collect()
        before = counts()
        calls()
        gc.collect()
        after = counts()
        for a, b in zip(before, after):
            self.assertLess(abs(a - b), 100)

    def test_models_are_freed(self):
        data = self.path.read_bytes()
        for _ in range(20):
            logit.loads(data)
        before = memory("VmRSS")
        for _ in range(200):
            logit.loads(data)
        # 200 models that stay would take much more.
        self.assertLess(memory("VmRSS") - before, 50 * len(data) + 2_000_000)

    def test_without_numpy(self):
        code = """
import sys; sys.modules["numpy"] = None
import array, logit
model = logit.load(sys.argv[1])
row = [float(x) for x in sys.argv[2].split()]
print(model.probability(row), model.probability(array.array("d", row)), model.predict(row))
try: model.predict_proba([row, row])
except (TypeError, ImportError) as error: print("refused")
"""
        numbers = " ".join(repr(x) for x in self.x[0].tolist())
        found = subprocess.run([sys.executable, "-c", code, self.path, numbers], capture_output=True, text=True)
        wanted = float(self.expected[0, 1])
        self.assertEqual(found.stdout.split(), [str(wanted), str(wanted), self.names[0], "refused"], found.stderr)


if __name__ == "__main__":
    unittest.main()
