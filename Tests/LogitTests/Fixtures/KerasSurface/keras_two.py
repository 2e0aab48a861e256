"""Writes keras_two_VERSION.json: models as Keras 2 writes them, with their predictions.

Not part of make_all.sh, since it takes another Keras: run it once with tf_keras (pip install tf-keras==2.21.0), and with the
Keras of TensorFlow 2.12 (pip install tensorflow-cpu==2.12.1).
"""

import json
import os
import pathlib
import warnings
import zlib

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
warnings.filterwarnings("ignore")

import numpy as np

try:
    import tf_keras as keras
except ImportError:
    from tensorflow import keras

L, O, R, C, I = keras.layers, keras.optimizers, keras.regularizers, keras.constraints, keras.initializers
LOSS, M, S = keras.losses, keras.metrics, keras.optimizers.schedules


def everything():
    return keras.Sequential(
        [
            L.Dense(4, activation="relu", input_shape=(4,), kernel_regularizer=R.L2(0.01), kernel_constraint=C.MaxNorm(2), kernel_initializer=I.RandomNormal(0, 0.5)),
            L.BatchNormalization(), L.LayerNormalization(), L.Dropout(0.2), L.LeakyReLU(0.25), L.ReLU(6.0, 0.25), L.ELU(0.5), L.PReLU(), L.GaussianNoise(0.1), L.Activation("tanh"),
            L.ActivityRegularization(0.25, 0.5), L.UnitNormalization(), L.Rescaling(2.0, 1.0), L.AlphaDropout(0.1), L.GroupNormalization(2), L.Dense(3, kernel_regularizer=R.L1L2(0.01, 0.02)),
            L.Softmax(),
        ]
    )  # fmt: skip


def sequences():
    return keras.Sequential([L.Embedding(5, 3, input_length=4, mask_zero=True), L.GlobalAveragePooling1D(), L.Dense(3, activation="softmax")])


def shapes():
    return keras.Sequential([L.InputLayer((4,), batch_size=6), L.Reshape((2, 2)), L.Masking(-1.0), L.Flatten(), L.Normalization(mean=0.5, variance=2.0), L.Dense(3, activation="sigmoid")])


def compilations():
    yield "adam", dict(optimizer=O.Adam(0.25, clipnorm=1.0), loss="categorical_crossentropy", metrics=["accuracy", M.AUC(num_thresholds=20)])
    yield "legacy decay", dict(optimizer=O.legacy.SGD(0.25, momentum=0.5, decay=0.5), loss=LOSS.Huber(0.25), metrics=[M.MeanSquaredError(), "mae"])
    yield "schedule", dict(optimizer=O.RMSprop(S.ExponentialDecay(0.25, 2, 0.5)), loss=LOSS.CategoricalCrossentropy(label_smoothing=0.25), weighted_metrics=[M.CategoricalAccuracy()])
    yield "functions", dict(optimizer="adagrad", loss="mse", metrics=[[M.CosineSimilarity(axis=-1), M.BinaryAccuracy(threshold=0.25)]])


def numbers(array):
    return [float(str(v)) for v in np.asarray(array, np.float32).ravel()]


def tensor(array):
    return {"shape": list(np.shape(array)), "values": numbers(array)}


def case(name, make, x, compilation):
    keras.backend.clear_session()
    model = make()
    model.build((None, 4))
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    for weight in model.weights:
        weight.assign(np.round(rng.uniform(0.25, 1.5, weight.shape), 3).astype(np.float32))
    y = np.eye(3, dtype=np.float32)[rng.integers(0, 3, len(x))]
    model.compile(**compilation)
    model.evaluate(x, y, verbose=0)  # so that metrics are what they come to
    result = {"name": name, "json": json.loads(model.to_json())}
    compiled = json.loads(json.dumps(model.get_compile_config(), default=lambda v: v.tolist())) if hasattr(model, "get_compile_config") else None
    if compiled:
        result["compile"] = compiled
    result.update({"weights": [tensor(w) for w in model.get_weights()], "x": tensor(x), "y": tensor(y), "predictions": tensor(model.predict(x, verbose=0))})
    values = model.evaluate(x, y, batch_size=len(x), verbose=0, return_dict=True)
    result["evaluate"] = {key: float(str(np.float32(value))) for key, value in values.items()}
    if make is shapes:  # the only one without layers that draw or forget
        model.fit(x, y, epochs=3, batch_size=len(x), shuffle=False, verbose=0)
        result["trained"] = [tensor(w) for w in model.get_weights()]
    return result


def main():
    rng = np.random.default_rng(2)
    x = np.round(rng.normal(0, 1, (6, 4)), 2).astype(np.float32)
    tokens = rng.integers(1, 5, (6, 4)).astype(np.float32)
    tokens[2:4, 2:] = 0
    cases = []
    for name, compilation in compilations():
        cases.append(case(f"everything {name}", everything, x, compilation))
    for name, compilation in compilations():
        cases.append(case(f"shapes {name}", shapes, x, compilation))
    cases.append(case("sequences", sequences, tokens, next(iter(compilations()))[1]))
    version = ".".join(keras.__version__.split(".")[:2])
    path = pathlib.Path(__file__).parent / f"keras_two_{version}.json"
    body = ",\n".join(json.dumps(c) for c in cases)
    path.write_text('{"keras": "' + keras.__version__ + '", "cases": [\n' + body + "\n]}\n", encoding="utf-8")
    print(path.name, len(cases), "cases")


if __name__ == "__main__":
    main()
