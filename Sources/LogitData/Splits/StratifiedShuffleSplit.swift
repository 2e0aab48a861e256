import Logit

/// Holds out rows at random, about the same share of each class.
///
///     let split = try StratifiedShuffleSplit(by: "species", validation: 0.2, seed: 7).split(table)
///
/// A class with n_c of n rows makes up n_c/n of the rows held out, rounded down or up so that the sum is
/// right: up where rounding down would lose most, ties being broken at random. Then each class of at least
/// two rows that is missing on a side gets a row there, taken from the class with the most.
///
/// Which rows of a class are held out is decided by a permutation for each class, in ascending order of the
/// classes, drawn from NumPy's `default_rng(seed)`.
///
/// Follows scikit-learn's `StratifiedShuffleSplit` and, with one split, `train_test_split(stratify=)`, which
/// do not ensure that every class is on both sides.
public struct StratifiedShuffleSplit: Splitter, Equatable {
  /// How many splits are made, independently of one another.
  public let splitCount: Int
  /// The column that holds the classes.
  public let column: String
  /// How many rows are held out.
  public let validation: HoldoutSize
  /// What happens to classes with a single row.
  public let singleRowClasses: SingleRowClasses
  /// The seed of the random numbers.
  public let seed: UInt64

  /// Configures the splitter.
  ///
  /// - Parameters:
  ///   - splitCount: How many splits, at least 1; 1 by default.
  ///   - column: The column that holds the classes.
  ///   - validation: How many rows are held out: a share in (0, 1) or a number of rows; a fifth by default.
  ///   - singleRowClasses: What happens to classes with a single row; an error by default.
  ///   - seed: The seed of the random numbers; 0 by default.
  public init(
    _ splitCount: Int = 1, by column: String, validation: HoldoutSize = 0.2,
    singleRowClasses: SingleRowClasses = .refuse, seed: UInt64 = 0
  ) {
    self.splitCount = splitCount
    self.column = column
    self.validation = validation
    self.singleRowClasses = singleRowClasses
    self.seed = seed
  }

