import Foundation

/// Reference vectors made by the scripts beside them.
enum Fixture {
  /// Reads `Fixtures/<name>.json`.
  static func load<Vectors: Decodable>(_ name: String, as type: Vectors.Type = Vectors.self) throws -> Vectors
  {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/\(name).json")
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
  }
}
