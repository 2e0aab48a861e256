/// Where the batches of training come from: rows in memory, or a stream.
///
/// An epoch asks in this order: ``beginEpoch(at:stepsPerEpoch:)`` once, then ``next(_:at:)`` for a run of
/// steps, ``begin(pass:)``, and ``batch(_:)`` for the rows of each of its steps. Steps are counted from 0 in
/// each epoch. The steps of a run can be asked for again, which is how training that diverged goes back.
protocol BatchSource: AnyObject {
  /// The number of batches in a pass over all rows; `nil` when it is not known, and batches come one at a
  /// time.
  var stepCount: Int? { get }
  /// The most rows in a batch of the run at hand.
  var batchSize: Int { get }

  /// Settles how rows are handed out.
  ///
  /// - Parameters:
  ///   - chunkLength: The most steps whose rows are asked for together.
  ///   - givesIndices: Whether shuffled rows may be named instead of gathered.
  func settle(chunkLength: Int, givesIndices: Bool)

  /// Draws orders from another seed from now on, if the source draws any.
  func use(seed: UInt64)

  /// Finds the place where the model's epoch begins, or continues after an interruption.
  ///
  /// - Returns: The steps left in the epoch; a source that does not know its end may have fewer.
  /// - Throws: ``LogitError/invalidOption(name:value:expected:)`` when the epoch was interrupted at a step
  ///   that the source does not have.
  func beginEpoch(at position: inout TrainingPosition, stepsPerEpoch: Int?) throws -> Range<Int>

  /// The first of some steps, as many as the source can give again; `nil` at the end of a pass.
  func next(_ steps: Range<Int>, at position: inout TrainingPosition) throws -> Range<Int>?

  /// Makes the rows of the run ready.
  ///
  /// - Parameter pass: The number of passes made before; each has an order of its own.
  /// - Throws: A ``LogitError`` for rows that do not fit the model.
  func begin(pass: Int) throws

  /// The rows of some steps of the run, one batch after the other; valid until the next call.
  func batch(_ steps: Range<Int>) -> Batch

  /// The error for the first NaN or infinity among the rows, if they have not been searched yet and there is
  /// one.
  func nonFiniteInput() -> LogitError?
}
