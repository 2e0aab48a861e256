import Foundation
import LogitFiles

/// Files of `Fixtures/`.
enum Fixture {
  static let folder = "\(#filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })/Fixtures"

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func bytes(_ name: String) throws -> [UInt8] { try StoredBytes(path: path(name)).prefix(.max) }

  static func json(_ name: String) throws -> JSON {
    try JSON(json: String(decoding: bytes(name), as: UTF8.self))
  }

  /// The names of a folder's files that end so, without the ending, sorted.
  static func names(_ folder: String, _ suffix: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? [])
      .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }
}

extension JSON {
  /// The numbers of rows; NaN for `null`.
  var rows: [[Double]] { array?.map { row in row.array?.map { $0.double ?? .nan } ?? [] } ?? [] }
}
