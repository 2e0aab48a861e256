"""Checks the Core ML files of Logit against coremltools' specification; nothing but Apple's systems runs them.

    pip install coremltools
    mkdir written && LOGIT_WRITTEN_MODELS=$PWD/written swift test --filter CoreMLTests
    python Scripts/interop/coreml_checks.py written

Every field must be one that the specification knows, and the parts of a pipeline must fit together: each takes what an
input or an earlier part gives, of the same width.
"""

import pathlib
import sys

from coremltools.models.utils import load_spec


def unknown_fields(message, path="model"):
    from google.protobuf.unknown_fields import UnknownFieldSet

    found = [f"{path}: field {field.field_number}" for field in UnknownFieldSet(message)]
    for descriptor, value in message.ListFields():
        if descriptor.message_type is None or descriptor.message_type.GetOptions().map_entry:
            continue
        values = [value] if hasattr(value, "ListFields") else value
        for index, part in enumerate(values):
            found += unknown_fields(part, f"{path}.{descriptor.name}[{index}]")
    return found


def width(feature):
    kind = feature.type.WhichOneof("Type")
    return feature.type.multiArrayType.shape[0] if kind == "multiArrayType" else kind


def check(path):
    spec = load_spec(str(path))
    assert not unknown_fields(spec), unknown_fields(spec)
    assert spec.WhichOneof("Type") == "pipelineClassifier"
    known = {feature.name: width(feature) for feature in spec.description.input}
    models = spec.pipelineClassifier.pipeline.models
    for model in models:
        for feature in model.description.input:
            assert known.get(feature.name) == width(feature), feature.name
        part = getattr(model, model.WhichOneof("Type"))
        output = width(model.description.output[0])
        if model.WhichOneof("Type") == "featureVectorizer":
            assert sum(column.inputDimensions for column in part.inputList) == output
        elif model.WhichOneof("Type") == "scaler":
            assert len(part.shiftValue) == len(part.scaleValue) == output
        elif model.WhichOneof("Type") == "imputer":
            assert len(part.imputedDoubleArray.vector) == output and part.replaceDoubleValue != part.replaceDoubleValue
        elif model.WhichOneof("Type") == "oneHotEncoder":
            assert len(part.stringCategories.vector) == output
        elif model.WhichOneof("Type") == "glmClassifier":
            assert len(part.weights[0].value) == width(model.description.input[0]) and len(part.offset) == 1
            assert len(part.stringClassLabels.vector) == 2
        for feature in model.description.output:
            known[feature.name] = width(feature)
    last = models[-1]
    for field in ("predictedFeatureName", "predictedProbabilitiesName"):
        assert getattr(spec.description, field) == getattr(last.description, field) in known
    assert spec.description.metadata.userDefined["logit.classes"]
    print(f"coreml\t{path.stem}\twritten\t{last.WhichOneof('Type')}, {len(models)} models, as specified")


if __name__ == "__main__":
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.mlmodel"))
    for file in files:
        check(file)
    sys.exit(0 if files else "no .mlmodel files")
