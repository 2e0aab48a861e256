/// The safetensors file format: named tensors and a dictionary of texts. Logit's own files have tensors of
/// `Float` and `Double`; those of other tools may have any type of number.
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
  package enum ElementType: String, CaseIterable, Sendable {
    case float32 = "F32"
    case float64 = "F64"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float8 = "F8_E4M3"
    case wideFloat8 = "F8_E5M2"
    case bool = "BOOL"
    case uint8 = "U8"
    case int8 = "I8"
    case uint16 = "U16"
    case int16 = "I16"
    case uint32 = "U32"
    case int32 = "I32"
    case uint64 = "U64"
    case int64 = "I64"

    /// The types of Logit's own files.
    package static let own: [ElementType] = [.float32, .float64]

    package var byteCount: Int {
      switch self {
      case .bool, .uint8, .int8, .float8, .wideFloat8: 1
      case .float16, .bfloat16, .uint16, .int16: 2
      case .float32, .uint32, .int32: 4
      case .float64, .uint64, .int64: 8
      }
    }
  }

  /// A tensor to be written.
  package struct Tensor {
    enum Values {
      /// Elsewhere; copied only into the file.
      case floats(UnsafeBufferPointer<Float>)
      case doubles([Double])
      case integers([Int64])
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

    /// - Parameter shape: As many numbers as there are.
    package init(name: String, integers: [Int64], shape: [Int]) {
      (self.name, self.shape, values) = (name, shape, .integers(integers))
    }

    var type: ElementType {
      switch values {
      case .floats: .float32
      case .doubles: .float64
      case .integers: .int64
      }
    }

    var byteCount: Int {
      switch values {
      case .floats(let floats): floats.count * type.byteCount
      case .doubles(let doubles): doubles.count * type.byteCount
      case .integers(let integers): integers.count * type.byteCount
      }
    }

    func append(to bytes: inout [UInt8]) {
      switch values {
      case .floats(let floats): bytes.append(contentsOf: UnsafeRawBufferPointer(floats))
      case .doubles(let doubles): doubles.withUnsafeBytes { bytes.append(contentsOf: $0) }
      case .integers(let integers): integers.withUnsafeBytes { bytes.append(contentsOf: $0) }
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
