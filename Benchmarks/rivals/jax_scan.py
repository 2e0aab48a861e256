"""JAX with the whole training compiled into one call: a scan over epochs around a scan over batches."""

import jax
import jax.numpy as jnp
import numpy as np

from rival import Task, Unsupported


def trainer(workload, verbose):
    if verbose:
        raise Unsupported
    return Training(workload)


def predictor(workload, verbose):
    return Predicting(workload)


class Training(Task):
    def __init__(self, workload):
        self.workload = workload
        self.x, self.y = jnp.asarray(workload.x), jnp.asarray(workload.y)
        self.train = jax.jit(self.whole_training)

    def loss(self, parameters, x, y, weight):
        """`weight` is 0 for the rows that fill up the last batch, which must be as long as the others."""
        z = x
        for layer in range(0, len(parameters), 2):
            z = z @ parameters[layer] + parameters[layer + 1]
            if layer + 2 < len(parameters):
                z = jax.nn.relu(z)
        if self.workload.loss == "binary":
            losses = (jnp.logaddexp(0, z) - y * z)[:, 0]
        elif self.workload.loss == "categorical":
            losses = jax.nn.logsumexp(z, axis=1) - jnp.sum(z * y, axis=1)
        else:
            losses = jax.nn.logsumexp(z, axis=1) - jnp.take_along_axis(z, y[:, None], axis=1)[:, 0]
        return jnp.sum(losses * weight) / jnp.sum(weight)

    def step(self, state, rows):
        parameters, first, second, time = state
        count = len(self.workload.x)
        weight = (rows < count).astype(jnp.float32)
        rows = jnp.minimum(rows, count - 1)
        gradients = jax.grad(self.loss)(parameters, self.x_traced[rows], self.y_traced[rows], weight)
        rate = self.workload.learning_rate
        if self.workload.optimizer == "sgd":
            parameters = [p - rate * g for p, g in zip(parameters, gradients)]
            return (parameters, first, second, time), None
        time += 1
        rate *= jnp.sqrt(1 - 0.999**time) / (1 - 0.9**time)
        first = [m + 0.1 * (g - m) for m, g in zip(first, gradients)]
        second = [v + 0.001 * (g * g - v) for v, g in zip(second, gradients)]
        parameters = [p - rate * m / (jnp.sqrt(v) + 1e-7) for p, m, v in zip(parameters, first, second)]
        return (parameters, first, second, time), None

    def whole_training(self, x, y, parameters, key):
        w = self.workload
        self.x_traced, self.y_traced = x, y
        padding = jnp.full(w.steps_per_epoch * w.batch_size - len(w.x), len(w.x))

        def epoch(state, key):
            order = jnp.concatenate([jax.random.permutation(key, len(w.x)), padding])
            return jax.lax.scan(self.step, state, order.reshape(-1, w.batch_size))

        zeros = [jnp.zeros_like(p) for p in parameters]
        state = (parameters, zeros, zeros, jnp.float32(0))
        state, _ = jax.lax.scan(epoch, state, jax.random.split(key, w.epochs))
        return state[0]

    def prepare(self):
        self.initial = jax.block_until_ready([jnp.asarray(weight) for weight in self.workload.weights])
        self.key = jax.random.key(0)

    def run(self):
        self.trained = jax.block_until_ready(self.train(self.x, self.y, self.initial, self.key))

    def weights(self):
        return [np.asarray(parameter) for parameter in self.trained]


class Predicting(Task):
    def __init__(self, workload):
        self.x = jnp.asarray(workload.x)
        self.parameters = [jnp.asarray(weight) for weight in workload.weights]
        self.function = jax.jit(lambda x, kernel, bias: jax.nn.sigmoid(x @ kernel + bias))
        self.calls = 2_000 if len(self.x) == 1 else 1

    def run(self):
        self.output = jax.block_until_ready(self.function(self.x, *self.parameters))

    def predictions(self):
        return np.asarray(self.output)
