import Foundation

/// Small tables with the faults of real ones, each of which hides the same signal.
enum CaseFixture {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Cases")

  /// The path of a table.
  static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The text of a table.
  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }
}
