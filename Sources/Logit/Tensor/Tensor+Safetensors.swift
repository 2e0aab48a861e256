extension SafetensorsFile {
  /// Reads a tensor.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that it must have.
  /// - Throws: ``/LogitFiles/FileError/damaged(source:item:expected:found:remedy:)`` if it is missing or has
  ///   another shape or type, or ``/LogitFiles/FileError/notRead(path:reason:)`` if the file cannot be read.
  package func tensor(_ name: String, shape: [Int]) throws -> Tensor<Float> {
    let entry = try entry(name, shape: shape)
    return try Tensor(unsafeUninitializedShape: shape) { buffer in
      try read(entry, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Reads a tensor of 64-bit numbers; see ``tensor(_:shape:)``.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that it must have.
  /// - Throws: As ``tensor(_:shape:)``.
  package func doubles(_ name: String, shape: [Int]) throws -> Tensor<Double> {
    let entry = try entry(name, shape: shape, type: .float64)
    return try Tensor(unsafeUninitializedShape: shape) { buffer in
      try read(entry, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

extension Safetensors {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - metadata: Names and texts, in the order to be written in.
  ///   - tensors: Names and tensors, in the order to be written in.
  ///   - more: Tensors of other types, which come after them; none by default.
  package static func encode(
    metadata: [(name: String, text: String)], tensors: [(name: String, tensor: Logit.Tensor<Float>)],
    more: [Safetensors.Tensor] = []
  ) -> [UInt8] {
    // Values are copied only into the file; the tensors outlive the call.
    withExtendedLifetime(tensors) {
      encode(
        metadata: metadata,
        tensors: tensors.map { name, tensor in
          tensor.withUnsafeBufferPointer { Safetensors.Tensor(name: name, shape: tensor.shape, floats: $0) }
        } + more)
    }
  }
}
