import LogitFiles

/// What a feature that gives rows codes (categories, hashes or bins) gathers from its column.
public struct CodedSums: FeatureAccumulator {
  enum Storage: Sendable, Codable {
    case texts(TextCounts)
    case wholeNumbers(WholeNumberCounts)
    case numbers(NumberSums)
    case nothing
  }

  private(set) var storage: Storage

  init(_ storage: Storage) { self.storage = storage }

  /// Gathers rows of the column.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {
    // Taken out of the storage first, so that each is changed in place.
    switch exchange(.nothing) {
    case .texts(var counts):
      counts.observe(rows)
      storage = .texts(counts)
    case .wholeNumbers(var counts):
      counts.observe(rows)
      storage = .wholeNumbers(counts)
    case .numbers(var sums):
      sums.observe(rows)
      storage = .numbers(sums)
    case .nothing: break
    }
  }

  /// Adds what was gathered from the rows that follow.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: CodedSums) {
    switch (exchange(.nothing), following.storage) {
    case (.texts(var counts), .texts(let others)):
      counts.merge(others)
      storage = .texts(counts)
    case (.wholeNumbers(var counts), .wholeNumbers(let others)):
      counts.merge(others)
      storage = .wholeNumbers(counts)
    case (.numbers(var sums), .numbers(let others)):
      sums.merge(others)
      storage = .numbers(sums)
    case (.nothing, .nothing): break
    default: programmingError("sums of different kinds")
    }
  }

  private mutating func exchange(_ new: Storage) -> Storage {
    let old = storage
    storage = new
    return old
  }
}

/// What the features of a cross gather, each from its column.
public struct CrossSums: FeatureAccumulator {
  /// By position; `nil` for a feature that has learned what it needs.
  var sources: [CodedSums?]

  /// Gathers rows of each column.
  ///
  /// - Parameter rows: Rows that follow those observed before.
  public mutating func observe(_ rows: ObservedRows) {
    for index in sources.indices { sources[index]?.observe(rows.column(index)) }
  }

  /// Adds what was gathered from the rows that follow.
  ///
  /// - Parameter following: Of the rows that follow.
  public mutating func merge(_ following: CrossSums) {
    for (index, sums) in following.sources.enumerated() {
      if let sums { sources[index]?.merge(sums) }
    }
  }
}
