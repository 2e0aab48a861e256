"""What the vector scripts share: Keras on TensorFlow, made deterministic, and JSON with exact float32 numbers."""

import json
import math
import os
import pathlib
import warnings
import zlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["PYTHONHASHSEED"] = "0"

import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float32")
keras.utils.set_random_seed(1)
# Also keeps Keras from compiling with XLA, which fuses and so rounds differently.
tf.config.experimental.enable_op_determinism()
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

warnings.filterwarnings("ignore")

FOLDER = pathlib.Path(__file__).parent


# Numbers ---------------------------------------------------------------------------------------------------


def number(value):
    """An integer as it is; a float as the shortest decimal that reads back as the same float32."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    single = np.float32(value)
    return "inf" if np.isposinf(single) else "-inf" if np.isneginf(single) else float(str(single))


def numbers(array):
    """All numbers, row by row."""
    return [number(v) for v in np.asarray(array).ravel()]


def tensor(array):
    if array is None:
        return None
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": numbers(array)}


def logs(values):
    """A dictionary of numbers in the order Keras gave them."""
    return {name: number(np.asarray(value)) if np.ndim(value) == 0 else numbers(value) for name, value in values.items()}


# Data ------------------------------------------------------------------------------------------------------


def generator(name):
    """Random numbers that depend on the name alone, so that adding a case changes no other."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def rounded(array, decimals=3):
    """Numbers with few digits: as good for the purpose and shorter in the file."""
    return np.round(np.asarray(array, dtype=np.float64), decimals).astype(np.float32)


def float32(values):
    return np.asarray(values, dtype=np.float32)


# Configuration ---------------------------------------------------------------------------------------------


def config(thing):
    """Keras's own JSON, through JSON and back, as Keras writes it into files."""
    return json.loads(json.dumps(keras.saving.serialize_keras_object(thing)))


# Files -----------------------------------------------------------------------------------------------------


def text(value):
    return json.dumps(value, allow_nan=False, ensure_ascii=False)


def write(family, cases, **extra):
    """One case a line."""
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)
    lines = ['{"keras": ' + text(keras.__version__)]
    lines += [f', "{key}": {text(value)}' for key, value in extra.items()]
    body = ",\n".join(text(case) for case in cases)
    path = FOLDER / f"{family}.json"
    path.write_text("".join(lines) + ', "cases": [\n' + body + "\n]}\n", encoding="utf-8")
    print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")
