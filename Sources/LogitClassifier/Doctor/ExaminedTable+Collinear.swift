import Logit
import LogitData

// Columns that say the same as others: the same values, or numbers that are a combination of others.

extension ExaminedTable {
  /// With more columns of numbers, combinations of several are not looked for.
  private static let mostColumns = 500
  /// The number of rows that dependences are looked for in; those found are then checked in all.
  private static let sampledRowCount = 5_000
  /// A column depends on others if it deviates by less than this share of its deviation in every row.
  private static let largestDeviation = 1e-6

  /// Columns with the same values, and columns that are combinations of others, or nearly so.
  ///
  /// - Throws: As `Collinearity.init(of:weights:hasIntercept:)`.
  func collinear() throws -> [Finding] {
    let copies = copies()
    let repeated = Set(copies.flatMap { $0.dropFirst() })
    let numbers = sampledNumbers(without: repeated)
    var found = copies.map(duplicate)
    // With hardly more rows than columns every column is a combination of others.
    guard numbers.places.count >= 2, numbers.rowCount >= numbers.places.count + 10 else {
      return found + nearPairs(numbers, without: [])
    }
    let collinearity = try Collinearity(of: numbers.matrix)
    let dependences = dependences(numbers, collinearity)
    let pairs = nearPairs(numbers, without: Set(dependences.map(\.place)))
    found += dependences.map(dependent) + pairs
    return found + nearGroups(numbers, collinearity, said: pairs.map { Set($0.columns) })
  }

  // MARK: The same values

  /// Groups of columns with the same values, by their places.
  private func copies() -> [[Int]] {
    var candidates: [UInt64: [Int]] = [:]
    var order: [UInt64] = []
    for (place, column) in columns.enumerated() {
      let hash = column.valueHash
      if candidates[hash] == nil { order.append(hash) }
      candidates[hash, default: []].append(place)
    }
    return order.flatMap { hash in
      var groups: [[Int]] = []
      for place in candidates[hash] ?? [] {
        if let group = groups.indices.first(where: {
          columns[groups[$0][0]].hasSameValues(as: columns[place])
        }) {
          groups[group].append(place)
        } else {
          groups.append([place])
        }
      }
      return groups.filter { $0.count > 1 }
    }
  }

  private func duplicate(_ group: [Int]) -> Finding {
    let names = group.map { columns[$0].name }
    return Finding(
      .duplicateColumn, columns: names,
      message:
        "\(DataError.list(names)) hold the same value in every row: their coefficients share one effect, which "
        + "can be divided among them at will.",
      evidence: ["rows": .integer(classes.count)], option: .exclude(Array(names.dropFirst())))
  }

  // MARK: Combinations

  /// Columns of numbers that are combinations of those before them, in all rows.
  private func dependences(_ numbers: SampledNumbers, _ collinearity: Collinearity) -> [Dependence] {
    collinearity.aliased.compactMap { alias in
      guard !alias.terms.isEmpty else { return nil }
      let dependence = Dependence(
        place: numbers.places[alias.column],
        terms: alias.terms.map { (place: numbers.places[$0.column], factor: $0.factor) },
        constant: alias.constant)
      let tolerance = Self.largestDeviation * numbers.deviations[alias.column]
      return holds(dependence, within: tolerance) ? dependence : nil
    }
  }

  private func sampledNumbers(without repeated: Set<Int>) -> SampledNumbers {
    var numbers = SampledNumbers()
    let rows = Array(SpreadRows(of: classes.count, most: Self.sampledRowCount))
    for (place, column) in columns.enumerated() where column.role == .number && !repeated.contains(place) {
      guard column.column.missingCount == 0, numbers.places.count < Self.mostColumns else { continue }
      let values = column.numbers
      let sample = rows.map { values[$0] }
      guard let (_, deviation) = Self.moments(sample), values.allSatisfy({ !$0.isNaN }) else { continue }
      numbers.places.append(place)
      numbers.deviations.append(deviation)
      numbers.columns.append(sample)
    }
    return numbers
  }

  // MARK: Nearly the same

  /// Columns with at least this correlation are nearly the same, as in two units after rounding.
  private static let nearCorrelation = 0.9999

