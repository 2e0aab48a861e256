/// Runs the golden rows of an ONNX file in ONNX Runtime.
package enum ONNXCheck {
  /// A program for Python with onnxruntime and NumPy: takes the path of a file and prints, as JSON, the
  /// version of ONNX Runtime and the probabilities that it gives for the rows of the metadata
  /// `logit.golden_rows`.
  ///
  /// Rows are an object with `columns` and `rows`, `null` where a value is missing, or with `encoded`.
  package static let program = """
    import json, sys
    import numpy, onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    golden = json.loads(metadata["logit.golden_rows"])
    types = {"tensor(float)": numpy.float32, "tensor(double)": numpy.float64}
    kinds = {entry.name: entry.type for entry in session.get_inputs()}
    if "encoded" in golden:
        inputs = {name: numpy.array(golden["encoded"], types[kind]) for name, kind in kinds.items()}
    else:
        places = {name: place for place, name in enumerate(golden["columns"])}
        inputs = {}
        for column in json.loads(metadata["logit.columns"]):
            values = [row[places[column["name"]]] for row in golden["rows"]]
            if column["kind"] == "string":
                values = numpy.array([value if value is not None else "" for value in values], object)
            else:
                values = [numpy.nan if value is None else value for value in values]
                values = numpy.array(values, types[kinds[column["input"]]])
            inputs.setdefault(column["input"], []).append(values)
        inputs = {name: numpy.stack(columns, 1) for name, columns in inputs.items()}
    probabilities = session.run(None, inputs)[1]
    print(json.dumps({"version": onnxruntime.__version__, "probabilities": probabilities.tolist()}))
    """
}
