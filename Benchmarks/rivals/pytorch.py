"""PyTorch with its fused optimizers."""

import os
import time

import torch

from rival import Task, Unsupported


def trainer(workload, verbose):
    if verbose:
        raise Unsupported
    return Training(workload)


def predictor(workload, verbose):
    return Predicting(workload)


def build(workload, units):
    layers, inputs = [], workload.x.shape[1]
    for count in units:
        layers += [torch.nn.Linear(inputs, count), torch.nn.ReLU()]
        inputs = count
    return torch.nn.Sequential(*layers[:-1])


def set_weights(model, weights):
    with torch.no_grad():
        for parameter, weight in zip(model.parameters(), weights):
            parameter.copy_(torch.from_numpy(weight).T if weight.ndim == 2 else torch.from_numpy(weight))


def choose_threads(task):
    """One thread or all, whichever is faster: operations on a few rows lose more by waiting than they gain."""
    times = {}
    for count in {1, os.cpu_count()}:
        torch.set_num_threads(count)
        task.prepare()
        task.run()
        task.prepare()
        start = time.perf_counter()
        task.run()
        times[count] = time.perf_counter() - start
    torch.set_num_threads(min(times, key=times.get))


class Training(Task):
    def __init__(self, workload):
        self.workload = workload
        self.model = build(workload, workload.units)
        self.x, self.y = torch.from_numpy(workload.x), torch.from_numpy(workload.y)
        if workload.loss == "sparse":
            self.y = self.y.long()
        is_binary = workload.loss == "binary"
        functional = torch.nn.functional
        self.loss = functional.binary_cross_entropy_with_logits if is_binary else functional.cross_entropy
        choose_threads(self)

    def prepare(self):
        set_weights(self.model, self.workload.weights)
        torch.manual_seed(0)
        if self.workload.optimizer == "adam":
            # Keras's epsilon. Its other forms are slower on a processor.
            self.optimizer = torch.optim.Adam(
                self.model.parameters(), lr=self.workload.learning_rate, eps=1e-7, fused=True
            )
        else:
            self.optimizer = torch.optim.SGD(self.model.parameters(), lr=self.workload.learning_rate, fused=True)

    def run(self):
        w = self.workload
        for _ in range(w.epochs):
            # Rows are put in order once an epoch; indexing batch by batch is slower.
            order = torch.randperm(len(w.x))
            for x, y in zip(self.x[order].split(w.batch_size), self.y[order].split(w.batch_size)):
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(self.model(x), y).backward()
                self.optimizer.step()

    def weights(self):
        return [p.detach().T.numpy() if p.ndim == 2 else p.detach().numpy() for p in self.model.parameters()]


class Predicting(Task):
    def __init__(self, workload):
        self.model = build(workload, [1]).eval()
        set_weights(self.model, workload.weights)
        self.x = torch.from_numpy(workload.x)
        self.calls = 5_000 if len(self.x) == 1 else 1
        choose_threads(self)

    @torch.inference_mode()
    def run(self):
        self.output = torch.sigmoid(self.model(self.x))

    def predictions(self):
        return self.output.numpy()
