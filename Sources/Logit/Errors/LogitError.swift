/// What is wrong with an input that Logit rejected, with the facts needed to correct it.
///
/// Every case carries what was expected, what was found and where; ``description`` says it in one
/// sentence, ending with what to do. Catch a particular case to react to it:
///
///     do {
///       try model.fit(xs, labels, epochs: 30)
///     } catch LogitError.nonFiniteInput(let name, let row, let column, _) {
///       print("repair row \(row) of \(name), column \(column)")
///     }
public enum LogitError: Error, Equatable, Sendable {
  /// An array does not have the shape an operation needs.
  case shapeMismatch(operation: String, expected: String, found: [Int], remedy: String)

  /// A class label lies outside `0..<classCount`.
  case unknownClass(label: Int, row: Int, classCount: Int)

  /// An index, at `position` in a list of indices, is not in `0..<count`.
  case indexOutOfRange(operation: String, index: Int, position: Int, count: Int)

  /// A number, at its `position` in row-major order, cannot be represented in the type it is converted to.
  case valueNotRepresentable(value: String, position: Int, type: String)

  /// Two arrays that describe the same rows differ in their number of rows.
  case rowCountMismatch(name: String, expected: Int, found: Int, of: String = "x")

  /// An array has no rows.
  case emptyData(name: String)

  /// An array holds NaN or infinity; the first one is at `row` and `column`.
  case nonFiniteInput(name: String, row: Int, column: Int, value: Float)

  /// A label lies outside what the loss accepts.
  case labelOutOfRange(row: Int, column: Int, value: Float, expected: String, remedy: String)

  /// A row of one-hot labels or class probabilities does not sum to one.
  case labelsNotOneHot(row: Int, sum: Float)

  /// Something is wrong with the labels held back for validation.
  indirect case inValidationData(LogitError)

  /// An option lies outside its range.
  case invalidOption(name: String, value: String, expected: String)

  /// The layers, or the last layer together with the loss, do not form a valid model.
  case invalidArchitecture(layer: String, reason: String, remedy: String)

  /// An operation needs ``Sequential/compile(optimizer:loss:metrics:weightedMetrics:)`` first.
  case notCompiled(operation: String)

  /// An operation needs the shape of the input, which is not known yet.
  case notBuilt(operation: String)

  /// The loss became NaN or infinite at a step (both counted from 1), or would have in a later one because a
  /// weight or a number that the optimizer keeps did; the model keeps the last weights that were finite.
  case trainingDiverged(epoch: Int, step: Int, loss: Double)

  /// An environment variable has a value that cannot be used.
  case invalidEnvironment(variable: String, value: String, expected: String)

  /// A serialized object, such as a layer in Keras's JSON, cannot be made here.
  case invalidConfiguration(object: String, reason: String)

  /// A part of a model of one's own cannot be written, since its options are not known.
  case notSerializable(object: String, reason: String)

  /// A model's file is damaged, of a later version, or belongs to another model; `item` says what part of it.
  /// A model that it was to be restored into is unchanged.
  case invalidCheckpoint(path: String, item: String, expected: String, found: String, remedy: String)

  /// Sums over some blocks of rows were inserted twice.
  case partRepeated(blocks: Range<Int>)

  /// Sums over some blocks of rows, and other sums over some of the same blocks, cannot both count.
  case partsOverlap(blocks: Range<Int>, other: Range<Int>)

  /// Sums over blocks of rows do not begin and end where a part of the whole can.
  case partMisplaced(blocks: Range<Int>)

  /// Sums over some blocks of rows are missing.
  case partMissing(blocks: Range<Int>)

  /// Sums over rows are of different models, hold different things, or were computed with different
  /// arithmetic.
  case partsDiffer(expected: String, found: String)

  /// Bytes are not the sums over rows that were written.
  case damagedSums(expected: String, found: String)
}

