"""Makes the files of this folder; see README.md. A second run gives models with the same numbers."""

import gzip
import json
import os
import pathlib
import zipfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tf_keras  # noqa: E402

FOLDER = pathlib.Path(__file__).parent
RNG = np.random.default_rng(0)
X = RNG.standard_normal((6, 3)).astype("float32")
Y = (X[:, 0] > 0).astype("float32")
expected = {"x": X.tolist(), "y": Y.tolist(), "models": {}}


def chain():
    keras.utils.set_random_seed(1)
    inputs = keras.Input((3,))
    hidden = keras.layers.BatchNormalization()(keras.layers.Dense(2, activation="tanh")(inputs))
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    for _ in range(3):
        model.train_on_batch(X, Y)
    model.save(FOLDER / "chain.keras")
    model.save(FOLDER / "chain.h5")
    predictions = model.predict(X, verbose=0).tolist()
    # Where the training goes on, to be compared with.
    model.train_on_batch(X, Y)
    expected["models"]["chain"] = {"predictions": predictions, "next": model.predict(X, verbose=0).tolist()}


def nested():
    keras.utils.set_random_seed(2)
    inner = keras.Sequential([keras.layers.Dense(4, activation="gelu"), keras.layers.PReLU()])
    model = keras.Sequential([keras.Input((3,)), inner, keras.layers.Dense(2, activation="softmax")])
    for weight in model.weights:
        weight.assign(weight.numpy() + RNG.standard_normal(weight.shape).astype("float32") / 4)
    model.save_weights(FOLDER / "nested.weights.h5")
    (FOLDER / "nested.json").write_text(model.to_json() + "\n")
    expected["models"]["nested"] = {"predictions": model.predict(X, verbose=0).tolist()}
    return model


def half():
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid", dtype="bfloat16")])
    path = FOLDER / "half.keras"
    model.save(path)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    kernel, bias = [np.asarray(weight.numpy(), "float32") for weight in model.weights]
    expected["models"]["half"] = {"predictions": (1 / (1 + np.exp(-(X @ kernel + bias)))).tolist()}


def two():
    tf_keras.utils.set_random_seed(4)
    model = tf_keras.Sequential(
        [tf_keras.layers.Dense(2, activation="relu", input_shape=(3,)), tf_keras.layers.BatchNormalization(),
         tf_keras.layers.Dense(1, activation="sigmoid")])
    model.compile("rmsprop", "binary_crossentropy", metrics=["accuracy"])
    for _ in range(2):
        model.train_on_batch(X, Y)
    model.save(FOLDER / "two.keras")
    model.save(FOLDER / "two.h5")
    expected["models"]["two"] = {"predictions": model.predict(X, verbose=0).tolist()}


def legacy():
    # The optimizers before Keras 2.11. All kernels have one shape, so that only names tell what is what.
    optimizers = tf_keras.optimizers.legacy
    for optimizer in [
        optimizers.Adam(0.01, amsgrad=True), optimizers.RMSprop(0.01, momentum=0.9, centered=True),
        optimizers.Ftrl(0.1), optimizers.SGD(0.1, momentum=0.9), optimizers.Nadam(0.01),
    ]:
        tf_keras.utils.set_random_seed(5)
        layer = tf_keras.layers.Dense
        model = tf_keras.Sequential(
            [layer(3, activation="tanh", use_bias=False, input_shape=(3,)), layer(3, use_bias=False)])
        model.compile(optimizer, "mse")
        for _ in range(3):
            model.train_on_batch(X, X)
        name = f"legacy-{type(optimizer).__name__}"
        model.save(FOLDER / f"{name}.h5")
        predictions = model.predict(X, verbose=0).tolist()
        model.train_on_batch(X, X)
        expected["models"][name] = {"predictions": predictions, "next": model.predict(X, verbose=0).tolist()}


def claims():
    # 2 GB of numbers, of which one chunk is there, or none.
    for name, options in [("none", {}), ("plain", {}), ("shuffle", {"shuffle": True}), ("gzip", {"compression": "gzip"})]:
        with h5py.File(FOLDER / f"claims-{name}.h5", "w") as file:
            dataset = file.create_dataset("layers/dense/vars/0", (1 << 20, 512), "f4", chunks=(64, 16), **options)
            if name != "none":
                dataset[:64, :16] = 1
            file["layers/dense/vars/1"] = np.zeros(512, "f4")


