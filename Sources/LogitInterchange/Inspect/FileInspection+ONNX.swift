import Logit
import LogitFiles

extension FileInspection {
  /// The operations of a graph, with its inputs and outputs.
  static func onnx(_ file: StoredBytes) -> FileInspection {
    var found = FileInspection(file: file.name, format: "onnx")
    var scan = ONNXScan()
    do {
      try scan.model(ProtobufMessage(file, name: "model"))
    } catch let error as any CodedError {
      found.unseen.append("What the graph holds from there on: \(error.description)")
    } catch {
      found.unseen.append("What the graph holds: \(error)")
    }
    found.risks = scan.risks
    do {
      let graph = try ONNXGraph(file)
      found.producer = graph.producer.name.isEmpty ? nil : graph.producer.name
      found.version = graph.producer.version.isEmpty ? nil : graph.producer.version
      found.inputs = graph.inputs.map(Value.init)
      found.outputs = graph.outputs.map(Value.init)
      found.layers = graph.nodes.map { Layer($0.name, type: $0.type, parameters: nil) }
      found.parameters = graph.constants.reduce(0) { $0 + $1.tensor.shape.reduce(1, *) }
    } catch let error as any CodedError {
      found.notes.append(error.description)
    } catch {
      found.notes.append("\(error)")
    }
    do {
      let foreign = try ForeignModel(onnxFile: file.name)
      (found.isReadable, found.classes) = (true, foreign.classNames)
      found.notes += foreign.notes
    } catch let error as any CodedError {
      if !found.notes.contains(error.description) { found.notes.append(error.description) }
    } catch {
      found.notes.append("\(error)")
    }
    return found
  }
}

extension FileInspection.Value {
  fileprivate init(_ value: ONNXValue) {
    let shape = (value.shape ?? []).map { length -> Int? in
      if case .fixed(let count) = length { count } else { nil }
    }
    self.init(value.name, type: value.type.map { "\($0)" } ?? "", shape: shape)
  }
}
