import Logit
import LogitClassifier
import LogitFiles

extension FileInspection {
  /// Tensors, and what Logit wrote about them.
  static func safetensors(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: "safetensors")
    let tensors: SafetensorsFile
    do {
      tensors = try SafetensorsFile(file, types: Safetensors.ElementType.allCases)
    } catch let error as any CodedError {
      found.unseen.append(error.description)
      return found
    }
    found.parameters = tensors.shapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
    guard Classifier.isModelFile(file.name) else {
      found.layers = tensors.shapes.map { Layer($0.name, type: "tensor", parameters: $0.shape.reduce(1, *)) }
      found.addModel(of: tensors, file)
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

extension FileInspection {
  /// Adds the model that weights of PyTorch and the architecture beside them make.
  fileprivate mutating func addModel(of tensors: SafetensorsFile, _ file: StoredBytes) {
    guard tensors.metadata[TorchKey.architecture] != nil else {
      notes.append("It holds weights without an architecture.")
      return
    }
    producer = "Logit"
    do {
      let foreign = try ForeignModel(safetensorsFile: file.name)
      add(foreign)
      notes += foreign.notes
    } catch let error as any CodedError {
      notes.append(error.description)
    } catch {
      notes.append("\(error)")
    }
  }

  /// Adds what a model of another tool takes and gives.
  mutating func add(_ foreign: ForeignModel) {
    guard let predictor = try? Predictor(foreign.model) else { return }
    (isReadable, classes) = (true, foreign.classNames)
    let names = foreign.featureNames ?? []
    inputs =
      names.count == predictor.inputCount
      ? names.map { Value($0, type: "float32", shape: [nil]) }
      : [Value("", type: "float32", shape: [nil, predictor.inputCount])]
    outputs = [Value(foreign.model.outputName, type: "float32", shape: [nil, predictor.outputCount])]
  }
}
