/// Writes messages of Protocol Buffers, the encoding of ONNX and Core ML files.
///
///     var model = ProtobufWriter()
///     model.add(1, integer: 8)
///     model.add(7) { graph in graph.add(2, text: "logit") }
///     let bytes = model.bytes
///
/// The encoding is written by hand. Four kinds of values and a length are all there is to it, and of the two
/// formats a few dozen fields are used; the compiler's generated code for them would be a megabyte, and its
/// runtime library a dependency that takes longer to build than all of Logit.
///
/// Fields are written in the order in which they are added, those that are the default as well.
package struct ProtobufWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// An empty message.
  package init() {}

  private mutating func tag(_ field: Int, _ type: ProtobufWireType) {
    varint(UInt64(field) << 3 | UInt64(type.rawValue))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Adds a whole number, a truth value as 0 or 1, or the number of a case: `int64`, `uint64`, `bool`, an
  /// enumeration.
  package mutating func add(_ field: Int, integer: Int) {
    tag(field, .varint)
    // Negative numbers take ten bytes, those of their two's complement.
    varint(UInt64(bitPattern: Int64(integer)))
  }

  /// Adds a number in single precision.
  package mutating func add(_ field: Int, float: Float) {
    tag(field, .fixed32)
    fixed(float.bitPattern)
  }

  /// Adds a number in double precision.
  package mutating func add(_ field: Int, double: Double) {
    tag(field, .fixed64)
    fixed(double.bitPattern)
  }

  /// Adds a text.
  package mutating func add(_ field: Int, text: String) {
    tag(field, .bytes)
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds bytes.
  package mutating func add(_ field: Int, data: [UInt8]) {
    tag(field, .bytes)
    varint(UInt64(data.count))
    bytes.append(contentsOf: data)
  }

  /// Adds a message.
  ///
  /// - Parameters:
  ///   - field: Its number.
  ///   - write: Writes it.
  package mutating func add(
    _ field: Int, _ write: (inout ProtobufWriter) throws -> Void
  ) rethrows {
    var message = ProtobufWriter()
    try write(&message)
    add(field, data: message.bytes)
  }

  /// Adds whole numbers in one piece; nothing if there are none.
  package mutating func add(_ field: Int, packed integers: [Int]) {
    guard !integers.isEmpty else { return }
    var message = ProtobufWriter()
    for integer in integers { message.varint(UInt64(bitPattern: Int64(integer))) }
    add(field, data: message.bytes)
  }

  /// Adds numbers in single precision in one piece; nothing if there are none.
  package mutating func add(_ field: Int, packed floats: [Float]) {
    guard !floats.isEmpty else { return }
    tag(field, .bytes)
    varint(UInt64(4 * floats.count))
    bytes.reserveCapacity(bytes.count + 4 * floats.count)
    for float in floats { fixed(float.bitPattern) }
  }

  /// Adds numbers in double precision in one piece; nothing if there are none.
  package mutating func add(_ field: Int, packed doubles: [Double]) {
    guard !doubles.isEmpty else { return }
    tag(field, .bytes)
    varint(UInt64(8 * doubles.count))
    bytes.reserveCapacity(bytes.count + 8 * doubles.count)
    for double in doubles { fixed(double.bitPattern) }
  }
}

/// How a field's value is written.
enum ProtobufWireType: Int {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case fixed32 = 5
}
