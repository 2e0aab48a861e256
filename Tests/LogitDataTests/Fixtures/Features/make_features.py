"""Makes the reference vectors of the preprocessing layers with real Keras.

    KERAS_BACKEND=tensorflow python make_features.py

Every file holds cases: the options, what was adapted to, what went in and what Keras gave. Made with Keras 3.15.1,
TensorFlow 2.21.0 and NumPy 2.4.6.
"""

import json
import os
import warnings

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.filterwarnings("ignore")

import keras
import numpy as np
import tensorflow as tf
from keras import layers

HERE = os.path.dirname(os.path.abspath(__file__))


def numbers(values):
    return np.asarray(values).tolist()


def write(name, cases):
    with open(os.path.join(HERE, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


def floats(values):
    """float32 as the doubles that hold them."""
    return np.asarray(values, dtype="float32").astype("float64").tolist()


# Texts of every length that the hash tells apart, and some outside ASCII.
TEXTS = [
    "", "a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "naïve", "日本語", "e\u0301", "\u00e9",
    "exactly16 bytes.", "seventeen bytes..", "x" * 32, "y" * 33, "z" * 48, "w" * 64, "v" * 65, "0123456789" * 12,
    "The quick brown fox jumps over the lazy dog. " * 3, "q" * 128, "p" * 129, "\x00\x01\x7f",
]


def normalization():
    cases = []
    generator = np.random.default_rng(7)
    columns = {
        "uniform": generator.random(50),
        "large mean": 1e6 + generator.random(50),
        "constant": np.full(20, 0.1),
        "tiny spread": 5 + 1e-9 * generator.random(20),
        "wide": generator.normal(size=50) * 1e12,
        "one": np.array([3.0]),
    }
    for name, column in columns.items():
        layer = layers.Normalization()
        layer.adapt(column.reshape(-1, 1))
        inputs = column[:20].astype("float32")
        cases.append({
            "name": name, "adapted": numbers(column),
            "mean": floats(layer.mean)[0][0], "variance": floats(layer.variance)[0][0], "inputs": floats(inputs),
            "outputs": floats(layer(inputs.reshape(-1, 1)))})
    for mean, variance, invert in [(3, 4, False), (3, 4, True), (-0.7, 0, False), (0.1, 0.3, True)]:
        layer = layers.Normalization(mean=mean, variance=variance, invert=invert)
        inputs = np.array([[-1.5], [0.0], [3.25], [1e7], [0.1]], dtype="float32")
        cases.append({
            "name": f"given {mean} {variance} {invert}", "invert": invert, "mean": floats(mean), "variance":
            floats(variance), "inputs": floats(inputs[:, 0]), "outputs": floats(layer(inputs))})
    write("normalization.json", [
        {**case, "outputs": [row[0] for row in case["outputs"]]} for case in cases])
    cases = []
    for scale, offset in [(1.0, 0.0), (1 / 255, 0.0), (0.1, -3.7), (-2.5, 1e-3)]:
        inputs = generator.normal(size=12).astype("float32") * 100
        outputs = layers.Rescaling(scale, offset)(inputs)
        cases.append({"scale": floats(scale), "offset": floats(offset), "inputs": floats(inputs), "outputs": floats(outputs)})
    write("rescaling.json", cases)


def lookups():
    cases = []
    words = ["b", "a", "c", "b", "d", "a", "b", "é", "z", "", "[UNK]", "d", "mask", "zz", "Z"]
    inputs = [["b", "a"], ["nowhere", "mask"], ["d", "d"], ["", "[UNK]"], ["é", "unseen"], ["z", "else"]]
    options = [
        {}, {"mask_token": "mask"}, {"max_tokens": 4}, {"max_tokens": 5, "mask_token": "mask"}, {"num_oov_indices": 3},
        {"num_oov_indices": 4, "mask_token": "", "salt": [13, 37]}, {"oov_token": "a"},
        {"num_oov_indices": 5, "salt": [2**62, 9], "max_tokens": 8},
    ]
    for mode in ["int", "multi_hot", "count", "tf_idf"]:
        for option in options:
            layer = layers.StringLookup(output_mode=mode, **option)
            layer.adapt(np.array(words))
            cases.append({
                "options": {**option, "output_mode": mode}, "adapted": words,
                "vocabulary": layer.get_vocabulary(), "inputs": inputs, "outputs": floats(layer(np.array(inputs)))})
    for option in [{}, {"mask_token": "mask", "num_oov_indices": 2}]:
        layer = layers.StringLookup(output_mode="one_hot", **option)
        layer.adapt(np.array(words))
        single = [[word] for row in inputs for word in row]
        cases.append({
            "options": {**option, "output_mode": "one_hot"}, "adapted": words, "vocabulary": layer.get_vocabulary(),
            "inputs": single, "outputs": floats(layer(np.array(single)))})
    for mode in ["multi_hot", "count", "tf_idf"]:
        layer = layers.StringLookup(output_mode=mode, max_tokens=20, pad_to_max_tokens=True)
        layer.adapt(np.array(words))
        cases.append({
            "options": {"output_mode": mode, "max_tokens": 20, "pad_to_max_tokens": True}, "adapted": words,
            "vocabulary": layer.get_vocabulary(), "inputs": inputs, "outputs": floats(layer(np.array(inputs)))})
    inverse = layers.StringLookup(invert=True, mask_token="mask", num_oov_indices=2)
    inverse.adapt(np.array(words))
    positions = [0, 1, 2, 3, 4, 7, 99]
    cases.append({
        "options": {"mask_token": "mask", "num_oov_indices": 2, "output_mode": "int"}, "adapted": words,
        "vocabulary": inverse.get_vocabulary(), "positions": positions,
        "tokens": [token.decode() for token in np.asarray(inverse(positions)).tolist()]})
    write("string-lookup.json", cases)

    cases = []
    words = [5, 3, 5, -7, 100, 3, 5, 12, -1, 0, 9_000_000_000, 12, 7]
    inputs = [[5, 3], [8, -8], [0, 0], [9_000_000_000, -1], [-7, 1234567], [12, 11]]
    options = [
        {}, {"mask_token": 0}, {"max_tokens": 4}, {"num_oov_indices": 3}, {"num_oov_indices": 3, "mask_token": 0},
        {"num_oov_indices": 4, "oov_method": "farmhash"}, {"num_oov_indices": 4, "oov_method": "farmhash", "salt": [1, 2]},
        {"oov_token": 5},
    ]
    for mode in ["int", "multi_hot", "count", "tf_idf"]:
        for option in options:
            layer = layers.IntegerLookup(output_mode=mode, **option)
            layer.adapt(np.array(words))
            cases.append({
                "options": {**option, "output_mode": mode}, "adapted": words,
                "vocabulary": [int(token) for token in layer.get_vocabulary()], "inputs": inputs,
                "outputs": floats(layer(np.array(inputs)))})
    write("integer-lookup.json", cases)


def encodings():
    cases = []
    inputs = [[0, 1], [2, 2], [3, 0], [1, 3]]
    weights = [[0.5, 1.5], [2, 3], [0.1, 0.2], [1, 1]]
    for mode in ["multi_hot", "count"]:
        layer = layers.CategoryEncoding(num_tokens=4, output_mode=mode)
        cases.append({"mode": mode, "num_tokens": 4, "inputs": inputs, "outputs": floats(layer(np.array(inputs)))})
    layer = layers.CategoryEncoding(num_tokens=4, output_mode="count")
    cases.append({
        "mode": "count", "num_tokens": 4, "inputs": inputs, "weights": weights,
        "outputs": floats(layer(np.array(inputs), count_weights=np.array(weights)))})
    single = [[0], [3], [2]]
    layer = layers.CategoryEncoding(num_tokens=5, output_mode="one_hot")
    cases.append({"mode": "one_hot", "num_tokens": 5, "inputs": single, "outputs": floats(layer(np.array(single)))})
    write("category-encoding.json", cases)


def discretizations():
    cases = []
    inputs = np.array([[-5.0, 0.0], [0.5, 1.0], [1.5, 2.0], [99.0, 0.1]], dtype="float32")
    for mode in ["int", "multi_hot", "count"]:
        layer = layers.Discretization(bin_boundaries=[0.0, 0.1, 1.0, 2.0], output_mode=mode)
        cases.append({
            "options": {"bin_boundaries": floats([0.0, 0.1, 1.0, 2.0]), "output_mode": mode}, "inputs": floats(inputs),
            "outputs": floats(layer(inputs))})
    layer = layers.Discretization(bin_boundaries=[0.0, 0.1, 1.0, 2.0], output_mode="one_hot")
    single = inputs.reshape(-1, 1)
    cases.append({
        "options": {"bin_boundaries": floats([0.0, 0.1, 1.0, 2.0]), "output_mode": "one_hot"}, "inputs": floats(single),
        "outputs": floats(layer(single))})
    generator = np.random.default_rng(3)
    data = {
        "normal": [generator.normal(size=700)],
        "few": [generator.random(5)],
        "equal": [np.repeat([1.0, 2.0, 3.0], 60)],
        "batches": [generator.normal(size=150), generator.random(333), generator.normal(size=64) * 3],
        "single": [np.array([4.0])],
    }
    for name, batches in data.items():
        for num_bins in [2, 4, 10, 32, 49]:
            for epsilon in [0.01, 0.1]:
                layer = layers.Discretization(num_bins=num_bins, epsilon=epsilon)
                layer.adapt(batches)
                inputs = np.concatenate(batches)[:10].reshape(-1, 1).astype("float32")
                cases.append({
                    "name": name, "options": {"num_bins": num_bins, "epsilon": epsilon, "output_mode": "int"},
                    "data": name, "boundaries": floats(layer.bin_boundaries), "inputs": floats(inputs),
                    "outputs": floats(layer(inputs))})
    write("discretization.json", cases)
    write("discretization-data.json", [{"name": name, "batches": [floats(batch) for batch in batches]} for name, batches in data.items()])


def hashes():
    cases = []
    for option in [{}, {"salt": [133, 137]}, {"salt": 2**63 - 1}, {"mask_value": "abc"}, {"mask_value": "", "salt": 5}]:
        for num_bins in [1, 3, 1000]:
            layer = layers.Hashing(num_bins=num_bins, **option)
            cases.append({
                "options": {**option, "num_bins": num_bins}, "texts": TEXTS,
                "outputs": numbers(layer(np.array(TEXTS).reshape(-1, 1)))})
    integers = [0, 1, -1, 42, 123456789, -(2**62), 2**63 - 1]
    for option in [{}, {"salt": [1, 2]}, {"mask_value": 42}]:
        layer = layers.Hashing(num_bins=97, **option)
        cases.append({
            "options": {**option, "num_bins": 97}, "integers": integers,
            "outputs": numbers(layer(np.array(integers, dtype="int64").reshape(-1, 1)))})
    for mode in ["multi_hot", "count"]:
        layer = layers.Hashing(num_bins=3, output_mode=mode)
        pairs = [["a", "b"], ["abc", "abc"], ["x", ""]]
        cases.append({
            "options": {"num_bins": 3, "output_mode": mode}, "samples": pairs, "outputs": floats(layer(np.array(pairs)))})
    big = tf.strings.to_hash_bucket_fast(TEXTS, 2**62).numpy().tolist()
    strong = tf.strings.to_hash_bucket_strong(TEXTS, 2**62, key=[2**62 + 5, 11]).numpy().tolist()
    cases.append({"options": {}, "texts": TEXTS, "fast": big, "strong": strong, "key": [2**62 + 5, 11]})
    write("hashing.json", cases)

    cases = []
    a = TEXTS[:12]
    b = ["one", "two", "three"] * 4
    c = list(range(-3, 9))
    for num_bins in [1, 5, 100003]:
        for columns in [[a, b], [b, a], [a, c], [c, c], [a, b, c]]:
            layer = layers.HashedCrossing(num_bins=num_bins)
            arrays = tuple(np.array(column).reshape(-1, 1) for column in columns)
            cases.append({"num_bins": num_bins, "columns": columns, "outputs": numbers(layer(arrays))})
    write("crossing.json", cases)


def texts():
    documents = [
        "The cat, the hat!", "  A  dog's\tlife\n", "", "don't stop — naïve café", "ONE two Three ONE", "a.b.c", "ÀÉ ß",
        "x", "tabs\x0b\x0cand more",
    ]
    cases = []
    for standardize in ["lower_and_strip_punctuation", "lower", "strip_punctuation", None]:
        for split in ["whitespace", "character"]:
            for ngrams in [None, 2, (2, 3)]:
                layer = layers.TextVectorization(standardize=standardize, split=split, ngrams=ngrams)
                grams = layer._preprocess(tf.constant(documents))
                flat = [[token.decode() for token in row] for row in grams.to_list()]
                counts = np.zeros((len(documents), 50), dtype="float32")
                for row, tokens in enumerate(flat):
                    if tokens:
                        hashed = np.asarray(layers.Hashing(num_bins=50)(np.array(tokens).reshape(-1, 1))).ravel()
                        np.add.at(counts[row], hashed, 1)
                sizes = [1] if ngrams is None else list(range(1, ngrams + 1)) if isinstance(ngrams, int) else list(ngrams)
                cases.append({
                    "standardize": standardize or "none", "split": split, "sizes": sizes, "grams": flat,
                    "bins": [np.repeat(np.arange(50), row.astype(int)).tolist() for row in counts]})
    write("text.json", [{"documents": documents, **case} for case in cases])


def dates():
    import datetime

    cases = []
    for text in [
        "1970-01-01", "1969-12-31", "2000-02-29", "1900-03-01", "2024-12-31T23:59:58", "0001-01-01", "9999-12-31",
        "2024-02-29T17:30:00.125", "1600-02-29", "2023-07-04 06:05",
    ]:
        date = datetime.datetime.fromisoformat(text)
        day = date.timetuple().tm_yday
        cases.append({
            "text": text, "parts": [date.year, date.month, date.day, date.hour, date.minute], "second":
            date.second + date.microsecond / 1e6, "weekday": date.weekday(), "day_of_year": day, "days":
            (date.date() - datetime.date(1970, 1, 1)).days})
    write("dates.json", cases)


def feature_space():
    generator = np.random.default_rng(11)
    count = 64
    data = {
        "a": generator.normal(size=count) * 3 + 5,
        "b": generator.integers(0, 6, size=count),
        "c": generator.choice(["red", "green", "blue", "grey"], size=count, p=[0.5, 0.3, 0.15, 0.05]),
        "d": generator.choice(["x", "y", "z"], size=count),
        "e": generator.integers(0, 1000, size=count),
        "f": generator.normal(size=count),
        "g": generator.random(size=count),
    }
    data["a"] = data["a"].astype("float32")
    data["f"] = data["f"].astype("float32")
    data["g"] = data["g"].astype("float32")
    Space = keras.utils.FeatureSpace
    space = Space(
        {
            "a": Space.float_normalized(), "b": Space.integer_categorical(), "c": Space.string_categorical(max_tokens=4),
            "d": Space.string_hashed(num_bins=5), "e": Space.integer_hashed(num_bins=7),
            "f": Space.float_discretized(num_bins=3, bin_boundaries=None), "g": Space.float_rescaled(scale=2.5, offset=-1),
        },
        crosses=[Space.cross(("c", "d"), crossing_dim=9), Space.cross(("b", "c"), crossing_dim=11)],
        output_mode="concat")
    # One batch, so that the quantiles are those of all rows at once.
    space.adapt(tf.data.Dataset.from_tensors(data))
    probe = {name: column[:16].copy() for name, column in data.items()}
    probe["c"][3] = "unseen"
    probe["b"][4] = 77
    outputs = space({name: np.asarray(column).reshape(-1, 1) for name, column in probe.items()})
    write("feature-space.json", [{
        "data": {name: floats(column) if column.dtype.kind == "f" else column.tolist() for name, column in data.items()},
        "probe": {name: floats(column) if column.dtype.kind == "f" else column.tolist() for name, column in probe.items()},
        "outputs": floats(outputs)}])


if __name__ == "__main__":
    normalization()
    lookups()
    encodings()
    discretizations()
    hashes()
    texts()
    dates()
    feature_space()
