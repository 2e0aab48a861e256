extension SafetensorsFile {
  /// The numbers of a tensor in single precision, whatever kind of floating-point number they are stored as.
  ///
  /// - Parameter entry: The tensor.
  /// - Returns: As many numbers as its shape says; `nil` for whole numbers, truth values and numbers of 8
  ///   bits, which are no weights.
  /// - Throws: ``FileError/notRead(path:reason:)``.
  package func floats(_ entry: Entry) throws -> [Float]? {
    let count = entry.range.count / entry.type.byteCount
    switch entry.type {
    case .float32:
      return try [Float](unsafeUninitializedCapacity: count) { buffer, written in
        let places = UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count)
        try read(entry, into: UnsafeMutableRawBufferPointer(places))
        written = count
      }
    case .float64:
      let doubles = try [Double](unsafeUninitializedCapacity: count) { buffer, written in
        let places = UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count)
        try read(entry, into: UnsafeMutableRawBufferPointer(places))
        written = count
      }
      return doubles.map { Float($0) }
    case .float16, .bfloat16:
      let words = try [UInt16](unsafeUninitializedCapacity: count) { buffer, written in
        let places = UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count)
        try read(entry, into: UnsafeMutableRawBufferPointer(places))
        written = count
      }
      return entry.type == .bfloat16
        ? words.map { Float(bitPattern: UInt32($0) << 16) } : words.map { Float(HalfPrecision.number($0)) }
    default: return nil
    }
  }
}

/// Numbers of half precision, which not every machine's Swift has a type for.
enum HalfPrecision {
  /// The number that 16 bits of IEEE 754 are.
  static func number(_ bits: UInt16) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF))
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
    }
  }
}
