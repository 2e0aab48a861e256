"""Writes schedules.json: every Keras learning rate schedule at the steps where something happens."""

from common import config, keras, np, numbers, tf, write

S = keras.optimizers.schedules
STEPS = [0, 1, 2, 3, 5, 9, 10, 11, 19, 20, 21, 25, 29, 30, 31, 49, 50, 51, 69, 70, 71, 99, 100, 101, 149, 150, 151, 250, 310, 311, 999, 1000, 1001,
         5000, 100000, 16777216]  # fmt: skip
SCHEDULES = [
    (S.ExponentialDecay, [
        dict(initial_learning_rate=0.1, decay_steps=100, decay_rate=0.96),
        dict(initial_learning_rate=0.1, decay_steps=100, decay_rate=0.96, staircase=True),
        dict(initial_learning_rate=0.5, decay_steps=10, decay_rate=0.5), dict(initial_learning_rate=1e-3, decay_steps=30, decay_rate=1.1),
    ]),
    (S.PiecewiseConstantDecay, [
        dict(boundaries=[10, 100], values=[1.0, 0.5, 0.1]), dict(boundaries=[100], values=[0.1, 0.01]),
        dict(boundaries=[9.5, 20.0, 1000.0], values=[0.1, 0.3, 0.2, 0.05]),
    ]),
    (S.PolynomialDecay, [
        dict(initial_learning_rate=0.1, decay_steps=100), dict(initial_learning_rate=0.1, decay_steps=100, end_learning_rate=0.01),
        dict(initial_learning_rate=0.1, decay_steps=100, power=0.5), dict(initial_learning_rate=0.1, decay_steps=100, power=2.0),
        dict(initial_learning_rate=0.1, decay_steps=10, cycle=True),
        dict(initial_learning_rate=0.2, decay_steps=50, end_learning_rate=0.02, power=1.5, cycle=True),
        dict(initial_learning_rate=0.01, decay_steps=100, end_learning_rate=0.1),
    ]),
    (S.InverseTimeDecay, [
        dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5), dict(initial_learning_rate=0.1, decay_steps=100, decay_rate=1.0, staircase=True),
        dict(initial_learning_rate=0.1, decay_steps=1, decay_rate=0.01),
    ]),
    (S.CosineDecay, [
        dict(initial_learning_rate=0.1, decay_steps=100), dict(initial_learning_rate=0.1, decay_steps=100, alpha=0.2),
        dict(initial_learning_rate=0.0, decay_steps=100, warmup_target=0.1, warmup_steps=50),
        dict(initial_learning_rate=0.01, decay_steps=50, alpha=0.1, warmup_target=0.3, warmup_steps=20),
        dict(initial_learning_rate=0.01, decay_steps=50, warmup_target=0.3), dict(initial_learning_rate=0.2, decay_steps=50, warmup_steps=20),
    ]),
    (S.CosineDecayRestarts, [
        dict(initial_learning_rate=0.1, first_decay_steps=10), dict(initial_learning_rate=0.1, first_decay_steps=10, t_mul=1.0),
        dict(initial_learning_rate=0.1, first_decay_steps=10, m_mul=0.8), dict(initial_learning_rate=0.1, first_decay_steps=50, alpha=0.1),
        dict(initial_learning_rate=0.3, first_decay_steps=20, t_mul=1.5, m_mul=0.5, alpha=0.05),
        dict(initial_learning_rate=0.3, first_decay_steps=20, t_mul=1.0, m_mul=0.5),
    ]),
]  # fmt: skip


def main():
    cases = []
    for kind, choices in SCHEDULES:
        for options in choices:
            schedule = kind(**options)
            # As the optimizer calls it: with its counter, an integer.
            values = [np.asarray(schedule(tf.constant(step, dtype=tf.int32))) for step in STEPS]
            label = " ".join(f"{k}={v}" for k, v in options.items())
            cases.append({"name": f"{kind.__name__} {label}", "config": config(schedule), "values": numbers(values)})
    write("schedules", cases, steps=STEPS)


if __name__ == "__main__":
    main()
