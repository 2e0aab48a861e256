// Operations on constants, whose results are constants.

extension ONNXInterpreter {
  /// Works out what is constant, as ONNX does: shapes broadcast as NumPy's, and elements keep their type, so
  /// that the quotient of whole numbers is whole.
  mutating func fold(_ a: ONNXTensor, _ b: ONNXTensor, _ node: ONNXNode) throws {
    guard a.type == b.type else {
      throw unsupported("\(node.title) of constants of the types \(a.type.name) and \(b.type.name)")
    }
    guard let shape = Self.broadcast(a.shape, b.shape) else {
      throw unsupported("\(node.title) of constants of shapes \(a.shape) and \(b.shape)")
    }
    try spend(shape.reduce(1, *), node)
    let (left, right) = (Self.places(of: a.shape, in: shape), Self.places(of: b.shape, in: shape))
    if let x = try a.integers(), let y = try b.integers() {
      let values = try zip(left, right).map { try whole(x[$0], y[$1], a.type, node) }
      return set(node, .constant(ONNXTensor(a.type, shape: shape, .integers(values))))
    }
    let (x, y) = (try numbers(a, node), try numbers(b, node))
    let values = zip(left, right).map { place, other -> Double in
      let (a, b) = (x[place], y[other])
      return switch node.type {
      case "Mul": a * b
      case "Div": a / b
      case "Sub": a - b
      default: a + b
      }
    }
    set(node, .constant(ONNXTensor(values, shape: shape, rounded: a.type)))
  }

  /// A constant with the other sign.
  mutating func negate(_ tensor: ONNXTensor, _ node: ONNXNode) throws {
    try spend(tensor.count, node)
    if let values = try tensor.integers() {
      let negative = try values.map { try whole(0, $0, tensor.type, node, as: "Sub") }
      return set(node, .constant(ONNXTensor(tensor.type, shape: tensor.shape, .integers(negative))))
    }
    let values = try numbers(tensor, node).map { -$0 }
    set(node, .constant(ONNXTensor(values, shape: tensor.shape, rounded: tensor.type)))
  }

  /// The result of an operation on whole numbers. A quotient is rounded towards 0.
  private func whole(
    _ a: Int, _ b: Int, _ type: ONNXElementType, _ node: ONNXNode, as operation: String? = nil
  ) throws -> Int {
    let result: (partialValue: Int, overflow: Bool) =
      switch operation ?? node.type {
      case "Mul": a.multipliedReportingOverflow(by: b)
      case "Div": a.dividedReportingOverflow(by: b)
      case "Sub": a.subtractingReportingOverflow(b)
      default: a.addingReportingOverflow(b)
      }
    guard !result.overflow, type.range?.contains(result.partialValue) ?? false else {
      throw unsupported("\(node.title) of whole numbers whose result is none of \(type.name)")
    }
    return result.partialValue
  }

  /// A constant as elements of another type. Fractions are cut off where these are whole.
  ///
  /// - Parameter type: `nil` for a type that is not known.
  mutating func cast(_ tensor: ONNXTensor, to type: ONNXElementType?, _ node: ONNXNode) throws {
    guard let type, type != .text, tensor.type != .text else {
      throw unsupported("\(node.title) of a constant to \(type?.name ?? "another type")")
    }
    try spend(tensor.count, node)
    if let values = try tensor.integers(), let range = type.range {
      let isTruth = type == .bool
      guard isTruth || values.allSatisfy(range.contains) else { throw beyond(type, node) }
      let cast = isTruth ? values.map { $0 == 0 ? 0 : 1 } : values
      return set(node, .constant(ONNXTensor(type, shape: tensor.shape, .integers(cast))))
    }
    let values = try numbers(tensor, node)
    guard let range = type.range else {
      return set(node, .constant(ONNXTensor(values, shape: tensor.shape, rounded: type)))
    }
    let whole = try values.map { value -> Int in
      if type == .bool { return value == 0 ? 0 : 1 }
      guard let number = Int(exactly: value.rounded(.towardZero)), range.contains(number) else {
        throw beyond(type, node)
      }
      return number
    }
    set(node, .constant(ONNXTensor(type, shape: tensor.shape, .integers(whole))))
  }

  private func beyond(_ type: ONNXElementType, _ node: ONNXNode) -> InterchangeError {
    unsupported("\(node.title) of a constant that has numbers beyond \(type.name)")
  }

  /// The shape of two tensors side by side; `nil` if they do not fit, have no elements, or would have more
  /// than can be counted.
  private static func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
    var shape: [Int] = []
    var count = 1
    for (x, y) in zip(padded(a, to: b.count), padded(b, to: a.count)) {
      guard x == y || x == 1 || y == 1 else { return nil }
      // Of 1 and 0 the length is 0.
      shape.append(x == 1 ? y : x)
      count = count.multipliedOrZero(by: shape[shape.count - 1])
    }
    return count > 0 ? shape : nil
  }

  /// The element of a tensor that every place of a shape takes, in which it stands beside another.
  private static func places(of own: [Int], in shape: [Int]) -> [Int] {
    var places = [0]
    for (length, whole) in zip(padded(own, to: shape.count), shape) {
      places = places.flatMap { place in (0..<whole).map { place * length + (length == 1 ? 0 : $0) } }
    }
    return places
  }

  /// A shape with lengths of 1 in front.
  private static func padded(_ shape: [Int], to rank: Int) -> [Int] {
    [Int](repeating: 1, count: max(rank - shape.count, 0)) + shape
  }
}

extension ONNXElementType {
  /// What whole numbers of the type may be; `nil` for other elements.
  var range: ClosedRange<Int>? {
    switch self {
    case .bool: 0...1
    case .uint8: 0...Int(UInt8.max)
    case .int8: Int(Int8.min)...Int(Int8.max)
    case .uint16: 0...Int(UInt16.max)
    case .int16: Int(Int16.min)...Int(Int16.max)
    case .int32: Int(Int32.min)...Int(Int32.max)
    case .uint32: 0...Int(UInt32.max)
    case .int64: Int.min...Int.max
    // Larger ones are not read.
    case .uint64: 0...Int.max
    case .float, .double, .float16, .bfloat16, .text: nil
    }
  }
}

extension ONNXTensor {
  /// Numbers rounded to a type with fractions.
  init(_ values: [Double], shape: [Int], rounded type: ONNXElementType) {
    switch type {
    case .double: self.init(.double, shape: shape, .doubles(values))
    case .float16:
      let rounded = values.map { Float(Self.rounded($0, digits: 10, least: -14, most: 65504)) }
      self.init(type, shape: shape, .floats(rounded))
    case .bfloat16:
      let rounded = values.map { Float(Self.rounded($0, digits: 7, least: -126, most: 0x1.FEp127)) }
      self.init(type, shape: shape, .floats(rounded))
    default: self.init(.float, shape: shape, .floats(values.map { Float($0) }))
    }
  }

  /// A number with so many binary digits behind the first.
  private static func rounded(_ value: Double, digits: Int, least: Int, most: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let exponent = max(Int(value.exponent), least) - digits
    let step = Double(sign: .plus, exponent: exponent, significand: 1)
    let rounded = (value / step).rounded(.toNearestOrEven) * step
    return abs(rounded) > most ? (value < 0 ? -.infinity : .infinity) : rounded
  }
}
