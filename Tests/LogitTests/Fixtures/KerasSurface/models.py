"""Models that between them use every layer with its defaults and with its options moved; for configurations and summaries."""

from common import keras

L, O, R, C, I = keras.layers, keras.optimizers, keras.regularizers, keras.constraints, keras.initializers
S, M, LOSS = keras.optimizers.schedules, keras.metrics, keras.losses


def sequential(*layers, **options):
    return keras.Sequential(list(layers), **options)


def tutorial():
    model = sequential(L.Input((2,)), L.Dense(3, activation="softmax"))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


def tutorial_sigmoid():
    model = sequential(L.Input((1,)), L.Dense(1, activation="sigmoid"), name="sigmoid")
    model.compile(optimizer=O.SGD(0.1), loss=LOSS.BinaryCrossentropy(), metrics=[M.BinaryAccuracy(threshold=0.4), M.AUC(curve="PR")])
    return model


def network():
    model = sequential(L.Input((4,)), L.Dense(16, activation="relu"), L.Dense(8, activation="tanh"), L.Dropout(0.3), L.Dense(3, activation="softmax"))
    model.compile(
        optimizer=O.AdamW(S.CosineDecay(0.01, 100, 0.1, warmup_target=0.05, warmup_steps=10), weight_decay=0.02, clipnorm=1.0),
        loss=LOSS.SparseCategoricalCrossentropy(ignore_class=-1, reduction="sum"),
        metrics=["accuracy", M.SparseTopKCategoricalAccuracy(k=2)],
        weighted_metrics=[M.SparseCategoricalAccuracy(name="weighted")],
        loss_weights=[0.5],
    )
    return model


def uncompiled():
    return sequential(L.Input((3,)), L.Dense(2), name="uncompiled")


def unbuilt():
    return sequential(L.Dense(4, activation="relu"), L.Dense(1), name="unbuilt")


def dense_options():
    return sequential(
        L.Input((5,), batch_size=8, name="features"),
        L.Dense(
            6, activation="gelu", use_bias=True, kernel_initializer=I.HeNormal(seed=3), bias_initializer=I.Constant(0.1), kernel_regularizer=R.L1L2(0.01, 0.02),
            bias_regularizer=R.L2(0.03), activity_regularizer=R.L1(0.25), kernel_constraint=C.MaxNorm(3, axis=0), bias_constraint=C.NonNeg(), name="first",
        ),
        L.Dense(4, use_bias=False, kernel_initializer="orthogonal", kernel_regularizer=R.OrthogonalRegularizer(0.5, "columns"), kernel_constraint=C.MinMaxNorm(0.1, 2.0, 0.5, axis=1)),
        L.Dense(3, activation="linear", kernel_initializer=I.VarianceScaling(2.0, "fan_avg", "uniform", seed=1), kernel_constraint=C.UnitNorm(axis=1), trainable=False),
        name="dense_options",
    )  # fmt: skip


def activations():
    names = ["relu", "sigmoid", "hard_silu", "log_softmax", "softmax"]
    layers = [L.Activation(name) for name in names]
    return sequential(
        L.Input((4,)), L.Dense(4), *layers, L.ReLU(), L.ReLU(max_value=6.0, negative_slope=0.25, threshold=1.0), L.LeakyReLU(), L.LeakyReLU(negative_slope=0.05), L.ELU(),
        L.ELU(alpha=0.5), L.PReLU(), L.PReLU(alpha_initializer=I.Constant(0.25), alpha_regularizer=R.L2(0.1), alpha_constraint=C.NonNeg(), shared_axes=[1]), L.Softmax(), L.Softmax(axis=1),
        name="activations",
    )  # fmt: skip


