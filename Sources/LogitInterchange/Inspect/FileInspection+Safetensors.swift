import Logit
import LogitClassifier
import LogitFiles

extension FileInspection {
  /// Tensors, and what Logit wrote about them.
  static func safetensors(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: "safetensors")
    let tensors: SafetensorsFile
    do {
      tensors = try SafetensorsFile(path: file.name)
    } catch let error as any CodedError {
      found.unseen.append(error.description)
      return found
    }
    found.parameters = tensors.shapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
    guard Classifier.isModelFile(file.name) else {
      found.layers = tensors.shapes.map { Layer($0.name, type: "tensor", parameters: $0.shape.reduce(1, *)) }
      found.notes.append("It holds weights without an architecture.")
      return found
    }
    (found.format, found.producer) = ("logit-model", "Logit")
    do {
      let classifier = try Classifier(contentsOf: file.name)
      (found.isReadable, found.version) = (true, classifier.provenance.version)
      found.inputs = classifier.features.inputKinds.map {
        Value($0.name, type: $0.kind.rawValue, shape: [nil])
      }
      found.outputs = [Value("probabilities", type: "float32", shape: [nil, classifier.classes.count])]
      found.layers = classifier.model.layers.map {
        Layer($0.name, type: $0.configuration.typeName, parameters: $0.parameterCount)
      }
      (found.parameters, found.classes) = (classifier.model.parameterCount, classifier.classes.names)
    } catch let error as any CodedError {
      found.notes.append(error.description)
    }
    return found
  }
}
