"""What a rival hands to the worker."""


class Unsupported(Exception):
    """The rival has no such workload."""


class Task:
    """A workload made ready. `prepare` is not timed, `run` is."""

    calls = 1  # how many runs are timed together
    algorithm = None  # what it does instead, if it solves the problem by other means than the others

    def prepare(self):
        pass

    def run(self):
        raise NotImplementedError

    def weights(self):
        """Kernels and biases in Keras's order, after training."""
        raise NotImplementedError

    def predictions(self):
        """What the last `run` predicted."""
        raise NotImplementedError
