"""Makes the first inputs of each fuzzer out of the tests' fixtures, and a few more. Python 3; nothing to install.

    python3 make_seeds.py FOLDER        (makes FOLDER/csv, FOLDER/npy and so on)
"""

import gzip
import io
import json
import pathlib
import pickle
import struct
import sys
import zipfile

fixtures = pathlib.Path(__file__).parent.parent / "Tests"
data = fixtures / "LogitDataTests" / "Fixtures"
files = fixtures / "LogitFilesTests" / "Fixtures"
folder = pathlib.Path(sys.argv[1])
# Larger seeds make every input slow.
LARGEST = 4096


def seed(target, name, content):
    (folder / target).mkdir(parents=True, exist_ok=True)
    (folder / target / name).write_bytes(content)


def safetensors(tensors, metadata=None, data=None):
    header = {"__metadata__": metadata} if metadata else {}
    end = 0
    for name, shape in tensors.items():
        size = 4
        for length in shape:
            size *= length
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + (bytes(end) if data is None else data)


for path in sorted((data / "NumPy").iterdir()):
    if path.suffix in (".npy", ".npz") and path.stat().st_size <= LARGEST:
        seed(path.suffix[1:], path.name, path.read_bytes())
with zipfile.ZipFile(data / "NumPy" / "types.npz") as archive:
    for name in archive.namelist():
        seed("npy", name, archive.read(name))
for path in sorted((data / "Columnar").iterdir()):
    if path.suffix in (".parquet", ".arrow", ".arrows", ".feather") and path.stat().st_size <= 2 * LARGEST:
        seed("parquet" if path.suffix == ".parquet" else "arrow", path.name, path.read_bytes())
for path in sorted((files / "Compression").glob("*.gz")):
    if path.stat().st_size <= LARGEST:
        seed("gzip", path.name, path.read_bytes())

for path in sorted((fixtures / "LogitInterchangeTests" / "Fixtures" / "Linear").glob("*.json")):
    seed("linear", path.name, path.read_bytes())
for path in sorted((fixtures / "LogitInterchangeTests" / "Fixtures" / "Torch").glob("*.safetensors")):
    seed("torch", path.name, path.read_bytes())
