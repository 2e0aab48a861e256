import Logit
import LogitData
import LogitFiles

// What is worked out of the rows of a file: the same, to the last bit, as the part of these rows in what is
// worked out of all in memory.

/// Sums over rows that are wanted, and where.
struct SumsQuery: Sendable {
  let rows: CountedRows
  let model: LinearModel
  /// Whether rows have their classes; if not, all are of class 0.
  let hasClasses: Bool
  /// What is subtracted from each column, and what the difference is multiplied with.
  let shift: [Double]
  let scale: [Double]
  let wanted: WantedSums
  /// As ``LinearPoint`` has them, padded.
  let coefficients: [Double]
  /// The same; empty without one.
  let direction: [Double]
}

extension RowCache {
  /// The sums over all rows of the file, merged along the tree.
  func sums(_ query: SumsQuery) throws -> PartialSums { try sums(query, ofUnits: 0..<unitCount) }

  /// The sums over some units, a subtree of the tree that all merge along.
  func sums(_ query: SumsQuery, ofUnits units: Range<Int>) throws -> PartialSums {
    try sums([query], ofUnits: units)[0]
  }

  /// What sums that are worked out in one pass may take. Where so few fit that it takes several passes, these are
  /// the least of the work.
  private static let jointByteCount = 64 << 20

  /// How many sums are worked out in one pass, each of which is there once for every level of the tree.
  func jointCount(_ model: LinearModel) -> Int {
    let levelCount = Int.bitWidth - unitCount.leadingZeroBitCount + 1
    let byteCount = 8 * SumsShape(model, [.gradient, .hessian]).count * levelCount
    return max(Self.jointByteCount / byteCount, 1)
  }

  /// Several sums over some units, in one pass over them.
  func sums(_ queries: [SumsQuery], ofUnits units: Range<Int>) throws -> [PartialSums] {
    var trees = queries.map { _ in BlockTree<PartialSums> { try $0.merge($1) } }
    try forEachBatch(of: units) { batch in
      let first = batch.units.lowerBound - units.lowerBound
      for (index, query) in queries.enumerated() {
        try trees[index].insert(batch.sums(query), blocks: first..<first + batch.units.count)
      }
    }
    return try trees.map { try $0.finish(blockCount: units.count) }
  }

  /// The moments of the columns, in parts that join those of rows before and behind.
  func moments(_ rows: CountedRows, pivot: [Double]) throws -> ColumnMoments.Part {
    try moments([(rows, pivot: pivot)])[0]
  }

  /// The moments of the columns over several choices of rows, in one pass over all.
  func moments(_ choices: [(rows: CountedRows, pivot: [Double])]) throws -> [ColumnMoments.Part] {
    let none = ColumnMoments.Part(runs: [], varies: [Double](repeating: 0, count: width))
    var parts = [ColumnMoments.Part](repeating: none, count: choices.count)
    try forEachBatch { batch in
      for (index, choice) in choices.enumerated() {
        parts[index].append(
          try ColumnMoments.part(
            batch.matrix(isPrecise: choice.rows.isPrecise),
            weights: batch.weights(choice.rows), pivot: choice.pivot))
      }
    }
    return parts
  }

  /// The moments of the columns, where the file has all rows.
  ///
  /// - Parameter part: Works them out; called if they are not known yet.
  func moments(
    _ rows: CountedRows, _ part: (_ pivot: [Double]) throws -> ColumnMoments.Part
  ) throws -> ColumnMoments {
    if let moments = knownMoments.withLock({ $0[rows] }) { return moments }
    guard let pivot = try firstRow(rows) else { throw LogitError.emptyData(name: "x") }
    let moments = try ColumnMoments(pivot: pivot, part(pivot))
    knownMoments.withLock { $0[rows] = moments }
    return moments
  }

  /// The first row that counts; `nil` if none does.
  func firstRow(_ rows: CountedRows) throws -> [Double]? {
    for unit in 0..<unitCount {
      let batch = try batch(unit..<unit + 1)
      guard let row = batch.folds.firstIndex(where: { rows.maskedFold == nil || Int($0) != rows.maskedFold })
      else {
        continue
      }
      let matrix = batch.matrix(isPrecise: rows.isPrecise)
      return (0..<width).map { matrix[row * width + $0] }
    }
    return nil
  }

