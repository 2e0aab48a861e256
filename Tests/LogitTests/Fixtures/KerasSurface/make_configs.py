"""Writes configs.json: models and objects as Keras itself writes them, with every option moved."""

import models
from common import config, json, keras, write

O, R, C, I = keras.optimizers, keras.regularizers, keras.constraints, keras.initializers
S, M, LOSS = keras.optimizers.schedules, keras.metrics, keras.losses

SHARED = dict(
    weight_decay=0.01, clipnorm=None, clipvalue=None, global_clipnorm=0.5, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5, loss_scale_factor=2.0, gradient_accumulation_steps=4, name="mine"
)  # fmt: skip
OPTIMIZERS = {
    "SGD": dict(learning_rate=0.25, momentum=0.5, nesterov=True), "Adam": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True),
    "AdamW": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True), "RMSprop": dict(learning_rate=0.25, rho=0.8, momentum=0.5, epsilon=1e-3, centered=True),
    "Adagrad": dict(learning_rate=0.25, initial_accumulator_value=0.5, epsilon=1e-3), "Adadelta": dict(learning_rate=0.25, rho=0.8, epsilon=1e-3),
    "Adamax": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3), "Nadam": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
    "Ftrl": dict(learning_rate=0.25, learning_rate_power=-0.75, initial_accumulator_value=0.5, l1_regularization_strength=0.125, l2_regularization_strength=0.25,
                 l2_shrinkage_regularization_strength=0.5, beta=0.75),
    "Lion": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95),
    "Lamb": dict(learning_rate=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
}  # fmt: skip
NAMED = dict(name="mine", reduction="mean_with_sample_weight")
LOSSES = {
    "BinaryCrossentropy": dict(from_logits=True, label_smoothing=0.1, axis=1), "BinaryFocalCrossentropy": dict(apply_class_balancing=True, alpha=0.5, gamma=3.0, from_logits=True, label_smoothing=0.1, axis=1),
    "CategoricalCrossentropy": dict(from_logits=True, label_smoothing=0.1, axis=1), "CategoricalFocalCrossentropy": dict(alpha=0.5, gamma=3.0, from_logits=True, label_smoothing=0.1, axis=1),
    "SparseCategoricalCrossentropy": dict(from_logits=True, ignore_class=2, axis=1), "CategoricalGeneralizedCrossEntropy": dict(q=0.7), "Hinge": {}, "SquaredHinge": {}, "CategoricalHinge": {},
    "KLDivergence": {}, "Poisson": {}, "LogCosh": {}, "Huber": dict(delta=0.5), "MeanSquaredError": {}, "MeanAbsoluteError": {}, "MeanAbsolutePercentageError": {}, "MeanSquaredLogarithmicError": {},
    "CosineSimilarity": dict(axis=0), "Dice": dict(axis=0), "Tversky": dict(alpha=0.3, beta=0.8, axis=0),
}  # fmt: skip
COUNTS = dict(thresholds=[0.25, 0.75])
METRICS = {
    "Accuracy": {}, "BinaryAccuracy": dict(threshold=0.25), "CategoricalAccuracy": {}, "SparseCategoricalAccuracy": {}, "TopKCategoricalAccuracy": dict(k=3), "SparseTopKCategoricalAccuracy": dict(k=3, from_sorted_ids=True),
    "Precision": dict(thresholds=[0.25, 0.75], class_id=1), "Recall": dict(top_k=2, class_id=1), "TruePositives": COUNTS, "TrueNegatives": COUNTS, "FalsePositives": COUNTS, "FalseNegatives": COUNTS,
    "F1Score": dict(average="macro", threshold=0.25), "FBetaScore": dict(average="micro", beta=2.0, threshold=0.25),
    "AUC": dict(num_thresholds=50, curve="PR", summation_method="majoring", multi_label=True, num_labels=3, label_weights=[1.0, 0.5, 0.25], from_logits=True),
    "PrecisionAtRecall": dict(recall=0.75, num_thresholds=50, class_id=1), "RecallAtPrecision": dict(precision=0.75, num_thresholds=50, class_id=1),
    "SensitivityAtSpecificity": dict(specificity=0.75, num_thresholds=50, class_id=1), "SpecificityAtSensitivity": dict(sensitivity=0.75, num_thresholds=50, class_id=1),
    "BinaryCrossentropy": dict(from_logits=True, label_smoothing=0.25), "CategoricalCrossentropy": dict(from_logits=True, label_smoothing=0.25, axis=1),
    "SparseCategoricalCrossentropy": dict(from_logits=True, ignore_class=2, axis=1), "Hinge": {}, "SquaredHinge": {}, "CategoricalHinge": {}, "KLDivergence": {}, "Poisson": {}, "LogCoshError": {},
    "MeanSquaredError": {}, "RootMeanSquaredError": {}, "MeanAbsoluteError": {}, "MeanAbsolutePercentageError": {}, "MeanSquaredLogarithmicError": {}, "CosineSimilarity": dict(axis=0),
    "R2Score": dict(class_aggregation=None, num_regressors=2), "Mean": {}, "Sum": {},
}  # fmt: skip
REQUIRED = {"PrecisionAtRecall": dict(recall=0.5), "RecallAtPrecision": dict(precision=0.5), "SensitivityAtSpecificity": dict(specificity=0.5), "SpecificityAtSensitivity": dict(sensitivity=0.5)}
SCHEDULES = [
    S.ExponentialDecay(0.25, 100, 0.5), S.ExponentialDecay(0.25, 100, 0.5, staircase=True, name="mine"), S.PiecewiseConstantDecay([10, 20], [0.5, 0.25, 0.125]),
    S.PiecewiseConstantDecay([10.5], [0.5, 0.25], name="mine"), S.PolynomialDecay(0.25, 100), S.PolynomialDecay(0.25, 100, 0.125, 2.0, cycle=True, name="mine"), S.InverseTimeDecay(0.25, 100, 0.5),
    S.InverseTimeDecay(0.25, 100, 0.5, staircase=True, name="mine"), S.CosineDecay(0.25, 100), S.CosineDecay(0.25, 100, 0.125, name="mine", warmup_target=0.5, warmup_steps=10),
    S.CosineDecayRestarts(0.25, 100), S.CosineDecayRestarts(0.25, 100, t_mul=1.5, m_mul=0.75, alpha=0.125, name="mine"),
]  # fmt: skip
REGULARIZERS = [R.L1(), R.L1(0.25), R.L2(), R.L2(0.25), R.L1L2(), R.L1L2(0.125, 0.25), R.OrthogonalRegularizer(), R.OrthogonalRegularizer(0.25, "columns")]
CONSTRAINTS = [C.MaxNorm(), C.MaxNorm(3.5, axis=[0, 1]), C.NonNeg(), C.UnitNorm(), C.UnitNorm(axis=1), C.MinMaxNorm(), C.MinMaxNorm(0.25, 1.5, 0.5, axis=1)]
INITIALIZERS = [
    I.Zeros(), I.Ones(), I.Constant(), I.Constant(0.25), I.RandomNormal(), I.RandomNormal(0.5, 0.25, seed=1), I.RandomUniform(), I.RandomUniform(-0.5, 0.25, seed=1), I.TruncatedNormal(),
    I.TruncatedNormal(0.5, 0.25, seed=1), I.VarianceScaling(), I.VarianceScaling(2.0, "fan_out", "untruncated_normal", seed=1), I.VarianceScaling(2.0, "fan_avg", "normal"), I.GlorotUniform(), I.GlorotUniform(seed=1),
    I.GlorotNormal(seed=1), I.HeUniform(seed=1), I.HeNormal(seed=1), I.LecunUniform(seed=1), I.LecunNormal(seed=1), I.Orthogonal(), I.Orthogonal(0.5, seed=1), I.Identity(), I.Identity(0.5),
]  # fmt: skip


