/// The safetensors file format, as far as a checkpoint needs it: named tensors of `Float` or `Double` and a
/// dictionary of texts.
///
///     8 bytes      length n of the header, little-endian
///     n bytes      {"__metadata__": {"name": "text"}, "tensor": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
///     the rest     the tensors' numbers, row-major, little-endian, without gaps
///
/// Such a file is data only: reading it runs no code, and all it says is checked against its size before
/// memory is reserved. Source: https://github.com/huggingface/safetensors#format.
package enum Safetensors {
  /// The longest header, in bytes, that is read.
  package static var largestHeaderByteCount: Int { JSONReader.largestByteCount }

  /// The name of the texts among the tensors.
  package static let metadataName = "__metadata__"
  static let lengthByteCount = 8

  /// The type of a tensor's numbers, by its name in the file.
  package enum ElementType: String, CaseIterable {
    case float32 = "F32"
    case float64 = "F64"

    var byteCount: Int {
      switch self {
      case .float32: MemoryLayout<Float>.size
      case .float64: MemoryLayout<Double>.size
      }
    }
  }

  /// A tensor to be written.
  package struct Tensor {
    enum Values {
      /// Elsewhere; copied only into the file.
      case floats(UnsafeBufferPointer<Float>)
      case doubles([Double])
    }

    var name: String
    var shape: [Int]
    var values: Values

    package init(name: String, shape: [Int], floats: UnsafeBufferPointer<Float>) {
      (self.name, self.shape, values) = (name, shape, .floats(floats))
    }

    /// - Parameter shape: As many numbers as there are; all in a row by default.
    package init(name: String, doubles: [Double], shape: [Int]? = nil) {
      (self.name, self.shape, values) = (name, shape ?? [doubles.count], .doubles(doubles))
    }

    var type: ElementType {
      if case .doubles = values { .float64 } else { .float32 }
    }

    var byteCount: Int {
      switch values {
      case .floats(let floats): floats.count * type.byteCount
      case .doubles(let doubles): doubles.count * type.byteCount
      }
    }

    func append(to bytes: inout [UInt8]) {
      switch values {
      case .floats(let floats): bytes.append(contentsOf: UnsafeRawBufferPointer(floats))
      case .doubles(let doubles): doubles.withUnsafeBytes { bytes.append(contentsOf: $0) }
      }
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter metadata: Names and texts, in the order to be written in.
  package static func encode(metadata: [(name: String, text: String)], tensors: [Tensor]) -> [UInt8] {
    let header = header(metadata: metadata, tensors: tensors)
    let end = tensors.reduce(0) { $0 + $1.byteCount }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lengthByteCount + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header)
    for tensor in tensors { tensor.append(to: &bytes) }
    return bytes
  }

  /// The header of a file: all of it but the numbers.
  ///
  /// - Parameter metadata: Names and texts, in the order to be written in.
  package static func header(metadata: [(name: String, text: String)], tensors: [Tensor]) -> [UInt8] {
    var members = [
      JSON.Member(metadataName, .object(metadata.map { JSON.Member($0.name, .string($0.text)) }))
    ]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.byteCount
      members.append(
        JSON.Member(
          tensor.name,
          [
            "dtype": .string(tensor.type.rawValue), "shape": .array(tensor.shape.map { .integer($0) }),
            "data_offsets": .array([.integer(start), .integer(end)]),
          ]))
    }
    var header = Array(JSON.object(members).description.utf8)
    // Spaces, so that the numbers begin at a multiple of 8 bytes.
    header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
    return header
  }
}
