import Foundation

@testable import Logit

/// The largest relative differences from Keras that the tests saw, for a table in the documentation.
///
/// When the environment variable `LOGIT_PARITY_TABLE` names a directory, each record rewrites `<family>.json`
/// there, which `Scripts/parity-table` reads; otherwise nothing is kept.
enum ParityTable {
  struct Entry: Codable {
    var item: String
    var configurations: Int
    var largestDifference: Double
    /// Whether what is drawn was held against a distribution, so that there is no difference to tell.
    var isDistribution: Bool
  }

  private struct Deviation: Codable {
    var item: String
    var reason: String
  }

  private static let entries = Locked<[String: [String: Entry]]>([:])

  /// Keeps what was found of one item.
  static func record(
    family: String, item: String, configurations: Int, largestDifference: Double, isDistribution: Bool = false
  ) {
    entries.withLock { entries in
      entries[family, default: [:]][item] = Entry(
        item: item, configurations: configurations, largestDifference: largestDifference,
        isDistribution: isDistribution)
      write((entries[family] ?? [:]).values.sorted { $0.item < $1.item }, as: family)
    }
  }

  /// Keeps which recorded runs deviate on purpose, with the reasons.
  static func record(deviations: [String: String]) {
    write(
      deviations.sorted { $0.key < $1.key }.map { Deviation(item: $0.key, reason: $0.value) },
      as: "deviations")
  }

  private static func write(_ value: some Encodable, as name: String) {
    guard let directory = ProcessInfo.processInfo.environment["LOGIT_PARITY_TABLE"] else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(value) else { return }
    try? data.write(to: URL(fileURLWithPath: "\(directory)/\(name).json"), options: .atomic)
  }
}
