"""Makes the fixtures of PyTorch's weights: python make_models.py

Needs torch and safetensors. For each model: NAME.safetensors, its state_dict; NAME.json, the same layers as Keras's JSON;
and in expected.json what the model gives for the rows there.
"""

import json
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

here = pathlib.Path(__file__).parent
torch.manual_seed(3)
rows = torch.randn(5, 4)
expected = {"versions": f"torch {torch.__version__}", "rows": rows.tolist(), "models": {}}


def layer(kind, **options):
    return {"class_name": kind, "config": options}


def dense(units, activation="linear", **options):
    return layer("Dense", units=units, activation=activation, **options)


def keep(name, model, layers, dtype=None):
    # Averages of batches that are not 0 and 1.
    model.train()
    for _ in range(3):
        model(torch.randn(64, 4) * 2 + 1)
    for parameter in model.parameters():
        nn.init.uniform_(parameter, -1, 1)
    model.eval()
    if dtype:
        # What the file holds is what counts, so the model is rounded first.
        model.to(dtype)
    save_file(model.state_dict(), here / f"{name}.safetensors")
    model.to(torch.float32)
    architecture = {"class_name": "Sequential", "config": {"name": name, "layers": [
        layer("InputLayer", batch_shape=[None, 4]), *layers]}}
    (here / f"{name}.json").write_text(json.dumps(architecture) + "\n")
    with torch.no_grad():
        expected["models"][name] = model(rows).tolist()


class Named(nn.Module):
    """Modules whose names are in no order of the alphabet."""

    def __init__(self):
        super().__init__()
        self.wide = nn.Linear(4, 6)
        self.norm = nn.BatchNorm1d(6)
        self.slope = nn.PReLU(6)
        self.out = nn.Linear(6, 3)

    def forward(self, x):
        return torch.softmax(self.out(self.slope(self.norm(self.wide(x)))), 1)


class Alike(nn.Module):
    """Two modules of one shape, whose order nothing but the program tells."""

    def __init__(self):
        super().__init__()
        self.first, self.before, self.head = nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 1)

    def forward(self, x):
        return torch.sigmoid(self.head(torch.tanh(self.before(torch.tanh(self.first(x))))))


keep("sequential", nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 1), nn.Sigmoid()),
     [dense(5, "relu"), dense(1, "sigmoid")])
# More than ten modules: 10 comes after 2.
keep("long", nn.Sequential(*[module for _ in range(6) for module in (nn.Linear(4, 4), nn.Tanh())], nn.Linear(4, 1)),
     [dense(4, "tanh") for _ in range(6)] + [dense(1)])
named = [dense(6), layer("BatchNormalization", epsilon=1e-5), layer("PReLU"), dense(3, "softmax")]
keep("named", Named(), named)
keep("layers", nn.Sequential(nn.LayerNorm(4), nn.Linear(4, 3, bias=False), nn.PReLU(), nn.GroupNorm(1, 3), nn.RMSNorm(3),
                             nn.Linear(3, 2), nn.Softmax(1)),
     [layer("LayerNormalization", epsilon=1e-5), dense(3, use_bias=False), layer("PReLU"),
      layer("GroupNormalization", groups=1, epsilon=1e-5), layer("RMSNormalization", epsilon=torch.finfo().eps),
      dense(2, "softmax")])
keep("scaled", nn.Sequential(nn.BatchNorm1d(4, eps=1e-30, affine=False), nn.Linear(4, 1), nn.Sigmoid()),
     [layer("Normalization"), dense(1, "sigmoid")])
for name, dtype in [("half", torch.float16), ("brain", torch.bfloat16), ("double", torch.float64)]:
    keep(name, nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 1)), [dense(3, "tanh"), dense(1)], dtype)
keep("alike", Alike(), [
    dense(4, "tanh", name="first"), dense(4, "tanh", name="before"), dense(1, "sigmoid", name="head")])
(here / "expected.json").write_text(json.dumps(expected) + "\n")
