"""Writes layers.json: output, gradients and state of every layer alone, in training and in inference."""

from common import config, float32, generator, keras, np, numbers, rounded, tensor, tf, write

L, I = keras.layers, keras.initializers
RNG = generator("layers")
X = rounded(RNG.normal(0.3, 1.5, (6, 4)))
SHIFTED = rounded(RNG.normal(20, 0.5, (7, 3)))
WIDE = rounded(RNG.normal(0, 1, (5, 70)), 2)
CUBE = rounded(RNG.normal(0, 1, (3, 2, 4)))
CONSTANT = float32([[1, 2, -3]] * 4)
CORNERS = float32([[0.0, 1.0, -1.0, 6.0], [3.0, 2.9999998, 3.0000002, -0.5], [1.0000001, -1e-7, 1e-7, 20], [-20, 7, 0.5, -3]])
INDICES = float32([[0, 3], [3, 3], [4, 1], [0, 2]])
# Steps that are padding: the second of the first row, and both of the last; of -1 the first of the second row.
PADDED = CUBE.copy()
PADDED[0, 1] = PADDED[2] = 0
PADDED[1, 0] = -1
PADDED[0, 0, 2] = 0
FAR = rounded(RNG.normal(0, 1, (3, 2, 6)) + 200)


def adapted(x, **options):
    layer = L.Normalization(**options)
    layer.adapt(x)
    return layer


def cases():
    yield "batch normalization", L.BatchNormalization(), X
    yield "batch normalization shifted", L.BatchNormalization(), SHIFTED
    yield "batch normalization wide", L.BatchNormalization(), WIDE
    yield "batch normalization cube", L.BatchNormalization(), CUBE
    yield "batch normalization constant", L.BatchNormalization(momentum=0.5), CONSTANT
    yield "batch normalization one row", L.BatchNormalization(), X[:1]
    yield "batch normalization options", L.BatchNormalization(momentum=0.8, epsilon=0.01), X
    yield "batch normalization without center", L.BatchNormalization(center=False), X
    yield "batch normalization without scale", L.BatchNormalization(scale=False), X
    yield "batch normalization bare", L.BatchNormalization(center=False, scale=False), X
    yield "batch normalization frozen", L.BatchNormalization(trainable=False), X
    yield "batch normalization renorm", L.BatchNormalization(renorm=True), X
    clipping = {"rmax": 1.5, "rmin": 0.75, "dmax": 0.5}
    yield "batch normalization renorm clipped", L.BatchNormalization(renorm=True, renorm_clipping=clipping, renorm_momentum=0.9, momentum=0.7), X
    yield "batch normalization renorm bare", L.BatchNormalization(renorm=True, center=False, scale=False), X
    yield "layer normalization", L.LayerNormalization(), X
    yield "layer normalization shifted", L.LayerNormalization(), SHIFTED
    yield "layer normalization wide", L.LayerNormalization(), WIDE
    yield "layer normalization cube", L.LayerNormalization(), CUBE
    yield "layer normalization options", L.LayerNormalization(axis=[1], epsilon=0.01), X
    yield "layer normalization without center", L.LayerNormalization(center=False), X
    yield "layer normalization without scale", L.LayerNormalization(scale=False), X
    yield "layer normalization bare", L.LayerNormalization(center=False, scale=False), X
    yield "rms normalization", L.RMSNormalization(), X
    yield "rms normalization epsilon", L.RMSNormalization(epsilon=0.01), WIDE
    yield "unit normalization", L.UnitNormalization(), X
    yield "unit normalization axis", L.UnitNormalization(axis=1), SHIFTED
    yield "normalization unadapted", L.Normalization(), X
    yield "normalization adapted", adapted(X), X
    yield "normalization adapted shifted", adapted(SHIFTED), SHIFTED
    yield "normalization adapted axis none", adapted(X, axis=None), X
    yield "normalization adapted constant", adapted(CONSTANT), CONSTANT
    yield "normalization adapted inverted", adapted(X, invert=True), X
    yield "normalization given", L.Normalization(mean=[0.5, -0.25, 1.0, 2.0], variance=[4.0, 0.25, 1.5, 0.0]), X
    yield "normalization given scalar", L.Normalization(axis=None, mean=0.5, variance=2.0), X
    yield "normalization given inverted", L.Normalization(mean=[0.5, -0.25, 1.0], variance=[4.0, 0.25, 1.5], invert=True), SHIFTED
    yield "rescaling", L.Rescaling(0.1, offset=-0.3), X
    yield "rescaling by column", L.Rescaling([0.5, 2.0, 0.1], offset=[0.1, -1.0, 0.0]), SHIFTED
    yield "activation tanh", L.Activation("tanh"), X
    yield "activation softmax", L.Activation("softmax"), X
    yield "relu", L.ReLU(), CORNERS
    yield "relu max", L.ReLU(max_value=3.0), CORNERS
    yield "relu six", L.ReLU(max_value=6.0), CORNERS
    yield "relu leaky", L.ReLU(negative_slope=0.25), CORNERS
    yield "relu threshold", L.ReLU(threshold=1.0), CORNERS
    yield "relu all", L.ReLU(max_value=3.0, negative_slope=0.25, threshold=1.0), CORNERS
    yield "leaky relu", L.LeakyReLU(), CORNERS
    yield "leaky relu slope", L.LeakyReLU(negative_slope=0.05), CORNERS
    yield "elu", L.ELU(), CORNERS
    yield "elu alpha", L.ELU(alpha=0.4), CORNERS
    yield "prelu", L.PReLU(), CORNERS
    yield "prelu shared", L.PReLU(shared_axes=[1]), CORNERS
    yield "softmax", L.Softmax(), X
    yield "dropout of nothing", L.Dropout(0.0), X
    yield "gaussian noise of nothing", L.GaussianNoise(0.0), X
    yield "flatten", L.Flatten(), CUBE
    yield "reshape", L.Reshape((-1, 2)), CUBE
    yield "identity", L.Identity(), X
    yield "activity regularization", L.ActivityRegularization(l1=0.1, l2=0.2), X
    yield "embedding", L.Embedding(5, 3), INDICES
    yield "alpha dropout of nothing", L.AlphaDropout(0.0), X
    yield "category encoding", L.CategoryEncoding(5), INDICES.astype(int)
    yield "category encoding count", L.CategoryEncoding(6, output_mode="count"), INDICES.astype(int)
    yield "category encoding one hot", L.CategoryEncoding(5, output_mode="one_hot"), INDICES[:, :1].astype(int)
    yield "category encoding one hot each", L.CategoryEncoding(5, output_mode="one_hot"), INDICES.astype(int)
    yield "global average pooling", L.GlobalAveragePooling1D(), CUBE
    yield "global average pooling kept", L.GlobalAveragePooling1D(keepdims=True), CUBE
    yield "global average pooling channels first", L.GlobalAveragePooling1D(data_format="channels_first"), CUBE
    yield "global average pooling channels first kept", L.GlobalAveragePooling1D(data_format="channels_first", keepdims=True), CUBE
    yield "group normalization", L.GroupNormalization(groups=2), X
    yield "group normalization cube", L.GroupNormalization(groups=2), CUBE
    yield "group normalization one group", L.GroupNormalization(groups=1), CUBE
    yield "group normalization each channel", L.GroupNormalization(groups=-1), CUBE
    yield "group normalization far shifted", L.GroupNormalization(groups=3), FAR
    yield "group normalization wide", L.GroupNormalization(groups=14), WIDE
    yield "group normalization options", L.GroupNormalization(groups=2, axis=1, epsilon=0.01), X
    yield "group normalization without center", L.GroupNormalization(groups=2, center=False), CUBE
    yield "group normalization without scale", L.GroupNormalization(groups=2, scale=False), CUBE
    yield "group normalization bare", L.GroupNormalization(groups=2, center=False, scale=False), X
    yield "masking", L.Masking(), PADDED
    yield "masking value", L.Masking(mask_value=-1.0), PADDED
    yield "masking flat rows", L.Masking(), float32([[0, 0, 0], [0, 1, 0], [2, 0, 3]])


