import Foundation

/// Collects how closely Logit follows its references, for the parity table in the documentation.
///
/// When the environment variable `LOGIT_PARITY_TABLE` names a directory, each family's items are written
/// there as `<family>.json`; otherwise nothing happens.
enum ParityTable {
  private struct Item: Encodable {
    var configurations: Int
    var largestDifference: Double
  }

  private static let lock = NSLock()
  private nonisolated(unsafe) static var families: [String: [String: Item]] = [:]

  /// Records the largest relative difference found over all configurations of an item.
  static func record(family: String, item: String, configurations: Int, largestDifference: Double) {
    guard let directory = ProcessInfo.processInfo.environment["LOGIT_PARITY_TABLE"] else { return }
    lock.lock()
    defer { lock.unlock() }
    families[family, default: [:]][item] = Item(
      configurations: configurations, largestDifference: largestDifference)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let url = URL(fileURLWithPath: directory).appendingPathComponent("\(family).json")
    try? encoder.encode(families[family]).write(to: url)
  }
}
