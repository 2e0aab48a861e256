import LogitFiles
import Testing

@testable import LogitInterchange

/// Files of `Fixtures/Keras/`, which are compressed.
enum KerasFixture {
  private static let folder =
    "\(#filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })/Fixtures/Keras"

  static func bytes(_ name: String) throws -> [UInt8] {
    try Gzip.decompress(StoredBytes(path: "\(folder)/\(name).gz").prefix(.max), limit: 1 << 20)
  }

  static func hdf5(_ name: String) throws -> HDF5File {
    try HDF5File(StoredBytes(bytes(name), name: name))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try StoredBytes(path: "\(folder)/\(name)").prefix(.max), as: UTF8.self)
  }

  /// The inputs that all models were given, their labels, and what Keras says of a model.
  static let expected: JSON = {
    do { return try JSON(json: text("expected.json")) } catch { fatalError("\(error)") }
  }()
}

extension JSON {
  /// All numbers of nested lists.
  var floats: [Float] { array.map { $0.flatMap(\.floats) } ?? double.map { [Float($0)] } ?? [] }
}

/// The error that a body throws, as text.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing was thrown"
  } catch {
    return "\(error)"
  }
}
