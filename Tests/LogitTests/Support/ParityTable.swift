import Foundation

@testable import Logit

/// The largest relative differences from Keras that the tests saw, for a table in the documentation.
///
/// When the environment variable `LOGIT_PARITY_TABLE` names a directory, each record rewrites `<family>.json` there;
/// otherwise nothing is kept.
enum ParityTable {
  struct Entry: Codable {
    var item: String
    var configurations: Int
    var largestDifference: Double
  }

  private static let entries = Locked<[String: [String: Entry]]>([:])

  /// Keeps what was found of one item.
  static func record(family: String, item: String, configurations: Int, largestDifference: Double) {
    guard let directory = ProcessInfo.processInfo.environment["LOGIT_PARITY_TABLE"] else { return }
    entries.withLock { entries in
      entries[family, default: [:]][item] = Entry(
        item: item, configurations: configurations, largestDifference: largestDifference)
      let sorted = (entries[family] ?? [:]).values.sorted { $0.item < $1.item }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      guard let data = try? encoder.encode(sorted) else { return }
      let url = URL(fileURLWithPath: directory).appendingPathComponent("\(family).json")
      try? data.write(to: url, options: .atomic)
    }
  }
}
