"""ONNX Runtime, predictions only."""

import numpy as np
import onnx
import onnxruntime

from rival import Task, Unsupported


def trainer(workload, verbose):
    raise Unsupported


def predictor(workload, verbose):
    return Predicting(workload)


def logistic_model(kernel, bias):
    helper, numbers = onnx.helper, onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [
            helper.make_node("Gemm", ["x", "kernel", "bias"], ["logits"]),
            helper.make_node("Sigmoid", ["logits"], ["probabilities"]),
        ],
        "logistic",
        [helper.make_tensor_value_info("x", numbers, [None, len(kernel)])],
        [helper.make_tensor_value_info("probabilities", numbers, [None, 1])],
        [onnx.numpy_helper.from_array(kernel, "kernel"), onnx.numpy_helper.from_array(bias, "bias")],
    )
    # Versions that any recent runtime reads.
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


class Predicting(Task):
    def __init__(self, workload):
        self.x = workload.x
        is_one = len(self.x) == 1
        options = onnxruntime.SessionOptions()
        if is_one:
            options.intra_op_num_threads = 1
        model = logistic_model(*workload.weights).SerializeToString()
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.calls = 5_000 if is_one else 1

    def run(self):
        self.output = self.session.run(None, {"x": self.x})[0]

    def predictions(self):
        return self.output