def normalizations():
    return sequential(
        L.Input((3,)), L.BatchNormalization(),
        L.BatchNormalization(
            axis=1, momentum=0.8, epsilon=0.01, center=True, scale=True, beta_initializer=I.RandomNormal(0.0, 0.1, seed=2), gamma_initializer="ones",
            moving_mean_initializer=I.Constant(0.5), moving_variance_initializer=I.Constant(2.0), beta_regularizer=R.L2(0.1), gamma_regularizer=R.L1(0.1), beta_constraint=C.MaxNorm(1),
            gamma_constraint=C.NonNeg(), renorm=True, renorm_clipping={"rmax": 3.0, "rmin": 0.3, "dmax": 5.0}, renorm_momentum=0.9,
        ),
        L.BatchNormalization(center=False, scale=False), L.LayerNormalization(), L.LayerNormalization(axis=[1], epsilon=0.01, center=False), L.LayerNormalization(scale=False, beta_regularizer=R.L2(0.1)),
        L.UnitNormalization(), L.RMSNormalization(epsilon=1e-5), L.Dense(1),
        name="normalizations",
    )  # fmt: skip


def preprocessing():
    return sequential(
        L.Input((2,)), L.Normalization(mean=[0.5, -0.25], variance=[4.0, 0.25]), L.Normalization(mean=1.0, variance=2.0, axis=None, invert=True), L.Rescaling(0.5), L.Rescaling(2.0, offset=-1.0), L.Dense(1),
        name="preprocessing",
    )  # fmt: skip


def adapted():
    layer = L.Normalization()
    layer.build((None, 2))
    return sequential(L.Input((2,)), layer, L.Dense(3, activation="softmax"), name="adapted")


def shapes():
    return sequential(L.Input((12,)), L.Reshape((3, 4)), L.Dense(2), L.Reshape((-1, 3)), L.Flatten(), L.Flatten(data_format="channels_last"), L.Identity(), L.Dense(1), name="shapes")


def regularization():
    return sequential(
        L.Input((4,)), L.Dropout(0.5), L.Dropout(0.25, noise_shape=[None, 1], seed=11), L.GaussianNoise(0.1), L.GaussianNoise(0.2, seed=5), L.ActivityRegularization(l1=0.01, l2=0.02), L.Dense(2),
        name="regularization",
    )  # fmt: skip


def embedding():
    return sequential(
        L.Input((3,), dtype="int32"), L.Embedding(10, 4), L.Flatten(), L.Dense(3, activation="softmax"), name="embedding"
    )  # fmt: skip


def embedding_options():
    return sequential(
        L.Input((3,), dtype="int32"),
        L.Embedding(10, 4, embeddings_initializer=I.RandomUniform(-1.0, 1.0, seed=4), embeddings_regularizer=R.L2(0.01), embeddings_constraint=C.MaxNorm(1.0, axis=1), mask_zero=True),
        L.Flatten(), L.Dense(1), name="embedding_options",
    )  # fmt: skip


def sequences():
    return sequential(
        L.Input((6, 4)), L.Masking(mask_value=-1.0), L.GroupNormalization(groups=2), L.GroupNormalization(groups=4, epsilon=0.01, center=False, gamma_regularizer=R.L2(0.1), gamma_constraint=C.NonNeg()),
        L.AlphaDropout(0.1), L.AlphaDropout(0.2, seed=3), L.GlobalAveragePooling1D(keepdims=True), L.GlobalAveragePooling1D(), L.Dense(2), name="sequences",
    )  # fmt: skip


def category_encoding():
    return sequential(L.Input((3,), dtype="int32"), L.CategoryEncoding(10, output_mode="count"), L.Dense(1), name="category_encoding")


def frozen():
    model = sequential(L.Input((200,)), L.Dense(300, activation="relu", name="a_layer_with_quite_a_long_name_that_does_not_fit"), L.Dense(10), name="frozen")
    model.layers[0].trainable = False
    model.compile(optimizer=O.SGD(0.1, momentum=0.9), loss="mse")
    return model


def large():
    return sequential(L.Input((1000,)), L.Dense(2000), L.BatchNormalization(), L.Dense(1200), L.Dense(1), name="large")


MODELS = [
    tutorial, tutorial_sigmoid, network, uncompiled, unbuilt, dense_options, activations, normalizations, preprocessing, adapted, shapes, regularization, embedding, embedding_options, sequences, category_encoding, frozen, large,
]  # fmt: skip


def build(make):
    """Names are numbered from the beginning for each model."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    return make()
