"""What keras_interop.py takes for a failure: python -m unittest test_keras_interop.py, with NumPy; Keras is not needed."""

import json
import math
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import keras_interop as interop  # noqa: E402


class Numbers(unittest.TestCase):
    def test_nan_is_wrong_wherever_it_is(self):
        for ours in ([math.nan, 1.0], [1.0, math.nan]):
            self.assertTrue(math.isnan(interop.difference(np, ours, [1.0, 1.0])))
            self.assertTrue(math.isnan(interop.difference(np, [1.0, 1.0], ours)))
            self.assertTrue(math.isnan(interop.difference(np, ours, ours)))
            self.assertTrue(math.isnan(interop.differences(np, [[1.0], ours, [1.0]], [[1.0], [1.0, 1.0], [2.0]])))
        for found in ({"read": math.nan}, {"read": 0.0, "step": math.nan}, {"read": math.inf}, {"read": 1.0}, {}):
            self.assertTrue(interop.is_wrong(found), found)
        self.assertTrue(interop.is_wrong({"error": "ended"}))
        self.assertFalse(interop.is_wrong({"read": 1e-7, "written": 0.0}))

    def test_the_same_numbers_differ_by_nothing(self):
        same = [math.inf, -math.inf, 1.5]
        self.assertEqual(interop.difference(np, same, same), 0)
        self.assertTrue(interop.difference(np, [math.inf], [1.0]) > 1)


class Backends(unittest.TestCase):
    """A stand-in for a backend: a module of its name, and a Keras that ends or prints."""

    def run_with(self, keras):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder)
            for name in ("tensorflow", "jax", "torch", "h5py"):
                (path / f"{name}.py").write_text("")
            (path / "keras.py").write_text(keras)
            return subprocess.run(
                [sys.executable, interop.__file__, "/bin/cat"], env={"PYTHONPATH": folder}, capture_output=True,
                text=True)

    def line(self, found):
        return json.dumps({"model": "m", "form": ".keras", "backend": "b", "found": found, "versions": "v"})

    def test_a_backend_that_crashes_fails_the_run_with_what_it_compared_or_without(self):
        for before in ("", f"print({self.line({'read': 0.0})!r}, flush=True)\n"):
            process = self.run_with(f"import os, signal\n{before}os.kill(os.getpid(), signal.SIGSEGV)\n")
            self.assertEqual(process.returncode, 1)
            self.assertIn("CRASHED: the backend jax", process.stderr)

    def test_nan_fails_the_run(self):
        good = f"print({self.line({'read': 0.0})!r}, flush=True)\n"
        bad = f"print({self.line({'read': math.nan})!r}, flush=True)\n"
        self.assertEqual(self.run_with(good + "import os; os._exit(0)\n").returncode, 0)
        self.assertEqual(self.run_with(bad + "import os; os._exit(0)\n").returncode, 1)


if __name__ == "__main__":
    unittest.main()
