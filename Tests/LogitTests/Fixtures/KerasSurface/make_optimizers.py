"""Writes optimizers.json: two variables through twelve steps of every Keras optimizer, with every option moved."""

from common import config, float32, generator, keras, np, numbers, rounded, tensor, tf, write

STEPS = 12
SHAPES = {"kernel": (3, 2), "bias": (2,)}
S = keras.optimizers.schedules

rng = generator("optimizers")
INITIAL = {name: rounded(rng.normal(0, 0.7, shape)) for name, shape in SHAPES.items()}
GRADIENTS = {
    "ordinary": [[rounded(rng.normal(0, 0.5, shape)) for shape in SHAPES.values()] for _ in range(STEPS)],
    # From tiny to huge, with a step of zeros and one element that never gets any gradient.
    "uneven": [
        [rounded(10.0 ** (k % 7 - 4) * rng.normal(0, 1, shape), 7) * (k != 5) for shape in SHAPES.values()]
        for k in range(STEPS)
    ],
}
for step in GRADIENTS["uneven"]:
    step[0][1, 1] = 0

COMMON = [
    {"weight_decay": 0.01},
    {"weight_decay": 0.2, "learning_rate": 0.1},
    {"clipnorm": 0.5},
    {"clipvalue": 0.25},
    {"global_clipnorm": 0.8},
    {"use_ema": True},
    {"use_ema": True, "ema_momentum": 0.6, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 2},
    {"gradient_accumulation_steps": 4, "weight_decay": 0.05, "clipnorm": 0.3},
    {"gradient_accumulation_steps": 3, "use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2},
    {"loss_scale_factor": 4.0},
]
OWN = {
    "SGD": [
        {}, {"learning_rate": 0.3}, {"momentum": 0.9}, {"momentum": 0.8, "nesterov": True}, {"nesterov": True}, {"momentum": 1.0},
        {"momentum": 0.9, "weight_decay": 0.1, "nesterov": True},
    ],
    "Adam": [
        {}, {"learning_rate": 0.05}, {"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}, {"amsgrad": True},
        {"learning_rate": 0.1, "beta_1": 0.0, "beta_2": 0.5, "epsilon": 1e-3, "amsgrad": True},
    ],
    "AdamW": [
        {}, {"learning_rate": 0.1}, {"weight_decay": 0.3}, {"weight_decay": 0.0}, {"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-2},
        {"amsgrad": True},
    ],
    "RMSprop": [
        {}, {"learning_rate": 0.05}, {"rho": 0.5}, {"momentum": 0.9}, {"epsilon": 0.1}, {"centered": True},
        {"rho": 0.8, "momentum": 0.5, "epsilon": 1e-3, "centered": True},
    ],
    "Adagrad": [
        {}, {"learning_rate": 0.5}, {"initial_accumulator_value": 0.0}, {"initial_accumulator_value": 1.0}, {"epsilon": 0.1},
    ],
    "Adadelta": [{}, {"learning_rate": 1.0}, {"rho": 0.5, "learning_rate": 1.0}, {"epsilon": 0.01, "learning_rate": 1.0}],
    "Adamax": [{}, {"learning_rate": 0.05}, {"beta_1": 0.5}, {"beta_2": 0.5}, {"epsilon": 0.1}],
    "Nadam": [{}, {"learning_rate": 0.05}, {"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}],
    "Ftrl": [
        {}, {"learning_rate": 0.5}, {"learning_rate_power": -0.8}, {"learning_rate_power": 0.0}, {"initial_accumulator_value": 0.0},
        {"initial_accumulator_value": 1.0}, {"l1_regularization_strength": 0.1}, {"l2_regularization_strength": 0.1},
        {"l2_shrinkage_regularization_strength": 0.1}, {"beta": 0.5},
        {
            "learning_rate": 0.2, "learning_rate_power": -0.4, "l1_regularization_strength": 0.05, "beta": 0.3,
            "l2_regularization_strength": 0.02, "l2_shrinkage_regularization_strength": 0.03,
        },
    ],
    "Lion": [{}, {"learning_rate": 0.05}, {"beta_1": 0.5}, {"beta_2": 0.5}],
    "Lamb": [{}, {"learning_rate": 0.05}, {"beta_1": 0.5}, {"beta_2": 0.9}, {"epsilon": 0.1}],
}  # fmt: skip
SCHEDULES = {
    "SGD": [
        S.ExponentialDecay(0.5, 4, 0.5), S.PiecewiseConstantDecay([2, 5], [0.5, 0.1, 0.02]), S.PolynomialDecay(0.5, 8, 0.01, 2.0),
        S.InverseTimeDecay(0.5, 3, 0.7), S.CosineDecay(0.1, 6, 0.1, warmup_target=0.5, warmup_steps=3), S.CosineDecayRestarts(0.5, 4),
    ],
    "Adam": [S.ExponentialDecay(0.1, 3, 0.5, staircase=True)],
    "AdamW": [S.CosineDecay(0.0, 6, warmup_target=0.1, warmup_steps=3)],
    "Ftrl": [S.InverseTimeDecay(0.5, 3, 0.7)],
}  # fmt: skip
# What every optimizer inherits is run on two of them whole, and on each other one in part.
SHARED = {"SGD": COMMON, "Adam": COMMON, "AdamW": [COMMON[8], COMMON[6]], "Nadam": [COMMON[0], COMMON[7]], "Lamb": [COMMON[1], COMMON[2], COMMON[8]]}


def made(kind, options):
    return getattr(keras.optimizers, kind)(**options, name=kind.lower())


def run(name, kind, options, sequence="ordinary", exclude=None, constraint=None):
    keras.backend.clear_session()  # it numbers what has no name
    optimizer = made(kind, options)
    before = config(optimizer)
    variables = []
    for key, value in INITIAL.items():
        variables.append(keras.Variable(value, name=key))
    if constraint is not None:
        variables[0].constraint = constraint
    if exclude:
        optimizer.exclude_from_weight_decay(var_names=exclude)
    optimizer.build(variables)
    steps, rates = [], []
    for gradients in GRADIENTS[sequence]:
        rates.append(float32(optimizer.learning_rate))
        optimizer.apply([tf.constant(g) for g in gradients], variables)
        steps.append([numbers(v) for v in variables])
    case = {
        "name": name,
        "config": before,
        "variables": [{"name": v.name, "shape": list(v.shape)} for v in variables],
        "initial": [numbers(v) for v in INITIAL.values()],
        "gradients": sequence,
        "learning_rates": numbers(rates),
        "steps": steps,
        "slots": [{"path": v.path, "name": v.name, **tensor(v)} for v in optimizer.variables],
    }
    if exclude:
        case["exclude_from_weight_decay"] = exclude
    if constraint is not None:
        case["kernel_constraint"] = config(constraint)
    if options.get("use_ema"):
        optimizer.finalize_variable_values(variables)
        case["finalized"] = [numbers(v) for v in variables]
    return case


def label(options):
    parts = []
    for key, value in options.items():
        parts.append(f"{key}={type(value).__name__ if isinstance(value, S.LearningRateSchedule) else value}")
    return " ".join(parts) or "defaults"


def main():
    cases = []
    for kind, own in OWN.items():
        shared = SHARED.get(kind, [COMMON[0], COMMON[2], COMMON[6]])
        schedules = [{"learning_rate": s} for s in SCHEDULES.get(kind, [])]
        for options in own + shared + schedules:
            cases.append(run(f"{kind} {label(options)}", kind, options))
        cases.append(run(f"{kind} uneven gradients", kind, {}, "uneven"))
        if kind in ("Adam", "SGD"):
            for options in COMMON[2:5]:
                cases.append(run(f"{kind} {label(options)} uneven gradients", kind, options, "uneven"))
    scheduled = {"learning_rate": S.ExponentialDecay(0.5, 2, 0.5), "gradient_accumulation_steps": 3}
    cases.append(run("SGD schedule and gradient accumulation", "SGD", scheduled))
    decayed = {"learning_rate": 0.1, "weight_decay": 0.3}
    cases.append(run("AdamW excluded bias", "AdamW", decayed, exclude=["bias"]))
    cases.append(run("SGD excluded kernel", "SGD", decayed, exclude=["kern", "nothing"]))
    norm = keras.constraints.MaxNorm(max_value=0.8, axis=0)
    averaged = {"learning_rate": 0.2, "use_ema": True, "ema_momentum": 0.5}
    cases.append(run("SGD constraint", "SGD", {"learning_rate": 0.5}, constraint=norm))
    cases.append(run("SGD constraint and average", "SGD", averaged, constraint=norm))
    cases.append(run("Adam constraint and decay", "Adam", {"weight_decay": 0.1, "learning_rate": 0.3}, constraint=norm))
    gradients = {key: [[numbers(g) for g in step] for step in steps] for key, steps in GRADIENTS.items()}
    write("optimizers", cases, gradients=gradients)


if __name__ == "__main__":
    main()
