import Foundation

/// The largest differences from Keras that tests have seen, for a table of them.
///
/// If the environment variable `LOGIT_PARITY_TABLE` names a directory, each family is written there as
/// `<family>.json`; otherwise nothing happens.
enum ParityTable {
  struct Entry: Codable {
    var item: String
    var configurations: Int
    var largestDifference: Double
  }

  private static let lock = NSLock()
  nonisolated(unsafe) private static var families: [String: [String: Entry]] = [:]

  /// Notes what was found for one item, such as an optimizer.
  ///
  /// - Parameters:
  ///   - configurations: The number of configurations that were compared.
  ///   - largestDifference: The largest relative difference among them.
  static func record(family: String, item: String, configurations: Int, largestDifference: Double) {
    guard let directory = ProcessInfo.processInfo.environment["LOGIT_PARITY_TABLE"] else { return }
    lock.withLock {
      families[family, default: [:]][item] = Entry(
        item: item, configurations: configurations, largestDifference: largestDifference)
      let entries = families[family, default: [:]].values.sorted { $0.item < $1.item }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      let file = URL(fileURLWithPath: directory).appendingPathComponent("\(family).json")
      try? encoder.encode(entries).write(to: file)
    }
  }
}