  /// The rows whose places among all rows are multiples of a number.
  func sample(every step: Int, isPrecise: Bool) throws -> SampledRows {
    var sample = SampledRows(isPrecise: isPrecise && layout.isPrecise)
    let end = firstRow + rowCount
    var row = (firstRow + step - 1) / step * step
    while row < end {
      let unit = (row - firstRow) / Self.unitLength
      try sample.append(batch(unit..<unit + 1), every: step, from: &row)
    }
    return sample
  }

  /// Calls a closure with what models say of rows that they have not seen, some rows at a time.
  func forEachOutputs(
    _ models: [LinearEstimates], _ head: ClassHead, asLogits: Bool, _ body: (HeldOutOutputs) throws -> Void
  ) throws {
    let count = head.outputCount
    try forEachBatch { batch in
      var held = HeldOutOutputs()
      let ofFolds = try models.map {
        try head.outputs(
          $0, of: FeatureMatrix(single: batch.features.single, double: nil), asLogits: asLogits)
      }
      for (row, fold) in batch.folds.enumerated() where fold >= 0 {
        held.rows.append(batch.firstRow + row)
        held.classes.append(batch.classes[row])
        held.folds.append(Int32(fold))
        if let weight = batch.rows.weights?[row] { held.weights.append(weight) }
        ofFolds[Int(fold)].withUnsafeBufferPointer {
          held.outputs += $0[row * count..<(row + 1) * count]
        }
      }
      try body(held)
    }
  }
}

extension CachedBatch {
  /// The sums over the rows.
  fileprivate func sums(_ query: SumsQuery) throws -> PartialSums {
    let rows = try DenseRows(
      matrix(isPrecise: query.rows.isPrecise),
      labels: .classes(query.hasClasses ? classes : [Int32](repeating: 0, count: classes.count)),
      model: query.model, weights: weights(query.rows), shift: query.shift,
      scale: query.scale, areChecked: true)
    var sums = PartialSums(SumsShape(query.model, query.wanted))
    try query.coefficients.withUnsafeBufferPointer { coefficients in
      try query.direction.withUnsafeBufferPointer { direction in
        guard let base = coefficients.baseAddress else { return }
        try MemoryFold(rows).sum(
          query.wanted,
          at: LinearPoint(
            coefficients: base, direction: direction.isEmpty ? nil : direction.baseAddress), into: &sums)
      }
    }
    return sums
  }
}

/// Some rows, at equal distances.
struct SampledRows: Sendable {
  let isPrecise: Bool
  /// `[rows, features]`, one of them empty.
  var single: [Float] = []
  var double: [Double] = []
  var classes: [Int32] = []
  var folds: [Int8] = []
  /// Empty if all count once.
  var weights: [Double] = []

  init(isPrecise: Bool) { self.isPrecise = isPrecise }

  /// Adds those of a batch.
  ///
  /// - Parameter row: The place of the first of them among all rows; behind the batch afterwards.
  fileprivate mutating func append(_ batch: CachedBatch, every step: Int, from row: inout Int) throws {
    let width = batch.features.single.shape[1]
    while row < batch.firstRow + batch.classes.count {
      let place = row - batch.firstRow
      let values = place * width..<(place + 1) * width
      if isPrecise {
        batch.features.double?.withUnsafeBufferPointer { double += $0[values] }
      } else {
        batch.features.single.withUnsafeBufferPointer { single += $0[values] }
      }
      classes.append(batch.classes[place])
      folds.append(batch.folds[place])
      if let weight = batch.rows.weights?[place] { weights.append(weight) }
      row += step
    }
  }

  /// Adds rows that follow.
  mutating func append(_ other: SampledRows) {
    single += other.single
    double += other.double
    classes += other.classes
    folds += other.folds
    weights += other.weights
  }

  private var marks: RowMarks {
    RowMarks(classes: classes, folds: folds, weights: weights.isEmpty ? nil : weights)
  }

  func matrix(width: Int) throws -> DenseRows.Matrix {
    isPrecise
      ? .double(try Tensor(double, shape: [classes.count, width]))
      : .float(try Tensor(single, shape: [classes.count, width]))
  }

  /// As the solver takes them.
  func rows(
    without fold: Int?, _ classWeights: [Double]?, _ model: LinearModel, shift: [Double], scale: [Double]
  ) throws -> DenseRows {
    try DenseRows(
      matrix(width: model.columnCount), labels: .classes(classes), model: model,
      weights: marks.weights(classWeights, without: fold), shift: shift, scale: scale, areChecked: true)
  }
}
