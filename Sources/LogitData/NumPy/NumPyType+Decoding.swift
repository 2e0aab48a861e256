extension NumPyType {
  /// Converts elements at equal distances.
  ///
  /// - Parameters:
  ///   - bytes: As many elements as `numbers` has room for.
  ///   - stride: The distance from one element to the next, in bytes.
  func floats(
    _ bytes: UnsafeRawBufferPointer, stride: Int? = nil, into numbers: UnsafeMutableBufferPointer<Float>
  ) {
    let elements = NumPyElements(
      bytes, stride: stride ?? byteCount, isBigEndian: isBigEndian, count: numbers.count)
    switch (kind, byteCount) {
    case (.boolean, _): elements.forEach(UInt8.self, numbers) { $0 == 0 ? 0 : 1 }
    case (.floating, 2): elements.forEach(UInt16.self, numbers) { Float(halfBits: $0) }
    case (.floating, 4): elements.forEach(UInt32.self, numbers) { Float(bitPattern: $0) }
    case (.floating, _): elements.forEach(UInt64.self, numbers) { Float(Double(bitPattern: $0)) }
    case (.unsigned, 1): elements.forEach(UInt8.self, numbers) { Float($0) }
    case (.unsigned, 2): elements.forEach(UInt16.self, numbers) { Float($0) }
    case (.unsigned, 4): elements.forEach(UInt32.self, numbers) { Float($0) }
    case (.unsigned, _): elements.forEach(UInt64.self, numbers) { Float($0) }
    case (_, 1): elements.forEach(Int8.self, numbers) { Float($0) }
    case (_, 2): elements.forEach(Int16.self, numbers) { Float($0) }
    case (_, 4): elements.forEach(Int32.self, numbers) { Float($0) }
    default: elements.forEach(Int64.self, numbers) { Float($0) }
    }
  }

  /// Converts elements at equal distances.
  func doubles(
    _ bytes: UnsafeRawBufferPointer, stride: Int? = nil, into numbers: UnsafeMutableBufferPointer<Double>
  ) {
    let elements = NumPyElements(
      bytes, stride: stride ?? byteCount, isBigEndian: isBigEndian, count: numbers.count)
    switch (kind, byteCount) {
    case (.boolean, _): elements.forEach(UInt8.self, numbers) { $0 == 0 ? 0 : 1 }
    case (.floating, 2): elements.forEach(UInt16.self, numbers) { Double(Float(halfBits: $0)) }
    case (.floating, 4): elements.forEach(UInt32.self, numbers) { Double(Float(bitPattern: $0)) }
    case (.floating, _): elements.forEach(UInt64.self, numbers) { Double(bitPattern: $0) }
    case (.unsigned, 1): elements.forEach(UInt8.self, numbers) { Double($0) }
    case (.unsigned, 2): elements.forEach(UInt16.self, numbers) { Double($0) }
    case (.unsigned, 4): elements.forEach(UInt32.self, numbers) { Double($0) }
    case (.unsigned, _): elements.forEach(UInt64.self, numbers) { Double($0) }
    case (_, 1): elements.forEach(Int8.self, numbers) { Double($0) }
    case (_, 2): elements.forEach(Int16.self, numbers) { Double($0) }
    case (_, 4): elements.forEach(Int32.self, numbers) { Double($0) }
    default: elements.forEach(Int64.self, numbers) { Double($0) }
    }
  }

  /// Converts elements that are whole numbers or Boolean values.
  ///
  /// - Returns: The position of the first that does not fit, if any; its bits are stored in place of the
  ///   number.
  func integers<Integer: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, stride: Int? = nil, into numbers: UnsafeMutableBufferPointer<Integer>
  ) -> Int? {
    let elements = NumPyElements(
      bytes, stride: stride ?? byteCount, isBigEndian: isBigEndian, count: numbers.count)
    switch (kind, byteCount) {
    case (.boolean, _): elements.forEach(UInt8.self, numbers) { $0 == 0 ? 0 : 1 }
    case (.unsigned, 1): elements.forEach(UInt8.self, numbers) { Integer(truncatingIfNeeded: $0) }
    case (.unsigned, 2): elements.forEach(UInt16.self, numbers) { Integer(truncatingIfNeeded: $0) }
    case (.unsigned, 4): elements.forEach(UInt32.self, numbers) { Integer(truncatingIfNeeded: $0) }
    case (.unsigned, _):
      elements.forEach(UInt64.self, numbers) { Integer(truncatingIfNeeded: $0) }
      return numbers.firstIndex { $0 < 0 }
    case (_, 1): elements.forEach(Int8.self, numbers) { Integer(truncatingIfNeeded: $0) }
    case (_, 2): elements.forEach(Int16.self, numbers) { Integer(truncatingIfNeeded: $0) }
    case (_, 4): elements.forEach(Int32.self, numbers) { Integer(truncatingIfNeeded: $0) }
    default: elements.forEach(Int64.self, numbers) { Integer(truncatingIfNeeded: $0) }
    }
    return nil
  }

  /// The string of an element: its bytes or characters without trailing zeros.
  ///
  /// Bytes that are not UTF-8 are read as Latin-1; code points that are not characters become U+FFFD.
  func text(_ bytes: UnsafeRawBufferPointer) -> String {
    guard kind == .unicode else {
      let count = (bytes.lastIndex { $0 != 0 } ?? -1) + 1
      let text = bytes[..<count]
      return String(validating: text, as: UTF8.self)
        ?? String(String.UnicodeScalarView(text.map { Unicode.Scalar($0) }))
    }
    let elements = NumPyElements(bytes, stride: 4, isBigEndian: isBigEndian, count: bytes.count / 4)
    var scalars = String.UnicodeScalarView()
    var zeroCount = 0
    for index in 0..<elements.count {
      let code = elements.load(UInt32.self, index)
      guard code != 0 else {
        zeroCount += 1
        continue
      }
      for _ in 0..<zeroCount { scalars.append("\0") }
      zeroCount = 0
      scalars.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}

/// Numbers of the same size at equal distances.
private struct NumPyElements {
  let bytes: UnsafeRawBufferPointer
  let stride: Int
  let isBigEndian: Bool
  let count: Int

  init(_ bytes: UnsafeRawBufferPointer, stride: Int, isBigEndian: Bool, count: Int) {
    (self.bytes, self.stride, self.isBigEndian, self.count) = (bytes, stride, isBigEndian, count)
  }

  @inline(__always)
  func load<Bits: FixedWidthInteger & BitwiseCopyable>(_ type: Bits.Type, _ index: Int) -> Bits {
    let bits = bytes.loadUnaligned(fromByteOffset: index &* stride, as: Bits.self)
    return isBigEndian ? bits.bigEndian : bits.littleEndian
  }

  @inline(__always)
  func forEach<Bits: FixedWidthInteger & BitwiseCopyable, Number>(
    _ type: Bits.Type, _ numbers: UnsafeMutableBufferPointer<Number>, _ convert: (Bits) -> Number
  ) {
    for index in 0..<count { numbers.initializeElement(at: index, to: convert(load(type, index))) }
  }
}

extension Float {
  /// The exact value of sixteen bits in IEEE 754's half precision.
  ///
  /// `Float16` does not exist on every platform.
  init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let rest = UInt32(bits & 0x7FFF)
    if rest >= 0x7C00 {
      self.init(bitPattern: sign | 0x7F80_0000 | (rest & 0x3FF) << 13)
    } else {
      // The exponent's bias differs by 112; the multiplication also normalizes subnormal numbers.
      let magnitude = Float(bitPattern: rest << 13) * 0x1p112
      self.init(bitPattern: sign | magnitude.bitPattern)
    }
  }
}
