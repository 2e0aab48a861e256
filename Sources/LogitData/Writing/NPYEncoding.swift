public import Logit

/// The bytes of NPY files. All of Swift's platforms are little-endian, as the files are.
enum NPYEncoding {
  /// The number of spaces that NumPy adds so that the first length can grow in place.
  private static let growthDigits = 21

  /// The header as NumPy writes it, byte for byte.
  ///
  /// - Parameter type: The type in Python's notation: `'<f4'` in quotation marks, or a list of fields.
  static func header(type: String, shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)" }.joined(separator: ", ")
    let tuple = shape.count == 1 ? "(\(lengths),)" : "(\(lengths))"
    var text = "{'descr': \(type), 'fortran_order': False, 'shape': \(tuple), }"
    if let first = shape.first {
      text += String(repeating: " ", count: max(growthDigits - "\(first)".utf8.count, 0))
    }
    // Version 1.0 if length and characters allow, 2.0 for a longer header, and 3.0 for characters outside
    // Latin-1.
    let isLatin = text.unicodeScalars.allSatisfy { $0.value < 256 }
    let letters = isLatin ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
    let isShort = isLatin && letters.count + 2 * NumPyHeader.alignment <= Int(UInt16.max)
    let prefixSize = isShort ? 10 : 12
    // As in NumPy, one more alignment if the header fits exactly.
    let size = ((prefixSize + letters.count + 1) / NumPyHeader.alignment + 1) * NumPyHeader.alignment
    let length = size - prefixSize
    var bytes = NumPyHeader.magic + [isShort ? 1 : isLatin ? 2 : 3, 0]
    for shift in 0..<(isShort ? 2 : 4) { bytes.append(UInt8(truncatingIfNeeded: length >> (8 * shift))) }
    bytes += letters
    bytes += Array(repeating: UInt8(ascii: " "), count: length - letters.count - 1)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// A string in quotation marks, as Python's `repr` writes it.
  static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var quoted = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": quoted += ["\\", scalar]
      case "\n": quoted += ["\\", "n"]
      case "\r": quoted += ["\\", "r"]
      case "\t": quoted += ["\\", "t"]
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x\(digits.count == 1 ? "0" : "")\(digits)".unicodeScalars
      default: quoted.append(scalar)
      }
    }
    quoted.append(quote)
    return String(quoted)
  }
}

extension Tensor where Scalar: NumPyScalar {
  /// The bytes of an NPY file of the tensor, which `numpy.load` reads.
  public var npyBytes: [UInt8] {
    let header = NPYEncoding.header(type: "'\(Scalar.numPyName)'", shape: shape)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(header.count + count * MemoryLayout<Scalar>.size)
    bytes += header
    withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeRawBufferPointer($0)) }
    return bytes
  }

  /// Writes the tensor to an NPY file, which appears whole or not at all.
  ///
  /// - Parameter path: The file.
  /// - Throws: `FileError.notWritten(path:reason:)`.
  public func write(npy path: String) throws { try StagedFile.write(npyBytes, to: path) }
}
