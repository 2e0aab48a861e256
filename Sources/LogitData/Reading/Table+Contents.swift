import Logit

extension Table {
  /// Reads a table from a file of any format Logit knows, told apart by its first bytes: NPY, NPZ, and otherwise separated
  /// values, which may be gzipped.
  ///
  /// - Parameters:
  ///   - path: The file; `-` for separated values from standard input.
  ///   - options: How separated values are read.
  /// - Throws: ``DataError``, naming file, line, column, what was found and what to do.
  public init(contentsOf path: String, options: CSVOptions = CSVOptions()) throws {
    if path == "-" {
      self = try CSVReader(standardInput: options).read()
      return
    }
    switch try Self.firstBytes(of: path) {
    case let bytes where bytes.starts(with: Self.numPySignature): try self.init(npy: path)
    case let bytes where bytes.starts(with: Self.zipSignature): try self.init(npz: path)
    default: try self.init(csv: path, options: options)
    }
  }

  private static let numPySignature = [0x93] + Array("NUMPY".utf8)
  private static let zipSignature = Array("PK\u{3}\u{4}".utf8)

  /// A few bytes; none if the file is no plain one, which its reader then says.
  private static func firstBytes(of path: String) throws -> [UInt8] {
    guard let file = try? InputFile(path: path) else { return [] }
    return try file.bytes(min(file.size, numPySignature.count), at: 0)
  }
}
