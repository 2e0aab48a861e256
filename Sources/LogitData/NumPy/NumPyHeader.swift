import LogitFiles

/// The header of an NPY file, which describes the numbers after it.
///
///     6 bytes    0x93 "NUMPY"
///     2 bytes    the version: 1.0, 2.0 or 3.0
///     2 bytes    the length n of the header, little-endian; 4 bytes from version 2.0 on
///     n bytes    {'descr': '<f4', 'fortran_order': False, 'shape': (100, 3), }, blanks, and a line break
///     the rest   the elements
///
/// Version 3.0 is in UTF-8, earlier ones in Latin-1. Source: `numpy.lib.format`.
struct NumPyHeader: Equatable {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The elements begin at a multiple of this number of bytes.
  static let alignment = 64
  /// The largest header accepted, 1 MiB: enough for thousands of fields.
  static let largestByteCount = 1 << 20
  /// A file has its header within so many bytes.
  static let mostBytesBeforeElements = largestByteCount + 12
  /// The most elements of zero bytes, whose number the size of the file does not limit.
  static let mostEmptyElements = 1 << 20

  var type: NumPyType
  var isFortranOrder: Bool
  var shape: [Int]
  /// Where the elements begin.
  var dataStart: Int

  /// The number of elements.
  var count: Int { shape.reduce(1, *) }

  /// Reads the header, and checks that the elements it describes follow.
  ///
  /// - Parameters:
  ///   - contents: The file, or its first ``mostBytesBeforeElements``.
  ///   - byteCount: The bytes of the file; those of the contents by default.
  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)` or `FileError.notRead`.
  init(_ contents: StoredBytes, of byteCount: Int? = nil) throws {
    let (name, size) = (contents.name, byteCount ?? contents.size)
    // An entry of an archive can hold less than its list says.
    let readable = min(size, contents.size)
    func invalid(_ item: String, _ expected: String, _ found: String) -> FileError {
      .damaged(
        source: name, item: item, expected: expected, found: found,
        remedy: "the file is damaged or not an NPY file, so use another one")
    }
    let beginning = try contents.bytes(min(readable, 12), at: 0)
    guard beginning.starts(with: Self.magic) else {
      throw invalid("its beginning", "\\x93NUMPY", Self.shown(beginning.prefix(6)))
    }
    guard beginning.count >= 10 else {
      throw invalid("the file", "at least 10 bytes long", "\(size) bytes long")
    }
    let version = (beginning[6], beginning[7])
    guard (1...3).contains(version.0), version.1 == 0 else {
      throw invalid("its version", "1.0, 2.0 or 3.0", "\(version.0).\(version.1)")
    }
    let lengthSize = version.0 == 1 ? 2 : 4
    guard beginning.count >= 8 + lengthSize else {
      throw invalid("the file", "at least 12 bytes long", "\(size) bytes long")
    }
    let length = beginning[8..<8 + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = 8 + lengthSize
    guard length <= min(readable - start, Self.largestByteCount) else {
      throw invalid(
        "the header", "at most \(min(readable - start, Self.largestByteCount)) bytes long",
        "said to be \(length) bytes long")
    }
    let bytes = try contents.bytes(length, at: start)
    let text: String
    if version.0 < 3 {
      text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    } else if let decoded = String(validating: bytes, as: UTF8.self) {
      text = decoded
    } else {
      throw invalid("the header", "UTF-8, as version 3.0 requires", "something else")
    }
    dataStart = start + length
    (type, isFortranOrder, shape) = try Self.contents(of: text, name: name)
    let byteCount = try Self.byteCount(type: type, shape: shape, name: name)
    guard byteCount == size - dataStart else {
      throw FileError.damaged(
        source: name, item: "the data after the header",
        expected: "the \(byteCount) bytes of \(shape) elements of type \(type.name)",
        found: "\(size - dataStart) bytes long",
        remedy: byteCount > size - dataStart
          ? "the file is cut off, so fetch or make it again"
          : "save each array in a file of its own, or use .npz")
    }
  }

  private static func contents(of text: String, name: String) throws -> (NumPyType, Bool, [Int]) {
    func invalid(_ item: String, _ expected: String, _ found: String, _ remedy: String? = nil) -> FileError {
      .damaged(
        source: name, item: item, expected: expected,
        found: found.count > 100 ? "\(found.prefix(100))…" : found,
        remedy: remedy ?? "the file is damaged, so use another one")
    }
    let literal: PythonLiteral
    do {
      literal = try PythonLiteral(text)
    } catch {
      throw invalid("character \(error.place) of the header", error.expected, error.found)
    }
    guard case .dictionary(let members) = literal else { throw invalid("the header", "a dictionary", text) }
    guard members.keys.sorted() == ["descr", "fortran_order", "shape"] else {
      throw invalid(
        "the header", "a dictionary with the keys descr, fortran_order and shape",
        "one with \(members.keys.sorted().joined(separator: ", "))")
    }
    guard case .boolean(let isFortranOrder)? = members["fortran_order"] else {
      throw invalid("the header's fortran_order", "True or False", "something else")
    }
    guard case .tuple(let lengths)? = members["shape"] else {
      throw invalid("the header's shape", "a tuple such as (3, 4)", "something else")
    }
    let shape = try lengths.map { length in
      guard case .integer(let count) = length, count >= 0 else {
        throw invalid("the header's shape", "of whole numbers that are not negative", "\(text)")
      }
      return count
    }
    guard let description = members["descr"] else { throw invalid("the header", "one with descr", text) }
    do {
      return (try NumPyType(description), isFortranOrder, shape)
    } catch {
      throw invalid("the element type", error.reason, "not", error.remedy)
    }
  }

  private static func byteCount(type: NumPyType, shape: [Int], name: String) throws -> Int {
    func tooLarge() -> FileError {
      .damaged(
        source: name, item: "the header's shape", expected: "one whose elements can be counted",
        found: "\(shape)",
        remedy: "the file is damaged, so use another one")
    }
    // Lengths of 0 are skipped, because they would hide the overflow of the others.
    var count = 1
    for length in shape where length > 0 {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard !overflows else { throw tooLarge() }
      count = product
    }
    let (byteCount, overflows) = count.multipliedReportingOverflow(by: max(type.byteCount, 1))
    guard !overflows, shape.count <= 64 else { throw tooLarge() }
    if shape.contains(0) { return 0 }
    guard type.byteCount > 0 || count <= mostEmptyElements else { throw tooLarge() }
    return type.byteCount == 0 ? 0 : byteCount
  }

  private static func shown(_ bytes: some Collection<UInt8>) -> String {
    bytes.isEmpty ? "nothing" : "the bytes \(bytes.map(String.init).joined(separator: " "))"
  }
}
