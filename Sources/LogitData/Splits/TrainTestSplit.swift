public import Logit

/// Divides features and labels into rows to train on and rows to test on; scikit-learn's `train_test_split`.
///
///     let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(xs, labels, testSize: 0.2, seed: 42)
///
/// The rows to test on are the first of NumPy's `default_rng(seed).permutation(rows)`, those to train on the
/// rest of it: both sides are shuffled. With `stratify` they are those of ``StratifiedShuffleSplit``, each
/// side in random order.
///
/// - Parameters:
///   - x: The features, `[rows, ...]`.
///   - y: The labels, `[rows]` or `[rows, ...]`.
///   - testSize: How many rows to test on: a share in (0, 1) or a number of rows; a quarter by default.
///   - seed: The seed of the random numbers; 0 by default.
///   - stratify: The class of each row, most often `y`, if each class shall have the same share on both
///     sides; `nil`, the default, draws from all rows alike.
/// - Returns: The features to train on and to test on, then the labels to train on and to test on.
/// - Throws: `LogitError.rowCountMismatch(name:expected:found:of:)` if x and y differ in their number of
///   rows; `LogitError.invalidOption(name:value:expected:)` for a share out of range;
///   ``DataError/tooFew(things:found:needed:purpose:remedy:)`` if no row would be left on one side; or as
///   ``StratifiedShuffleSplit/splits(classes:)``.
public func trainTestSplit<Feature, Label>(
  _ x: Tensor<Feature>, _ y: Tensor<Label>, testSize: HoldoutSize = 0.25, seed: UInt64 = 0,
  stratify: (any TensorConvertible)? = nil
) throws -> (xTrain: Tensor<Feature>, xTest: Tensor<Feature>, yTrain: Tensor<Label>, yTest: Tensor<Label>) {
  let rows = try RowOrder(x.shape.first ?? 0, y.shape.first ?? 0, testSize, seed: seed, stratify: stratify)
  return try (x.rows(at: rows.train), x.rows(at: rows.test), y.rows(at: rows.train), y.rows(at: rows.test))
}

/// Divides features and labels in arrays into rows to train on and rows to test on; scikit-learn's
/// `train_test_split`.
///
/// - Parameters:
///   - x: The features, an element a row.
///   - y: The labels, an element a row.
///   - testSize: How many rows to test on: a share in (0, 1) or a number of rows; a quarter by default.
///   - seed: The seed of the random numbers; 0 by default.
///   - stratify: The class of each row, most often `y`, if each class shall have the same share on both
///     sides; `nil`, the default, draws from all rows alike.
/// - Returns: The features to train on and to test on, then the labels to train on and to test on.
/// - Throws: As the form that takes tensors.
public func trainTestSplit<Feature, Label>(
  _ x: [Feature], _ y: [Label], testSize: HoldoutSize = 0.25, seed: UInt64 = 0,
  stratify: (any TensorConvertible)? = nil
) throws -> (xTrain: [Feature], xTest: [Feature], yTrain: [Label], yTest: [Label]) {
  let rows = try RowOrder(x.count, y.count, testSize, seed: seed, stratify: stratify)
  return (
    rows.train.map { x[$0] }, rows.test.map { x[$0] }, rows.train.map { y[$0] }, rows.test.map { y[$0] }
  )
}

/// The rows of each side of a ``trainTestSplit(_:_:testSize:seed:stratify:)-(Tensor<Feature>,_,_,_,_)``, in
/// random order.
private struct RowOrder {
  let train: [Int]
  let test: [Int]

  init(
    _ rowCount: Int, _ labelCount: Int, _ testSize: HoldoutSize, seed: UInt64,
    stratify: (any TensorConvertible)?
  ) throws {
    guard labelCount == rowCount else {
      throw LogitError.rowCountMismatch(name: "y", expected: rowCount, found: labelCount)
    }
    var generator = RandomGenerator(seed: seed)
    guard let stratify else {
      let held = try testSize.count(of: rowCount)
      let order = generator.permutation(rowCount).scalars
      (train, test) = (Array(order[held...]), Array(order[..<held]))
      return
    }
    let classes = try Self.classes(stratify.tensor())
    guard classes.count == rowCount else {
      throw LogitError.rowCountMismatch(name: "stratify", expected: rowCount, found: classes.count)
    }
    let split = try StratifiedShuffleSplit(by: "", validation: testSize, seed: seed).splits(classes: classes)[
      0]
    train = generator.permutation(of: Tensor(split.training)).scalars
    test = generator.permutation(of: Tensor(split.validation)).scalars
  }

  /// The number of each row's class: that of the largest of several columns, as of one-hot labels, or the
  /// place of a single label among all different ones.
  private static func classes(_ labels: Tensor<Float>) throws -> [Int] {
    if labels.rank == 2 && labels.shape[1] > 1 { return try labels.argmax(axis: 1).scalars }
    let values = Set(labels.scalars).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(values, 0...))
    return labels.scalars.map { numbers[$0] ?? values.count }
  }
}