  /// Divides the rows of a table.
  ///
  /// - Parameter table: The rows, with the column of classes.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: As ``splits(classes:)``; also ``DataError/unknownColumn(name:role:nearest:known:)`` if there
  ///   is no such column, and ``DataError/missingKeys(column:role:count:firstRow:)`` if it has missing
  ///   values.
  public func splits(of table: Table) throws -> Splits {
    let keys = try RowKeys(table, column: column, role: "classes")
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by their classes.
  ///
  /// - Parameter classes: The class of each row; any numbers, which need not be consecutive.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: `LogitError.invalidOption(name:value:expected:)` for an option out of range;
  ///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if a side has no room for a row of each
  ///   class; or ``DataError/tooFewRows(className:found:needed:purpose:)`` if a class has a single row and
  ///   such classes are refused.
  /// - Complexity: O(n) for n rows.
  public func splits(classes: [Int]) throws -> Splits {
    let keys = RowKeys(classes)
    return try splits(keys.numbers, classCount: keys.count) { keys.name(of: $0) }
  }

  /// Divides rows by the numbers of their classes, all of which occur.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class, in `0..<classCount`.
  ///   - classCount: The number of classes.
  ///   - name: The name of a class by its number; used in messages.
  /// - Returns: ``splitCount`` splits.
  /// - Throws: As ``splits(classes:)``.
  package func splits(
    _ classes: [Int32], classCount: Int, name: (Int) -> String
  ) throws -> Splits {
    let rows = try classRows(classes, classCount: classCount, name: name)
    var generator = RandomGenerator(seed: seed)
    return try Splits(
      (0..<splitCount).map { _ in
        let holdout = try holdout(rows, using: &generator)
        return holdout.isHeld.withUnsafeBufferPointer { isHeld in
          Split(rowCount: classes.count, validationCount: holdout.counts.reduce(0, +)) { isHeld[$0] != 0 }
        }
      })
  }

  /// The first of the splits, stored as one byte per row: a tenth of the memory of the row numbers.
  ///
  /// - Parameters:
  ///   - classes: The number of each row's class; a row with a negative one is on neither side.
  ///   - classCount: The number of classes.
  ///   - name: The name of a class by its number; used in messages.
  /// - Returns: The rows that are held out.
  /// - Throws: As ``splits(classes:)``.
  package func holdout(_ classes: [Int32], classCount: Int, name: (Int) -> String) throws -> Holdout {
    let rows = try classRows(classes, classCount: classCount, name: name)
    var generator = RandomGenerator(seed: seed)
    return try holdout(rows, using: &generator)
  }

  private func classRows(_ classes: [Int32], classCount: Int, name: (Int) -> String) throws -> ClassRows {
    try requireSplitCount(splitCount, atLeast: 1)
    let rows = ClassRows(classes, classCount: classCount)
    try rows.requireTwo(singleRowClasses, purpose: "a stratified split", name: name)
    return rows
  }

  private func holdout(_ rows: ClassRows, using generator: inout RandomGenerator) throws -> Holdout {
    let held = try validation.count(of: rows.counts.reduce(0, +))
    let counts = try allocation(of: held, over: rows.counts, using: &generator)
    var isHeld = [UInt8](repeating: 0, count: rows.rowCount)
    isHeld.withUnsafeMutableBufferPointer { isHeld in
      for label in counts.indices {
        rows.withPermutation(of: label, using: &generator) { permuted in
          // Scikit-learn trains on the first rows of the permutation.
          for row in permuted.suffix(counts[label]) { isHeld[Int(row)] = 1 }
        }
      }
    }
    return Holdout(isHeld: isHeld, counts: counts)
  }

  /// How many rows of each class are held out.
  private func allocation(
    of held: Int, over counts: [Int], using generator: inout RandomGenerator
  ) throws -> [Int] {
    // Classes with a single row get here only if they are to stay in training.
    let divided = counts.map { $0 > 1 ? $0 : 0 }
    let (total, classCount) = (divided.reduce(0, +), divided.count { $0 > 0 })
    let trainingCount = total - held
    for (side, found) in [("held back", held), ("to train on", trainingCount)] {
      guard found >= classCount else {
        throw DataError.tooFew(
          things: "rows \(side)", found: max(found, 0), needed: classCount,
          purpose: "a row of each of the \(classCount) classes",
          remedy: "change the number of rows held back, or add rows")
      }
    }
    let training = approximateMode(of: divided, drawing: trainingCount, using: &generator)
    var allocation = zip(divided, training).map { $0 - $1 }
    for label in allocation.indices where divided[label] > 0 {
      allocation[label] = min(max(allocation[label], 1), divided[label] - 1)
    }
    balance(&allocation, to: held, of: divided)
    return allocation
  }

  /// Takes rows from the class with the most held out, or the most to train on, until the sum is right.
  private func balance(_ allocation: inout [Int], to held: Int, of counts: [Int]) {
    var excess = allocation.reduce(0, +) - held
    while excess != 0 {
      let side = excess > 0 ? allocation : zip(counts, allocation).map { $0 - $1 }
      guard let most = side.indices.max(by: { (side[$0], $1) < (side[$1], $0) }) else { return }
      allocation[most] -= excess.signum()
      excess -= excess.signum()
    }
  }

  /// The most probable number of each class among `drawCount` draws without replacement: the shares are
  /// rounded down, and the rest go one by one to the largest remainders, with ties broken at random.
  private func approximateMode(
    of counts: [Int], drawing drawCount: Int, using generator: inout RandomGenerator
  ) -> [Int] {
    let total = Double(counts.reduce(0, +))
    let shares = counts.map { Double($0) / total * Double(drawCount) }
    var result = shares.map { Int($0) }
    let remainders = shares.map { $0 - $0.rounded(.down) }
    var missing = drawCount - result.reduce(0, +)
    for value in Set(remainders).sorted(by: >) where missing > 0 {
      var equal = remainders.indices.filter { remainders[$0] == value }
      if equal.count > missing {
        equal.withUnsafeMutableBufferPointer { generator.shuffle($0) }
      }
      for label in equal.prefix(missing) { result[label] += 1 }
      missing -= min(missing, equal.count)
    }
    return result
  }
}
