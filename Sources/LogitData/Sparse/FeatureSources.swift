import Logit

/// What features of a table's rows come from: the words that went to a bin, or the value of a column.
package struct FeatureSources {
  /// What one or several features of a row come from.
  package struct Source {
    /// The column, or columns that are combined.
    package let column: String
    /// The row's value; of a text the words that share a bin.
    package let value: TableCell
    /// Whether it is part of a text, and other parts of the same text have sources of their own.
    package let isPart: Bool
    /// The places of its features among those that were asked for.
    package var places: [Int]

    /// Takes the parts.
    package init(column: String, value: TableCell, isPart: Bool, places: [Int]) {
      (self.column, self.value, self.isPart, self.places) = (column, value, isPart, places)
    }
  }

  private let features: FeatureSpace
  private let columns: [[Column]]

  /// - Parameters:
  ///   - features: The features.
  ///   - table: The rows.
  /// - Throws: As `FeatureSpace.matrix(of:)` for columns that are missing or cannot be read.
  package init(_ features: FeatureSpace, of table: Table) throws {
    self.features = features
    columns = try features.columns(of: features.read(table))
  }

  /// What features of a row come from.
  ///
  /// - Parameters:
  ///   - row: The row, counted from 0.
  ///   - places: Ascending places of features that are not 0 in it.
  /// - Returns: In the order of the features; those of a column other than a text together.
  package func sources(ofRow row: Int, at places: [Int]) -> [Source] {
    var (sources, first, next) = ([Source](), 0, 0)
    for (index, transform) in features.transforms.enumerated() {
      let end = first + transform.outputCount
      let start = next
      while next < places.count, places[next] < end { next += 1 }
      if start < next {
        let own = Array(start..<next)
        if let text = transform as? TextFeature {
          sources += words(text, columns[index][0].cell(at: row), own, places, first: first)
        } else {
          sources.append(
            Source(
              column: transform.inputs.joined(separator: " × "), value: value(columns[index], row),
              isPart: false, places: own))
        }
      }
      first = end
    }
    return sources
  }

  private func value(_ columns: [Column], _ row: Int) -> TableCell {
    let cells = columns.map { $0.cell(at: row) }
    return cells.count == 1
      ? cells[0] : .text(cells.map { $0.textForm ?? "missing" }.joined(separator: " × "))
  }

  /// The words of a text in each of some bins.
  private func words(
    _ text: TextFeature, _ cell: TableCell, _ own: [Int], _ places: [Int], first: Int
  ) -> [Source] {
    guard case .text(let whole) = cell else { return [] }
    var groups: [Int: [String]] = [:]
    for gram in text.grams.grams(of: whole) {
      let bin = BinHash.bin(gram, count: text.grams.binCount, salt: text.grams.salt)
      if groups[bin]?.contains(gram) != true { groups[bin, default: []].append(gram) }
    }
    return own.map { place in
      let words = groups[places[place] - first] ?? []
      return Source(
        column: text.column, value: .text(words.joined(separator: ", ")), isPart: true, places: [place])
    }
  }
}
