/// Runs the golden rows of a safetensors file in PyTorch.
enum TorchCheck {
  /// A program for Python with PyTorch: takes the path of a file that Logit wrote, makes the modules that its
  /// architecture names, and prints, as JSON, PyTorch's version and the probabilities of the golden rows.
  static let program = """
    import json, struct, sys
    import torch
    from torch import nn

    data = open(sys.argv[1], "rb").read()
    end = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:end])
    metadata = header.pop("__metadata__")
    types = {"F32": torch.float32, "I64": torch.int64}
    tensors = {
        name: torch.frombuffer(bytearray(data[end:][slice(*entry["data_offsets"])]), dtype=types[entry["dtype"]])
        .reshape(entry["shape"])
        for name, entry in header.items()
    }
    plain = {
        "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "selu": nn.SELU, "silu": nn.SiLU, "softplus": nn.Softplus,
        "softsign": nn.Softsign, "relu6": nn.ReLU6, "hard_sigmoid": nn.Hardsigmoid,
    }
    modules = []

    def activate(value):
        name, options = (value, {}) if isinstance(value, str) else (value["class_name"], value.get("config", {}))
        name = {"LeakyReLU": "leaky_relu", "ELU": "elu", "ReLU": "relu", "ReLU6": "relu6"}.get(name, name)
        if name == "linear":
            return
        if name == "softmax":
            modules.append(nn.Softmax(dim=1))
        elif name == "relu":
            modules.append(nn.ReLU6() if options.get("max_value") == 6 else nn.ReLU())
        elif name == "leaky_relu":
            modules.append(nn.LeakyReLU(options.get("negative_slope", 0.2)))
        elif name == "elu":
            modules.append(nn.ELU(options.get("alpha", 1.0)))
        else:
            modules.append(plain[name]())

    def shape(tensor):
        return tensors[f"{len(modules)}.{tensor}"].shape

    for layer in json.loads(metadata["logit.architecture"])["config"]["layers"]:
        kind, options = layer["class_name"], layer["config"]
        if kind == "Dense":
            outputs, inputs = shape("weight")
            modules.append(nn.Linear(inputs, outputs, bias=options["use_bias"]))
            activate(options["activation"])
        elif kind == "Activation":
            activate(options["activation"])
        elif kind == "Softmax":
            modules.append(nn.Softmax(dim=1))
        elif kind == "ReLU":
            modules.append(nn.ReLU6() if options.get("max_value") == 6 else nn.ReLU())
        elif kind == "LeakyReLU":
            modules.append(nn.LeakyReLU(options["negative_slope"]))
        elif kind == "ELU":
            modules.append(nn.ELU(options["alpha"]))
        elif kind == "Dropout":
            modules.append(nn.Dropout(options["rate"]))
        elif kind == "PReLU":
            modules.append(nn.PReLU(*shape("weight")))
        elif kind == "Normalization":
            modules.append(nn.BatchNorm1d(*shape("running_mean"), eps=1e-30, affine=False))
        elif kind == "BatchNormalization":
            modules.append(
                nn.BatchNorm1d(*shape("running_mean"), eps=options["epsilon"], affine=options["scale"]))
        elif kind == "LayerNormalization":
            modules.append(nn.LayerNorm(*shape("weight"), eps=options["epsilon"]))
    model = nn.Sequential(*modules).eval()
    model.load_state_dict(tensors, strict=True)
    golden = json.loads(metadata["logit.golden_rows"])
    if "encoded" in golden:
        rows = golden["encoded"]
    else:
        order = [golden["columns"].index(name) for name in json.loads(metadata["logit.columns"])]
        rows = [[float("nan") if row[place] is None else float(row[place]) for place in order] for row in golden["rows"]]
    with torch.no_grad():
        outputs = model(torch.tensor(rows, dtype=torch.float32)).double()
    if outputs.shape[1] == 1:
        outputs = torch.cat([1 - outputs, outputs], 1)
    print(json.dumps({"version": torch.__version__, "probabilities": outputs.tolist()}))
    """
}
