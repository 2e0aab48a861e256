import Logit
import LogitData

/// Looks for the least change of a single value that changes the predicted class.
///
/// Numbers are tried within the range learned from, on a grid, and between the last value that changes
/// nothing and the first that does by halving; categories one by one.
struct ChangeSearch {
  /// How many values of a number are tried at first.
  private static let gridCount = 33
  /// How often the interval of a number is halved.
  private static let halvingCount = 30
  /// How many candidates are looked at closely.
  private static let candidateCount = 4

  let classifier: Classifier
  let row: ExplainedRow
  /// The class that is predicted.
  let predicted: Int
  /// What is tried in each column.
  let choices: [ValueChoice?]

  /// A value that changes the class.
  private struct Candidate {
    let column: Int
    var cell: TableCell
    /// In deviations.
    var distance: Double
    /// Of a number, its range, the row's own, the nearest to it that changes the class and the farthest that
    /// does not.
    var numbers: (range: NumberRange, own: Double, changed: Double, unchanged: Double)?
  }

  /// The nearest change; `nil` if no value of any column changes the class.
  ///
  /// - Throws: As `Classifier.predict(_:)`, but for values that the model's formula has no value for: those
  ///   are passed over.
  func nearest() throws -> RowExplanation.Change? {
    // A value of the grid is farther than where the class changes, by a step at most: the best are looked at
    // closely.
    let found = try candidates().sorted { $0.distance < $1.distance }.prefix(Self.candidateCount)
    guard let best = try refined(Array(found)).min(by: { $0.distance < $1.distance }),
      let label = try classes([(best.column, best.cell)])[0]
    else { return nil }
    return RowExplanation.Change(
      column: row.names[best.column], from: row.own[best.column], to: best.cell,
      predicted: classifier.classes.names[label])
  }

  /// The class that is predicted with each value in place of the row's; `nil` where there is none.
  private func classes(_ values: some RandomAccessCollection<(column: Int, cell: TableCell)>) throws -> [Int?]
  {
    do {
      return try classifier.predict(row.table(replacing: values)).classIndices
    } catch DataError.undefinedValue {
      // A value of which a function of the formula makes no number ends the prediction of all.
      guard values.count > 1 else { return [nil] }
      let half = values.count / 2
      return try classes(Array(values.prefix(half))) + classes(Array(values.dropFirst(half)))
    }
  }

  private func changes(_ label: Int?) -> Bool { label.map { $0 != predicted } ?? false }

  // MARK: Candidates

  private func candidates() throws -> [Candidate] {
    let tried = row.names.indices.flatMap { column in
      values(of: column).map { (column: column, cell: $0) }
    }
    guard !tried.isEmpty else { return [] }
    let labels = try classes(tried)
    var found: [Candidate] = []
    var next = 0
    for column in row.names.indices {
      let first = next
      while next < tried.count, tried[next].column == column { next += 1 }
      guard first < next else { continue }
      let changing = labels[first..<next].map(changes)
      let cells = tried[first..<next].map(\.cell)
      if case .numbers(let range)? = choices[column], let own = row.own[column].number {
        let numbers = zip(cells.map { $0.number ?? own }, changing).map { (value: $0, changes: $1) }
        found += candidates(column, range, own, numbers)
      } else if let place = changing.firstIndex(of: true) {
        found.append(Candidate(column: column, cell: cells[place], distance: 1))
      }
    }
    return found
  }

  /// The values of a column that are tried, which are not the row's own.
  private func values(of column: Int) -> [TableCell] {
    let cells =
      switch choices[column] {
      case .numbers(let range)? where row.own[column].number != nil:
        range.grid(Self.gridCount).map(range.cell)
      case .cells(let cells)?: cells
      case .numbers?, nil: [TableCell]()
      }
    return cells.filter { !$0.isSame(as: row.own[column]) }
  }

  /// The nearest numbers on either side of the row's that change the class.
  private func candidates(
    _ column: Int, _ range: NumberRange, _ own: Double, _ tried: [(value: Double, changes: Bool)]
  ) -> [Candidate] {
    // Of a grid, which rises.
    [tried.filter { $0.value > own }, tried.filter { $0.value < own }.reversed()].compactMap { side in
      guard let first = side.firstIndex(where: \.changes) else { return nil }
      let changed = side[first].value
      return Candidate(
        column: column, cell: range.cell(changed), distance: (changed - own).magnitude / range.deviation,
        numbers: (range, own, changed, first == 0 ? own : side[first - 1].value))
    }
  }

  // MARK: Closer

  /// The same changes, as small as they can be, and as short as that allows.
  private func refined(_ candidates: [Candidate]) throws -> [Candidate] {
    var found = candidates
    for _ in 0..<Self.halvingCount {
      let open: [(place: Int, middle: Double)] = found.indices.compactMap { place in
        guard let numbers = found[place].numbers else { return nil }
        let middle = numbers.range.rounded((numbers.unchanged + numbers.changed) / 2)
        return middle == numbers.unchanged || middle == numbers.changed ? nil : (place, middle)
      }
      guard !open.isEmpty else { break }
      let labels = try classes(
        open.map { place, middle in
          (found[place].column, found[place].numbers?.range.cell(middle) ?? found[place].cell)
        })
      for ((place, middle), label) in zip(open, labels) {
        if changes(label) {
          found[place].numbers?.changed = middle
        } else {
          found[place].numbers?.unchanged = middle
        }
      }
    }
    return try found.map(shortened)
  }

  /// The same change, to the shortest number that does it and is hardly farther away.
  private func shortened(_ candidate: Candidate) throws -> Candidate {
    guard let (range, own, changed, _) = candidate.numbers else { return candidate }
    let shorter = (2...15).map { range.rounded(Self.rounded(changed, digits: $0, awayFrom: own)) }
    let labels = try classes(shorter.map { (candidate.column, range.cell($0)) })
    let best = zip(shorter, labels).first { number, label in
      changes(label) && (number - own).magnitude <= (changed - own).magnitude * 1.05
    }
    let number = best?.0 ?? changed
    var result = candidate
    (result.cell, result.distance) = (range.cell(number), (number - own).magnitude / range.deviation)
    return result
  }

  /// A number with some digits, rounded to the side that is farther from another.
  private static func rounded(_ value: Double, digits: Int, awayFrom other: Double) -> Double {
    func shortened(_ value: Double) -> (number: Double, unit: Double)? {
      let text = value.scientific(decimals: digits - 1)
      guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
        let number = Double(text), let unit = Double("1e\(exponent - digits + 1)")
      else { return nil }
      return (number, unit)
    }
    guard let (nearest, unit) = shortened(value) else { return value }
    if value > other ? nearest >= value : nearest <= value { return nearest }
    return shortened(value > other ? nearest + unit : nearest - unit)?.number ?? value
  }
}