extension LogitError {
  /// One sentence: what was expected, what was found, where, and what to do.
  public var description: String {
    switch self {
    case .shapeMismatch(let operation, let expected, let found, let remedy):
      "\(operation) expects \(expected), but found shape \(found); \(remedy)."
    case .unknownClass(let label, let row, let classCount):
      "Label \(label) in row \(row) is not one of the \(classCount) classes 0..<\(classCount); number the "
        + "classes from 0, or raise the class count."
    case .indexOutOfRange(let operation, let index, let position, let count):
      "\(operation) expects indices in 0..<\(count), but found \(index) at position \(position); drop or "
        + "correct it."
    case .valueNotRepresentable(let value, let position, let type):
      "The value \(value) at position \(position) cannot be converted to \(type); replace it first."
    case .rowCountMismatch(let name, let expected, let found, let of):
      "\(name) has \(found) rows, but \(of) has \(expected); give \(name) one row for each row of \(of)."
    case .emptyData(let name):
      "\(name) has no rows; at least one is needed."
    case .nonFiniteInput(let name, let row, let column, let value):
      "\(name) holds \(value) at row \(row), column \(column) (counted from 0); every value must be finite, "
        + "so remove the row or replace the value."
    case .labelOutOfRange(let row, let column, let value, let expected, let remedy):
      "The label at row \(row), column \(column) (counted from 0) is \(value), but the loss expects "
        + "\(expected); \(remedy)."
    case .labelsNotOneHot(let row, let sum):
      "The labels of row \(row) (counted from 0) sum to \(sum), but categorical cross-entropy expects "
        + "one-hot rows (or class probabilities) that sum to 1; check the encoding, or use "
        + ".sparseCategoricalCrossentropy with one class index per row."
    case .inValidationData(let error):
      "Among the rows held back for validation: \(error)"
    case .invalidOption(let name, let value, let expected):
      "\(name) is \(value), but must be \(expected)."
    case .invalidArchitecture(let layer, let reason, let remedy):
      "Layer \(layer): \(reason); \(remedy)."
    case .notCompiled(let operation):
      "\(operation) needs an optimizer and a loss; call compile(optimizer:loss:metrics:) first."
    case .notBuilt(let operation):
      "\(operation) needs to know the shape of the input; give the first layer an inputShape, start with "
        + "Input(shape:), or call build(inputShape:) or fit first."
    case .trainingDiverged(let epoch, let step, let loss):
      "The loss became \(loss) in epoch \(epoch), step \(step) (counted from 1), so training stopped and "
        + "the model keeps its last finite weights; lower the learning rate or scale the features."
    case .invalidEnvironment(let variable, let value, let expected):
      "The environment variable \(variable) is \"\(value)\", but must be \(expected)."
    case .invalidConfiguration(let object, let reason):
      "\(object) cannot be made from its configuration: \(reason)."
    case .notSerializable(let object, let reason):
      "\(object) cannot be written as Keras's JSON: \(reason)."
    case .invalidCheckpoint(let path, let item, let expected, let found, let remedy):
      "Cannot open \(path): \(item) should be \(expected), but is \(found); \(remedy)."
    case .partRepeated(let blocks):
      "The sums over the blocks \(blocks) have been inserted already; insert each part once."
    case .partsOverlap(let blocks, let other):
      "The sums over the blocks \(blocks) overlap those over the blocks \(other); insert each block once."
    case .partMisplaced(let blocks):
      "The sums over the blocks \(blocks) do not fit into the whole; a part must cover 2^k blocks beginning "
        + "at a multiple of 2^k, and only the last part of all may be shorter."
    case .partMissing(let blocks):
      "There are no sums over the blocks \(blocks); insert that part before the total is taken."
    case .partsDiffer(let expected, let found):
      "Expected sums that hold \(expected), but found \(found); merge only sums of the same model and round."
    case .damagedSums(let expected, let found):
      "These bytes are not sums over rows: expected \(expected), but found \(found); compute this part again."
    }
  }
}