for path in sorted((fixtures / "LogitInterchangeTests" / "Fixtures" / "Keras").glob("*.gz")):
    content = gzip.decompress(path.read_bytes())
    if path.stem.endswith(".keras"):
        seed("keras", path.stem, content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            seed("hdf5", f"{path.stem}.h5", archive.read("model.weights.h5"))
    else:
        seed("hdf5", path.stem, content)
        if path.stem in ("chain.h5", "two.h5"):
            seed("keras", path.stem, content)

interchange = fixtures / "LogitInterchangeTests" / "Fixtures"
for path in sorted((interchange / "PMML").glob("*.pmml")):
    seed("pmml", path.stem, path.read_bytes())
for number, (solver, labels, bias) in enumerate(
    [("L2R_LR", "1 -1", 1), ("L1R_LR", "1 0", -1), ("L2R_LR_DUAL", "2 0 1", 2), ("MCSVM_CS", "1 0", -1)]
):
    count = len(labels.split())
    width = 1 if count == 2 and solver != "MCSVM_CS" else count
    rows = "\n".join(" ".join(["0.5", "-1.25e-3", "3"][:width]) + " " for _ in range(2 + (bias >= 0)))
    text = f"solver_type {solver}\nnr_class {count}\nlabel {labels}\nnr_feature 2\nbias {bias}\nw\n{rows}\n"
    seed("liblinear", str(number), text.encode())
for number, text in enumerate(
    ["+1 1:0.5 3:2\n-1 2:1\n", "0 0:1e300 7:-.5 # a comment\n1\n2 qid:3 1:1\n", "1 1:1\r\n\r\n1.5 2:0\n", "1 2147483646:1\n"]
):
    seed("sparse", str(number), text.encode())
# What inspection looks into: every kind of file above, and pickles of each protocol.
for kind in ("keras", "hdf5", "linear", "torch", "pmml"):
    for path in sorted((folder / kind).iterdir()):
        if path.stat().st_size <= 4 * LARGEST:
            seed("inspect", f"{kind}-{path.name}", path.read_bytes())
for path in sorted((interchange / "ONNX" / "Foreign").glob("*.onnx")):
    if path.stat().st_size <= LARGEST:
        seed("inspect", path.name, path.read_bytes())
for protocol in range(6):
    value = {"a": [1, 2.5, None, True, "é", b"x"], "b": (print, pathlib.PurePosixPath, frozenset([1, 2]))}
    seed("inspect", f"pickle-{protocol}", pickle.dumps(value, protocol))

seed("safetensors", "one", safetensors({"kernel": [2, 3]}))
seed("safetensors", "none", safetensors({}))
seed("safetensors", "several", safetensors({"a": [], "b": [0], "c": [2, 2]}, {"format": "logit", "note": "é"}))
seed("safetensors", "short", safetensors({"a": [4]}, data=bytes(12)))

seed("kerasjson", "values", b'{"a": [1, -2.5e3, true, false, null, NaN, -Infinity], "b": {"c": "\\u00e9\\ud834\\udd1e\\n"}}')
model = {
    "class_name": "Sequential",
    "config": {
        "name": "sequential",
        "layers": [
            {"class_name": "InputLayer", "config": {"batch_shape": [None, 2], "dtype": "float32"}},
            {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid", "kernel_regularizer": None}},
        ],
    },
}
seed("kerasjson", "model", json.dumps(model).encode())
seed("kerasjson", "indented", json.dumps(model, indent=2).encode())
seed("kerasjson", "nested", b"[" * 100 + b"]" * 100)
for path in sorted((fixtures / "LogitTests" / "Fixtures").glob("**/*.json"))[:200]:
    if path.stat().st_size <= LARGEST:
        seed("kerasjson", path.name, path.read_bytes())

rows = {
    "plain": "a,b,c\n1,2.5,x\n3,,y\n",
    "quoted": 'name,note\n"a,b","say ""hi"""\n"two\nlines",\n',
    "crlf": "a;b\r\n1,5;2\r\n-0;1e300\r\n",
    "tabs": "a\tb\nTrue\tNA\nfalse\tnan\n",
    "marked": "\ufeffa|b\n1|2\n",
    "numbers": "x\n1\n9223372036854775807\n9223372036854775808\n0x10\ninf\n1_000\n.5\n5.\n1e\n",
    "comments": "# a comment\na,b\n# more\n1,2\n",
    "ragged": "a,b\n1\n1,2,3\n",
    "no-header": "1,2\n3,4\n",
    "latin": "naïve,b\n1,2\n",
    "blanks": ' a , "b, c" ,d\n 1 , "x" ,  \n',
    "escaped": 'a,b\n1,"say \\"hi\\""\n2,x\\,y\n',
    "sep": "sep=;\na;b\n1;2\n",
    "title": "Sales in 2020\n\na,b,c\nx,1,2\ny,3,4\n",
    "row-names": '"x","y"\n"1",0.5,a\n"2",1.5,b\n',
    "spaces": '"x" "y"\n"1" 0.5 "a b"\n',
    "trailing": "a,b\n1,2,\n3,4\n",
    "mixed-ends": "a,b\r1,2\n3,4\r\n5,\"x\ry\"\r",
    "years": "country,2019,inf\nx,5,2\ny,6,1\n",
    "libsvm": "+1 1:0.5 3:2\n-1 2:1\n",
    "wabbit": "1 |f a:.5 b\n-1 'tag|f a:2\n",
    "json-lines": '{"a": 1}\n{"a": 2}\n',
    "arff": "@relation x\n@attribute a numeric\n@data\n1\n",
}
for name, text in rows.items():
    seed("csv", name, text.encode("latin-1" if name == "latin" else "utf-8"))
seed("csv", "nul", b"a,b\n1,\x002\n")
seed("jsonlines", "rows", (data / "JSONLines" / "rows.jsonl").read_bytes()[:LARGEST])
seed("jsonlines", "array", b'[{"a": 1, "b": "x"},\n {"b": null, "c": [1, {"d": true}]}]\n')
seed("jsonlines", "escapes", b'{"\\u0061": "\\ud83d\\ude00\\n", "b": -1.5e-7}\n\n{"a": "NA", "b": 1}\r\n{"a": 7}')
for path in sorted((data / "SQLite").glob("*.db")):
    if path.stat().st_size <= 8192:
        seed("sqlite", path.name, path.read_bytes())

for number, text in enumerate(
    [
        "o ~ x + y", "o ~ x*f*u - 1", "o ~ poly(x, 2) + bs(y, 4):f + scale(log(x + 1)) + I(center(x)^2)",
        "o ~ C(k, 2)*x", "o ~ . - k", "o ~ (x + y + f)^2 - x:y", "cbind(k, x) ~ f", 'o ~ C(f, Treatment("b"))',
        "o ~ I(x^2 / (1 + exp(-y))) + abs(x - 3):u + sqrt(x)", "o ~ f %in% u + Q(\"x\") + `y`", "o ~ 1", "u ~ 0 + f",
        "f ~ x", "o ~ x - 1", "o ~ f/x",
    ]
):
    seed("formula", str(number), text.encode())

for path in sorted((fixtures / "LogitClassifierTests" / "Fixtures" / "Model").glob("*.safetensors")):
    content = path.read_bytes()
    seed("model", path.name, content)
    seed("safetensors", path.name, content)
    header = json.loads(content[8 : 8 + struct.unpack("<Q", content[:8])[0]])
    seed("features", path.stem, header["__metadata__"]["features"].encode())

for path in sorted((fixtures / "LogitInterchangeTests" / "Fixtures" / "ONNX").glob("*/*.onnx")):
    if path.stat().st_size <= LARGEST:
        seed("onnx", path.stem, path.read_bytes())