  /// Columns that nearly follow from a single other, by their correlation in all rows.
  private func nearPairs(_ numbers: SampledNumbers, without dependent: Set<Int>) -> [Finding] {
    guard Suspicion.showsNearness(rows: numbers.rowCount, columns: numbers.places.count) else { return [] }
    let kept = numbers.places.indices.filter { !dependent.contains(numbers.places[$0]) }
    let scaled = kept.map { Self.scaled(numbers.columns[$0]) }
    return kept.indices.compactMap { later -> Finding? in
      for other in 0..<later where Self.mayBeNear(scaled[other], scaled[later]) {
        let pair = (columns[numbers.places[kept[other]]], columns[numbers.places[kept[later]]])
        let correlation = Self.correlation(pair.0.numbers, pair.1.numbers)
        guard abs(correlation) >= Self.nearCorrelation else { continue }
        return near(pair.1.name, pair.0.name, correlation)
      }
      return nil
    }
  }

  /// Groups of columns of which the data hardly tell each one's effect, but for the pairs that have been
  /// named.
  private func nearGroups(
    _ numbers: SampledNumbers, _ collinearity: Collinearity, said pairs: [Set<String>]
  ) -> [Finding] {
    guard Suspicion.showsNearness(rows: numbers.rowCount, columns: numbers.places.count) else { return [] }
    return collinearity.near.compactMap { group in
      let names = group.columns.map { columns[numbers.places[$0]].name }
      guard !pairs.contains(where: { $0.isSuperset(of: names) }) else { return nil }
      return Finding.nearlyCollinear(
        names, of: names, conditionIndex: group.conditionIndex, rows: numbers.rowCount,
        isOnly: collinearity.near.count == 1, penalty: hasPenalty ? nil : .ridgeFit)
    }
  }

  /// Less the mean, and divided by the deviation; empty without one.
  private static func scaled(_ values: [Double]) -> [Double] {
    guard let (mean, deviation) = moments(values) else { return [] }
    return values.map { ($0 - mean) / deviation }
  }

  /// Whether the correlation of two scaled columns may be near 1 or -1; mostly a few rows tell that it is not.
  ///
  /// Σ(a - b)² is 2n(1 - r) and Σ(a + b)² is 2n(1 + r), and neither falls with a further row.
  private static func mayBeNear(_ a: [Double], _ b: [Double]) -> Bool {
    guard !a.isEmpty, a.count == b.count else { return false }
    // A little more than the limit, for what rounding does to the sums.
    let most = 2 * Double(a.count) * (1 - nearCorrelation) * 1.001
    var (apart, together) = (0.0, 0.0)
    for row in a.indices {
      apart += (a[row] - b[row]) * (a[row] - b[row])
      together += (a[row] + b[row]) * (a[row] + b[row])
      if apart > most, together > most { return false }
    }
    return true
  }

  private static func correlation(_ left: [Double], _ right: [Double]) -> Double {
    guard let a = moments(left), let b = moments(right) else { return 0 }
    var sum = 0.0
    for row in left.indices {
      sum += (left[row] - a.mean) / a.deviation * ((right[row] - b.mean) / b.deviation)
    }
    return sum / Double(left.count)
  }

  private func near(_ name: String, _ other: String, _ correlation: Double) -> Finding {
    Finding(
      .collinear, columns: [name, other],
      message:
        "\"\(name)\" nearly follows from \"\(other)\" (correlation \(correlation.fixed(decimals: 6))): what one of "
        + "them adds to the other can hardly be estimated, so neither coefficient means much by itself. If their difference "
        + "is what counts, make it a column, since a penalty all but hides it.",
      evidence: ["correlation": .finite(correlation), "rows": .integer(classes.count)],
      option: .exclude([name]))
  }

