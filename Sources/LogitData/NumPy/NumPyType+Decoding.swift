extension NumPyType {
  /// Converts elements that stand one after the other.
  ///
  /// - Parameters:
  ///   - bytes: As many elements as `numbers` has room for.
  ///   - stride: From one element to the next, in bytes.
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

  /// Converts elements that stand one after the other.
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

  /// Converts elements that are whole numbers or truth values.
  ///
  /// - Returns: The position of the first that does not fit, if there is one; its bits are where its number would be.
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

  /// The text of an element: its bytes or characters up to the zeros at its end.
  ///
  /// Bytes that are not UTF-8 are taken as Latin-1; numbers that are no character become U+FFFD.
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

/// Numbers of one size at equal distances.
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
  /// The number that sixteen bits mean in IEEE 754's half precision; exact.
  ///
  /// `Float16` does not exist on every platform.
  init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let rest = UInt32(bits & 0x7FFF)
    if rest >= 0x7C00 {
      self.init(bitPattern: sign | 0x7F80_0000 | (rest & 0x3FF) << 13)
    } else {
      // The exponent's bias differs by 112; the product brings subnormal numbers into line as well.
      let magnitude = Float(bitPattern: rest << 13) * 0x1p112
      self.init(bitPattern: sign | magnitude.bitPattern)
    }
  }
}
