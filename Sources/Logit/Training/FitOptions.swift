/// How long to train, and how often to look.
struct FitOptions {
  struct Validation {
    var batchSize: Int
    var steps: Int?
    var frequency: ValidationFrequency
  }

  var epochs: Range<Int>
  var batchSize: Int
  var stepsPerEpoch: Int?
  var validation: Validation

  init(
    epochs: Int, initialEpoch: Int, batchSize: Int, stepsPerEpoch: Int?, validation: Validation
  ) throws {
    try LogitError.require(epochs >= 1, "epochs", epochs, "at least 1")
    try LogitError.require(batchSize >= 1, "batchSize", batchSize, "at least 1")
    try LogitError.require(initialEpoch >= 0, "initialEpoch", initialEpoch, "at least 0")
    try LogitError.require(stepsPerEpoch ?? 1 >= 1, "stepsPerEpoch", stepsPerEpoch ?? 1, "at least 1")
    try LogitError.require(
      validation.batchSize >= 1, "validationBatchSize", validation.batchSize, "at least 1")
    try LogitError.require(validation.steps ?? 1 >= 1, "validationSteps", validation.steps ?? 1, "at least 1")
    try validation.frequency.validate()
    self.epochs = initialEpoch..<max(epochs, initialEpoch)
    self.batchSize = batchSize
    self.stepsPerEpoch = stepsPerEpoch
    self.validation = validation
  }
}
