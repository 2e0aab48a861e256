import LogitData

/// The columns that may be others than those the model was trained on: they hold nothing but numbers, where
/// texts were learned none of which is a number.
///
/// Columns of texts are read as texts whatever they hold, since `007` may be one of them. That a column holds
/// other values than before is known once all rows were seen, however they came.
struct NumbersForTexts {
  /// The columns of which only numbers were seen so far.
  private var suspects: [String]

  /// Begins with all columns of texts.
  init(_ features: FeatureSpace) {
    suspects = features.transforms.filter { $0 is CategoryFeature }.compactMap { transform in
      guard let name = transform.inputs.first else { return nil }
      let learned = transform.outputNames.map { $0.dropFirst(name.count + 1) }
      return learned.contains { Double($0) != nil } ? nil : name
    }
  }

  /// Looks at some rows.
  mutating func look(at table: Table) {
    guard !suspects.isEmpty else { return }
    suspects.removeAll { name in
      guard let column = try? table.column(name), column.kind == .string else { return true }
      return column.dictionary.contains { Double($0) == nil }
    }
  }

  /// The columns that are left after the last row: all values that are not missing are unknown, and numbers.
  func columns(_ counts: PredictionCounts) -> [String] {
    suspects.filter { name in
      guard let unknown = counts.unknown[name] else { return false }
      return unknown + (counts.missing[name] ?? 0) == counts.rowCount
    }
  }
}
