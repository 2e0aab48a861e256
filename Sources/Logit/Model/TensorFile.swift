/// A safetensors file of named `Float` tensors and texts, for the other targets of the package.
package struct TensorFile {
  private let file: SafetensorsFile
  private let path: String

  /// Opens a file and checks that its header describes exactly its bytes.
  ///
  /// - Throws: ``LogitError/fileNotRead(path:reason:)``, ``LogitError/invalidJSON(source:line:column:reason:)`` or
  ///   ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)``.
  package init(path: String) throws {
    self.path = path
    file = try SafetensorsFile(path: path)
  }

  /// Takes the bytes of a file, and checks that the header describes exactly them.
  ///
  /// - Parameter name: What messages call the file.
  /// - Throws: As ``init(path:)``.
  package init(bytes: [UInt8], name: String) throws {
    path = name
    file = try SafetensorsFile(bytes: bytes, name: name)
  }

  /// The longest header, in bytes, that is read.
  package static var largestHeaderByteCount: Int { KerasJSON.largestByteCount }

  /// The texts.
  package var metadata: [String: String] { file.metadata }

  /// The tensors' names and shapes, sorted by name.
  package var shapes: [(name: String, shape: [Int])] {
    file.entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape) }
  }

  /// The most numbers that all tensors of the file together can have.
  package var scalarCount: Int {
    file.entries.values.reduce(0) { $0 + $1.range.count } / MemoryLayout<Float>.size
  }

  /// Reads a tensor.
  ///
  /// - Throws: ``LogitError/invalidCheckpoint(path:item:expected:found:remedy:)`` if it is missing, or of another shape or
  ///   type.
  package func tensor(_ name: String, shape: [Int]) throws -> Tensor<Float> {
    let expected = "of shape \(shape) and type F32"
    guard let entry = file.entries[name] else { throw invalid("the tensor \(name)", expected, "missing") }
    guard entry.shape == shape, entry.type == .float32 else {
      throw invalid("the tensor \(name)", expected, "of shape \(entry.shape) and type \(entry.type.rawValue)")
    }
    return try Tensor(unsafeUninitializedShape: shape) { buffer in
      try file.read(entry, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// An error that names a part of the file.
  package func invalid(
    _ item: String, _ expected: String, _ found: String,
    remedy: String = "the file is damaged or of another kind, so use another one"
  ) -> LogitError {
    .invalidCheckpoint(path: path, item: item, expected: expected, found: found, remedy: remedy)
  }

  /// The bytes of a file.
  package static func encode(
    metadata: [(name: String, text: String)], tensors: [(name: String, tensor: Tensor<Float>)]
  ) -> [UInt8] {
    // Values are copied only into the file; the tensors outlive the call.
    withExtendedLifetime(tensors) {
      Safetensors.encode(
        metadata: metadata,
        tensors: tensors.map { name, tensor in
          tensor.withUnsafeBufferPointer {
            Safetensors.Tensor(name: name, shape: tensor.shape, floats: $0)
          }
        })
    }
  }
}
