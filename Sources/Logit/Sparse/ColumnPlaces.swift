/// Where columns stand among some that are kept: the place of each among those, −1 for the others.
///
/// A table over all columns where they are not many, or many are kept; otherwise the kept ones are searched, so
/// that memory follows what is there, and not the largest number that a file gives a column.
package struct ColumnPlaces: Sendable {
  /// So many columns are always worth a table, which takes 64 MB.
  static let smallCount = 1 << 24
  /// Nor is a table larger than so many times what is kept.
  static let largestShare = 16

  private let kept: [Int32]
  /// The place of each column up to the last that is kept; `nil` where they are searched.
  private let table: [Int32]?

  /// - Parameter kept: Ascending numbers of columns.
  package init(_ kept: [Int32]) {
    self.kept = kept
    let count = kept.last.map { Int($0) + 1 } ?? 0
    guard Self.isWorthTable(count, for: kept.count) else {
      table = nil
      return
    }
    var places = [Int32](repeating: -1, count: count)
    for (place, column) in kept.enumerated() { places[Int(column)] = Int32(place) }
    table = places
  }

  /// Whether a table over all columns takes memory in proportion to what it is for.
  static func isWorthTable(_ columnCount: Int, for count: Int) -> Bool {
    columnCount <= max(smallCount, largestShare * count)
  }

  /// The place of a column; −1 if it is not kept.
  @inline(__always)
  package subscript(column: Int32) -> Int {
    if let table { return Int(column) < table.count ? Int(table[Int(column)]) : -1 }
    return searched(column)
  }

  private func searched(_ column: Int32) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if kept[middle] < column { low = middle + 1 } else { high = middle }
    }
    return low < kept.count && kept[low] == column ? low : -1
  }
}