def entry(family, name, thing, options=None):
    written = config(thing)
    case = {"name": f"{family} {name}", "family": family, "json": written}
    if options is not None:
        case["options"] = options
        # Options that Keras does not write: a loaded object has the defaults instead.
        lost = [key for key in options if key not in written["config"]]
        if lost:
            case["lost"] = lost
    try:
        again = config(keras.saving.deserialize_keras_object(json.loads(json.dumps(written))))
    except Exception as error:  # Keras cannot read what it wrote
        return {**case, "stable": False, "raises": type(error).__name__}
    case["stable"] = again == written
    if again != written:
        case["again"] = again
    return case


def main():
    cases = []
    for make in models.MODELS:
        model = models.build(make)
        written = json.loads(model.to_json())
        again = json.loads(keras.models.model_from_json(model.to_json()).to_json())
        case = {"name": f"model {make.__name__}", "family": "model", "json": written, "stable": again == written}
        if model.compiled:
            case["compile_config"] = json.loads(json.dumps(model.get_compile_config()))
        case["weights"] = [{"path": w.path, "shape": list(w.shape), "dtype": str(w.dtype), "trainable": bool(w.trainable)} for w in model.weights]
        cases.append(case)
    keras.backend.clear_session()
    for kind, options in OPTIMIZERS.items():
        make = getattr(O, kind)
        cases.append(entry("optimizer", f"{kind} defaults", make(name=kind.lower()), {}))
        cases.append(entry("optimizer", f"{kind} moved", make(**{**SHARED, **options}), {**SHARED, **options}))
        for key, value in {"clipnorm": 0.5, "clipvalue": 0.25}.items():
            cases.append(entry("optimizer", f"{kind} {key}", make(**{key: value}, name=kind.lower()), {key: value}))
    scheduled = O.Adam(S.PolynomialDecay(0.25, 100, 0.125, 2.0, cycle=True), name="adam")
    cases.append(entry("optimizer", "Adam scheduled", scheduled))
    for kind, options in LOSSES.items():
        make = getattr(LOSS, kind)
        cases.append(entry("loss", f"{kind} defaults", make(), {}))
        cases.append(entry("loss", f"{kind} moved", make(**options, **NAMED), {**options, **NAMED}))
    for kind, options in METRICS.items():
        make = getattr(M, kind)
        cases.append(entry("metric", f"{kind} defaults", make(**REQUIRED.get(kind, {}), name=kind.lower()), REQUIRED.get(kind, {})))
        cases.append(entry("metric", f"{kind} moved", make(**options, name="mine"), {**options, "name": "mine"}))
    cases.append(entry("metric", "AUC thresholds", M.AUC(thresholds=[0.25, 0.5], name="auc"), {"thresholds": [0.25, 0.5]}))
    cases.append(entry("metric", "Precision top_k", M.Precision(top_k=2, thresholds=0.5, name="precision"), {"top_k": 2, "thresholds": 0.5}))
    for family, things in {"schedule": SCHEDULES, "regularizer": REGULARIZERS, "constraint": CONSTRAINTS, "initializer": INITIALIZERS}.items():
        for index, thing in enumerate(things):
            cases.append(entry(family, f"{index} {type(thing).__name__}", thing))
    write("configs", cases)


if __name__ == "__main__":
    main()
