import Logit

/// Files of `Fixtures/`.
enum Fixture {
  static let folder = "\(#filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })/Fixtures"

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func bytes(_ name: String) throws -> [UInt8] {
    try StoredBytes(path: path(name)).prefix(.max)
  }
}