def measure(layer, x, initial, training):
    """All of one pass, from the same weights."""
    layer.set_weights(initial)
    inputs = tf.convert_to_tensor(x)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = layer(inputs, training=training)
        upstream = rounded(generator(layer.name + str(y.shape)).uniform(-2, 2, y.shape), 2)
        loss = tf.reduce_sum(upstream * y)
    trained = layer.trainable_variables
    gradients = tape.gradient(loss, [inputs, *[v.value for v in trained]])
    dense = [tf.convert_to_tensor(g) if g is not None else None for g in gradients]
    return {
        "y": tensor(y),
        "upstream": numbers(upstream),
        "dx": None if dense[0] is None else numbers(dense[0]),
        "gradients": [{"name": v.name, **tensor(g)} for v, g in zip(trained, dense[1:])],
        "state": [tensor(w) for w in layer.get_weights()],
    }


def main():
    written = []
    for name, layer, x in cases():
        # Keras numbers layers as they are made; a name of its own keeps the file the same whatever came before.
        layer.name = name.replace(" ", "_")
        layer(tf.convert_to_tensor(x))
        rng = generator(name)
        initial = []
        for variable, value in zip(layer.weights, layer.get_weights()):
            if variable.name in ("gamma", "scale", "embeddings", "alpha", "beta", "moving_mean", "renorm_mean"):
                value = rounded(rng.normal(0, 1, value.shape))
            elif variable.name in ("moving_variance", "moving_stddev", "renorm_stddev"):
                value = rounded(rng.uniform(0.5, 2, value.shape))
            initial.append(value)
        case = {"name": name, "config": config(layer), "x": tensor(x), "initial": [{"name": v.name, **tensor(w)} for v, w in zip(layer.weights, initial)]}
        case["training"] = measure(layer, x, initial, True)
        case["inference"] = measure(layer, x, initial, False)
        written.append(case)
    write("layers", written)


if __name__ == "__main__":
    main()