def rewritten(model):
    weights = [weight.numpy() for weight in model.weights]
    paths = ["layers/sequential/layers/dense/vars/0", "layers/sequential/layers/dense/vars/1",
             "layers/sequential/layers/p_re_lu/vars/0", "layers/dense/vars/0", "layers/dense/vars/1"]
    with h5py.File(FOLDER / "rewritten.h5", "w", userblock_size=512) as file:
        file.create_dataset(paths[0], data=weights[0], chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True)
        file.create_dataset(paths[1], data=weights[1].astype(">f8"), chunks=(3,), fletcher32=True)
        file.create_dataset(paths[2], data=weights[2], chunks=(4,), shuffle=True)
        file.create_dataset(paths[3], data=weights[3].astype(">f4"))
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        group = file["layers/dense/vars"]
        dataset = h5py.h5d.create(group.id, b"1", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((2,)), compact)
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, weights[4])
        file["numbers/half"] = np.array([1, -2.5, 6e-8, np.inf], "float16")
        file["numbers/bytes"] = np.array([1, 255], "uint8")
        file["numbers/long"] = np.array([[-1, 2 ** 40]], ">i8")
    with h5py.File(FOLDER / "latest.h5", "w", libver="latest") as file:
        for path, weight in zip(paths, weights):
            file[path] = weight
        file.attrs["words"] = ["first", "zweites", "träumen"]
        file.attrs["fixed"] = np.array([b"a", b"bcd"])
    with h5py.File(FOLDER / "links.h5", "w") as file:
        file["soft/a"] = h5py.SoftLink("/b")
    for name, link in [("external", h5py.ExternalLink("other.h5", "/a")), ("hard", None)]:
        with h5py.File(FOLDER / f"{name}.h5", "w") as file:
            if link is None:
                file["a"] = np.zeros(2, "f4")
                file["b"] = file["a"]
            else:
                file["a"] = link
    with h5py.File(FOLDER / "virtual.h5", "w") as file:
        layout = h5py.VirtualLayout((2,), "f4")
        layout[:] = h5py.VirtualSource("other.h5", "a", (2,))
        file.create_virtual_dataset("a", layout)
    with h5py.File(FOLDER / "elsewhere.h5", "w") as file:
        file.create_dataset("a", (2,), "f4", external=[("other.bin", 0, 8)])
    with h5py.File(FOLDER / "lzf.h5", "w") as file:
        file.create_dataset("a", data=np.zeros(8, "f4"), compression="lzf")


def chunks():
    # The same numbers in chunks of many shapes, most of which go beyond the edges.
    numbers = np.arange(5 * 7 * 3, dtype="f4").reshape(5, 7, 3) / 8
    with h5py.File(FOLDER / "chunks.h5", "w") as file:
        file["plain"] = numbers
        for name, shape, options in [
            ("edges", (2, 3, 2), {"compression": "gzip", "shuffle": True}), ("rows", (2, 7, 3), {"shuffle": True}),
            ("whole", (5, 7, 3), {"compression": "gzip", "fletcher32": True}), ("planes", (1, 4, 3), {"fletcher32": True}),
            ("large", (8, 16, 4), {"compression": "gzip", "shuffle": True, "fletcher32": True}),
            ("single", (1, 1, 1), {"shuffle": True}),
        ]:
            file.create_dataset(name, data=numbers, chunks=shape, maxshape=(None,) * 3, **options)
        # As PyTables orders them: the checksum of the numbers, which are shuffled and compressed with it.
        order = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        order.set_chunk((2, 3, 2))
        order.set_fletcher32()
        order.set_shuffle()
        order.set_deflate(6)
        dataset = h5py.h5d.create(file.id, b"checked first", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((5, 7, 3)), order)
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers)
    # Three numbers in a chunk of 64 MiB.
    with h5py.File(FOLDER / "far.h5", "w") as file:
        file.create_dataset("a", data=np.array([1, -2.5, 3], "f4"), maxshape=(None,), chunks=(1 << 24,), compression="gzip",
                            compression_opts=9, shuffle=True)


chain()
model = nested()
half()
two()
legacy()
rewritten(model)
claims()
chunks()
for path in sorted([*FOLDER.glob("*.keras"), *FOLDER.glob("*.h5")]):
    # Mostly zeros, which the repository need not hold.
    (FOLDER / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()
(FOLDER / "expected.json").write_text(json.dumps(expected) + "\n")
