import LogitFiles

/// The type of a tensor's elements, by its number in ONNX files.
enum ONNXElementType: Int, Sendable {
  case float = 1
  case uint8 = 2
  case int8 = 3
  case uint16 = 4
  case int16 = 5
  case int32 = 6
  case int64 = 7
  case text = 8
  case bool = 9
  case float16 = 10
  case double = 11
  case uint32 = 12
  case uint64 = 13
  case bfloat16 = 16

  /// What ONNX calls it.
  var name: String { self == .text ? "string" : "\(self)" }

  /// The bytes of an element; `nil` for texts.
  var size: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .float, .int32, .uint32: 4
    case .int64, .double, .uint64: 8
    case .text: nil
    }
  }

  /// Whether elements are numbers with a fraction.
  var isFloatingPoint: Bool {
    switch self {
    case .float, .double, .float16, .bfloat16: true
    default: false
    }
  }
}

/// A constant of a graph.
struct ONNXTensor {
  enum Values {
    case floats([Float])
    case doubles([Double])
    case integers([Int])
    case texts([String])
    /// Elements of `type` as they stand in a file.
    case stored(ProtobufMessage, Range<Int>)
  }

  let type: ONNXElementType
  let shape: [Int]
  let values: Values

  init(_ type: ONNXElementType, shape: [Int], _ values: Values) {
    (self.type, self.shape, self.values) = (type, shape, values)
  }

  init(_ values: [Float], shape: [Int]? = nil) {
    self.init(.float, shape: shape ?? [values.count], .floats(values))
  }
  init(_ values: [Int], shape: [Int]? = nil) {
    self.init(.int64, shape: shape ?? [values.count], .integers(values))
  }
  init(_ values: [String]) { self.init(.text, shape: [values.count], .texts(values)) }

  /// Numbers in single or double precision.
  init(_ values: [Double], shape: [Int]? = nil, as type: ONNXElementType) {
    let shape = shape ?? [values.count]
    self.init(type, shape: shape, type == .double ? .doubles(values) : .floats(values.map { Float($0) }))
  }

  /// The number of elements.
  var count: Int { shape.reduce(1, *) }
}

// MARK: - Elements

extension ONNXTensor {
  /// The numbers in double precision; `nil` for texts.
  func doubles() throws -> [Double]? {
    switch values {
    case .floats(let values): return values.map { Double($0) }
    case .doubles(let values): return values
    case .integers(let values): return values.map { Double($0) }
    case .texts: return nil
    case .stored(let message, let range):
      if type == .double {
        return try message.values(in: range, of: UInt64.self).map { Double(bitPattern: $0) }
      }
      return try type.isFloatingPoint
        ? storedFloats(message, range).map { Double($0) } : integers()?.map { Double($0) }
    }
  }

  /// The numbers in single precision; `nil` for texts.
  func floats() throws -> [Float]? {
    switch values {
    case .floats(let values): return values
    case .stored(let message, let range) where type.isFloatingPoint && type != .double:
      return try storedFloats(message, range)
    default: return try doubles()?.map { Float($0) }
    }
  }

  /// Some of the numbers in single precision; none of texts.
  ///
  /// - Parameter range: Which.
  func floats(_ range: Range<Int>) throws -> [Float] {
    switch values {
    case .floats(let values): return Array(values[range])
    case .doubles(let values): return values[range].map { Float($0) }
    case .integers(let values): return values[range].map { Float($0) }
    case .texts: return []
    case .stored(let message, let bytes):
      guard let size = type.size else { return [] }
      let start = bytes.lowerBound
      let part = ONNXTensor(
        type, shape: [range.count],
        .stored(message, start + range.lowerBound * size..<start + range.upperBound * size))
      return try part.floats() ?? []
    }
  }

  private func storedFloats(_ message: ProtobufMessage, _ range: Range<Int>) throws -> [Float] {
    switch type {
    case .float: try message.values(in: range, of: UInt32.self).map { Float(bitPattern: $0) }
    case .bfloat16: try message.values(in: range, of: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    default: try message.values(in: range, of: UInt16.self).map { Self.float(half: $0) }
    }
  }

  /// The whole numbers; `nil` for other elements.
  func integers() throws -> [Int]? {
    switch values {
    case .integers(let values): return values
    case .floats, .doubles, .texts: return nil
    case .stored(let message, let range):
      switch type {
      case .uint8, .bool: return try message.values(in: range, of: UInt8.self).map { Int($0) }
      case .int8: return try message.values(in: range, of: Int8.self).map { Int($0) }
      case .uint16: return try message.values(in: range, of: UInt16.self).map { Int($0) }
      case .int16: return try message.values(in: range, of: Int16.self).map { Int($0) }
      case .int32: return try message.values(in: range, of: Int32.self).map { Int($0) }
      case .uint32: return try message.values(in: range, of: UInt32.self).map { Int($0) }
      case .int64: return try message.values(in: range, of: Int64.self).map { Int($0) }
      case .uint64: return try message.values(in: range, of: UInt64.self).map { Int(clamping: $0) }
      default: return nil
      }
    }
  }

  /// The texts; `nil` for other elements.
  var texts: [String]? { if case .texts(let texts) = values { texts } else { nil } }

  /// A number in half precision; not every processor that Swift runs on has the type.
  static func float(half bits: UInt16) -> Float {
    let (sign, exponent, fraction) = (bits >> 15, Int(bits >> 10 & 31), Float(bits & 1023))
    let size: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return sign == 1 ? -size : size
  }
}
