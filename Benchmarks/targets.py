"""The workloads in the order of the table, with what Logit aims at."""

from dataclasses import dataclass


@dataclass
class Workload:
    title: str
    target: float | None = None  # seconds
    tolerance: float = 0.02  # how far losses may differ from Logit's, as a share of it
    limit: str = ""  # what the limit row is
    per: str = ""  # what the time is of
    is_drawn: bool = False  # whether progress goes to a terminal
    target_memory: int | None = None  # bytes


STEPS = "hand-fused intrinsics, the same steps on the same rows without shuffling"
WORKLOADS = {
    "tutorial-1d": Workload(
        "2,000 x 1 logistic regression, Adam, batches of 32, 30 epochs (1,890 steps), shuffled",
        target=0.20e-3, tolerance=0.01, limit=STEPS),
    "tutorial-2d": Workload(
        "2,000 x 2 logistic regression, SGD, batches of 32, 50 epochs (3,150 steps), shuffled",
        target=0.35e-3, tolerance=0.05, limit=STEPS),
    "tutorial-softmax": Workload(
        "300 x 2 -> 3 softmax regression, Adam, batches of 100, 50 epochs (150 steps), shuffled",
        target=0.10e-3, tolerance=0.02, limit=STEPS),
    "tutorial-softmax-verbose": Workload(
        "the same with `verbose=1` to a terminal", target=5e-3, tolerance=0.02, is_drawn=True),
    "softmax-784": Workload(
        "60,000 x 784 -> 10 softmax regression, Adam, batches of 128, one epoch (469 steps), shuffled",
        target=10e-3, limit="reading the rows once, all threads"),
    "mlp-784": Workload(
        "60,000 x 784 -> 128 relu -> 10 softmax, Adam, batches of 128, one epoch (469 steps), shuffled",
        target=100e-3, tolerance=0.05,
        limit="the multiplications with additions of both layers' forward pass and gradients, all threads"),
    "predict-1m": Workload(
        "predict 1,000,000 x 28 logistic", target=5e-3, tolerance=1e-5,
        limit="reading the rows and writing the probabilities once, all threads"),
    "predict-one": Workload(
        "predict one row of 28 features", target=200e-9, tolerance=1e-5, per="a call",
        limit="one call of intrinsics"),
    "whole-process": Workload(
        "a whole process: the 1-D tutorial with its two figures", target=30e-3, target_memory=30_000_000,
        limit="a process that does nothing"),
    "cost-growth": Workload("how cost grows"),
}
