import LogitFiles

// Folders of TensorFlow.

extension FileInspection {
  /// Operations of a graph that reach beyond it.
  private static let reachingOperations: [(name: String, kind: Risk.Kind)] = [
    ("PyFunc", .code), ("EagerPyFunc", .code), ("PyFuncStateless", .code), ("ReadFile", .files),
    ("WriteFile", .files), ("MatchingFiles", .files), ("WholeFileReader", .files),
    ("WholeFileReaderV2", .files),
    ("TextLineReader", .files), ("TextLineReaderV2", .files),
  ]

  /// The graph of a SavedModel, and what Keras wrote beside it.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - blockByteCount: How many bytes are read at a time.
  static func savedModel(_ path: String, blockByteCount: Int = 1 << 20) throws -> FileInspection {
    let file = try StoredBytes(path: "\(path)/saved_model.pb")
    var found = FileInspection(file: path, format: "saved-model")
    found.producer = "TensorFlow"
    // Protobuf has the length of a name before it.
    let names = reachingOperations.map { [UInt8($0.name.utf8.count)] + Array($0.name.utf8) }
    for index in try file.occurring(names, blockByteCount: blockByteCount) {
      let (name, kind) = reachingOperations[index]
      found.risks.append(
        Risk(
          kind, at: "saved_model.pb",
          "its graph has the operation \(name), which "
            + (kind == .code ? "calls Python." : "reads or writes files where the graph says.")))
    }
    let metadata = "keras_metadata.pb"
    if FileSystem.exists("\(path)/\(metadata)") {
      let layers = try StoredBytes(path: "\(path)/\(metadata)")
      if try !layers.occurring([Array("\"Lambda\"".utf8)], blockByteCount: blockByteCount).isEmpty {
        found.risks.append(
          Risk(
            .code, at: metadata,
            "it has a Lambda layer with code of its own, which runs where the model does."))
      }
    }
    found.notes.append("Save it as .keras or .h5 to use it here: model.save(\"model.keras\").")
    return found
  }
}

extension StoredBytes {
  /// Which of some texts occur anywhere, by their positions in the list.
  ///
  /// - Parameters:
  ///   - wanted: The texts, none of them empty.
  ///   - blockByteCount: How many bytes are read at a time, beside the longest text.
  fileprivate func occurring(_ wanted: [[UInt8]], blockByteCount: Int) throws -> [Int] {
    var found: Set<Int> = []
    let overlap = (wanted.map(\.count).max() ?? 1) - 1
    var byFirst = [[Int]](repeating: [], count: 256)
    for (index, text) in wanted.enumerated() { byFirst[Int(text[0])].append(index) }
    for start in stride(from: 0, to: size, by: blockByteCount) {
      try withBytes(start..<min(start + blockByteCount + overlap, size)) { bytes in
        for place in 0..<min(blockByteCount, bytes.count) {
          for index in byFirst[Int(bytes[place])] {
            let text = wanted[index]
            guard text.count <= bytes.count - place, !found.contains(index) else { continue }
            if bytes[place..<place + text.count].elementsEqual(text) { found.insert(index) }
          }
        }
      }
    }
    return found.sorted()
  }
}