  /// The mean and the deviation; `nil` if all values are the same, or some are missing.
  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double)? {
    guard let origin = values.first, values.count > 1 else { return nil }
    let mean = origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    let deviation = square.squareRoot()
    // What rounding alone makes of equal values is no deviation.
    return deviation.isFinite && deviation > 1e-12 * abs(mean) ? (mean, deviation) : nil
  }

  /// Whether a column is the combination in every row.
  private func holds(_ dependence: Dependence, within tolerance: Double) -> Bool {
    var rest = columns[dependence.place].numbers
    for term in dependence.terms {
      let values = columns[term.place].numbers
      for row in rest.indices { rest[row] -= term.factor * values[row] }
    }
    return rest.allSatisfy { abs($0 - dependence.constant) <= tolerance }
  }

  private func dependent(_ dependence: Dependence) -> Finding {
    let name = columns[dependence.place].name
    let names = dependence.terms.map { columns[$0.place].name }
    // Small factors are rounded as they are found, to nine digits.
    let formula = dependence.terms.prefix(6).map { term in
      let sign = term.factor < 0 ? "- " : "+ "
      let size = abs(abs(term.factor) - 1) < 1e-9 ? "" : "\(Self.rounded(abs(term.factor)))·"
      return "\(sign)\(size)\(columns[term.place].name)"
    }.joined(separator: " ")
    let more = dependence.terms.count > 6 ? " ..." : ""
    let text = formula.hasPrefix("+ ") ? String(formula.dropFirst(2)) : formula
    let scale = dependence.terms.reduce(0) { max($0, abs($1.factor)) }
    let constant = abs(dependence.constant) < 1e-9 * max(scale, 1) ? 0 : dependence.constant
    let constantText =
      constant == 0 ? "" : " \(constant < 0 ? "-" : "+") \(Self.rounded(abs(constant)))"
    return Finding(
      .collinear, columns: [name] + names,
      message:
        "\"\(name)\" follows from \(DataError.list(names)) in every row (\(text)\(more)\(constantText)): it adds "
        + "nothing, and the coefficients share one effect.",
      evidence: [
        "column": .string(name), "rows": .integer(classes.count), "constant": .finite(constant),
        "factors": .object(
          dependence.terms.map { JSON.Member(columns[$0.place].name, .finite($0.factor)) }),
      ], option: .exclude([name]))
  }

  /// A number to nine digits.
  private static func rounded(_ number: Double) -> String {
    (Double(number.scientific(decimals: 8)) ?? number).shortText
  }
}

/// Some rows of the columns of numbers without missing values.
private struct SampledNumbers {
  /// The columns' places.
  var places: [Int] = []
  var deviations: [Double] = []
  var columns: [[Double]] = []

  var rowCount: Int { columns.first?.count ?? 0 }

  /// `[rows, columns]`.
  var matrix: Tensor<Double> {
    Tensor(unsafeUninitializedShape: [rowCount, columns.count]) { values in
      for (place, column) in columns.enumerated() {
        for row in column.indices { values[row * columns.count + place] = column[row] }
      }
    }
  }
}

/// A column that is a combination of others, in their own units.
private struct Dependence {
  let place: Int
  let terms: [(place: Int, factor: Double)]
  let constant: Double
}

extension ExaminedColumn {
  /// A hash of the values; of texts, of which rows have the same and of the texts.
  fileprivate var valueHash: UInt64 {
    var hash: UInt64 = role == .number ? 1 : 2
    let bits = role == .number ? bits : textHashes
    bits.withUnsafeBufferPointer { bits in
      for value in bits { hash = hash.mixed(with: value) }
    }
    return hash
  }

  /// A hash of each row's text, which does not depend on the order of the dictionary.
  private var textHashes: [UInt64] {
    let hashes = column.dictionary.map { text in
      text.utf8.reduce(UInt64(text.utf8.count)) { $0.mixed(with: UInt64($1)) }
    }
    return codes.map { $0 < 0 ? 0 : hashes[Int($0)] }
  }

  /// Whether every row has the same value in another column.
  fileprivate func hasSameValues(as other: ExaminedColumn) -> Bool {
    if role == .number || other.role == .number {
      return role == other.role && bits == other.bits
    }
    let (texts, others) = (column.dictionary, other.column.dictionary)
    return zip(codes, other.codes).allSatisfy { left, right in
      left < 0 || right < 0 ? left == right : texts[Int(left)] == others[Int(right)]
    }
  }
}
