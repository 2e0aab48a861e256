import Logit
import LogitFiles

// Folders of TensorFlow.

extension FileInspection {
  /// What the graph of a SavedModel is called in its folder.
  static let savedModelName = "saved_model.pb"

  /// The graph of a SavedModel, and what Keras wrote beside it.
  ///
  /// - Parameter path: The folder.
  static func savedModel(_ path: String) throws -> FileInspection {
    let file = try StoredBytes(path: "\(path)/\(savedModelName)")
    var found = FileInspection(file: path, format: "saved-model")
    found.producer = "TensorFlow"
    var scan = TensorFlowScan()
    do { try scan.savedModel(ProtobufMessage(file, name: "saved_model")) } catch {
      found.addUnseen(savedModelName, error)
    }
    found.risks += scan.risks
    found.unseen += scan.unseen
    found.version = scan.version
    let metadata = "keras_metadata.pb"
    if FileSystem.exists("\(path)/\(metadata)") {
      do { try found.addKerasMetadata(StoredBytes(path: "\(path)/\(metadata)"), metadata) } catch {
        found.addUnseen(metadata, error)
      }
    }
    found.notes.append("Save it as .keras or .h5 to use it here: model.save(\"model.keras\").")
    return found
  }

  private mutating func addUnseen(_ part: String, _ error: any Error) {
    unseen.append(
      "What \(part) holds from there on: \((error as? any CodedError)?.description ?? "\(error)")")
  }

  /// The configurations of layers that Keras wrote beside the graph (`saved_metadata.proto`).
  private mutating func addKerasMetadata(_ file: StoredBytes, _ place: String) throws {
    var message = ProtobufMessage(file, name: "metadata")
    while let field = try message.next() {
      guard field.number == 1 else { continue }
      var object = try message.message(field, name: "nodes")
      while let field = try object.next() {
        guard field.number == 5 else { continue }
        let scan = KerasConfigurationScan(try JSON(json: object.text(field)), at: place)
        risks += scan.risks
        if scan.isCutOff {
          unseen.append("The innermost values of \(place), which lie too deep in each other.")
        }
      }
    }
  }
}

/// What the graphs of a SavedModel do beyond computing.
///
/// Source of the numbers of fields: TensorFlow's `saved_model.proto`, `meta_graph.proto`, `graph.proto`,
/// `function.proto` and `node_def.proto`.
struct TensorFlowScan {
  /// The most places, and operations that are not known, that are listed.
  private static let mostListed = 100

  private(set) var risks: [FileInspection.Risk] = []
  private(set) var version: String?
  private var seen: Set<String> = []
  private var unknown: [String] = []
  private var constants: Set<String> = []
  private var savers: [(operation: String, input: String)] = []

  /// What is not known of the operations, as sentences.
  var unseen: [String] {
    guard !unknown.isEmpty else { return [] }
    let more = unknown.count > 5 ? " and \((unknown.count - 5).grouped) more" : ""
    return [
      "What these operations of the graph do, which are not among those known to compute only: "
        + "\(unknown.prefix(5).map(\.shortened).joined(separator: ", "))\(more)."
    ]
  }

  /// The whole file.
  mutating func savedModel(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      guard field.number == 2 else { continue }
      var graph = try message.message(field, name: "meta_graphs")
      while let field = try graph.next() {
        switch field.number {
        case 1: try information(graph.message(field, name: "meta_info_def"))
        case 2: try self.graph(graph.message(field, name: "graph_def"))
        default: break
        }
      }
    }
  }

  private mutating func information(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() { if field.number == 5 { version = try message.text(field) } }
  }

  private mutating func graph(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: try node(message.message(field, name: "node"))
      case 2: try library(message.message(field, name: "library"))
      default: break
      }
    }
    endNodes()
  }

  private mutating func library(_ message: ProtobufMessage) throws {
    var message = message
    while let field = try message.next() {
      guard field.number == 1 else { continue }
      var function = try message.message(field, name: "function")
      endNodes()
      while let field = try function.next() {
        if field.number == 3 { try node(function.message(field, name: "node_def")) }
      }
      endNodes()
    }
  }

  private mutating func node(_ message: ProtobufMessage) throws {
    var message = message
    var (name, operation, input) = ("", "", String?.none)
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field)
      case 2: operation = try message.text(field)
      case 3 where input == nil: input = try message.text(field)
      default: break
      }
    }
    if operation == "Const" { constants.insert(name) }
    if TensorFlowOperations.savers.contains(operation) {
      savers.append((operation, input ?? ""))
    } else if let kind = TensorFlowOperations.reaching[operation] {
      add(
        kind, operation,
        kind == .code
          ? "calls code that is not in the graph."
          : "reads or writes files, or the network, where the graph says.")
    } else if !TensorFlowOperations.computing.contains(operation), seen.insert(operation).inserted,
      unknown.count < Self.mostListed
    {
      unknown.append(operation)
    }
  }

  /// Operations that save and restore variables get the file's name from whoever loads the model; where the graph
  /// itself names a file, it is any.
  private mutating func endNodes() {
    for (operation, input) in savers {
      let source = input.drop { $0 == "^" }.prefix { $0 != ":" }
      guard constants.contains(String(source)) else { continue }
      add(.files, operation, "reads or writes a file that the graph names.")
    }
    (savers, constants) = ([], [])
  }

  private mutating func add(_ kind: FileInspection.Risk.Kind, _ operation: String, _ message: String) {
    guard risks.count < Self.mostListed, seen.insert(operation).inserted else { return }
    risks.append(
      FileInspection.Risk(
        kind, at: FileInspection.savedModelName, "its graph has the operation \(operation), which \(message)")
    )
  }
}
