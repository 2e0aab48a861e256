"""What interop_table.py makes of what checks print: python -m unittest test_interop_table.py"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import interop_table as table  # noqa: E402


class Table(unittest.TestCase):
    def test_lines_of_other_programs_are_passed_over(self):
        text = "Building\t3\nonnx\ta\tread\t1e-07\nonnx\tb\tmade\nonnx\tc\telsewhere\t1\n"
        self.assertEqual(table.records(text), [("onnx", "a", "read", "1e-07")])

    def test_the_worst_of_several_is_told_and_nan_is_the_worst(self):
        self.assertEqual(table.largest(["1e-09", "2e-07", "0"]), "2.0e-07")
        self.assertEqual(table.largest(["1e-09", "nan", "5"]), "nan")
        self.assertEqual(table.largest(["1e-09", "refused: trees", "refused: hashing"]), "1.0e-09, refused")
        self.assertEqual(table.largest(["same", "same"]), "same")

    def test_every_record_is_in_the_document(self):
        results = [{"model": "m", "backend": "jax", "form": ".keras", "found": {"read": 3e-8, "written": 0.0}, "versions": "K"}]
        found = [("onnx", "a|b", "read", "1e-07"), ("c", "iris", "written", "2.0e-16")]
        text = table.document(results, found, ["psql: no server answers"])
        for part in ("| onnx | Logit reads | 1 | 1.0e-07 |", "| c | Logit writes | 1 | 2.0e-16 |", "| a\\|b | Logit reads | 1e-07 |",
                     "| Keras `.keras` | Logit reads | 1 | 3.0e-08 |", "psql: no server answers", "| m | jax | `.keras` |"):
            self.assertIn(part, text)


if __name__ == "__main__":
    unittest.main()
