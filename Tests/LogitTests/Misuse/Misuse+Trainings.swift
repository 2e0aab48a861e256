import Logit
import LogitTestSupport

extension Misuse {
  /// Rows, labels and weights, and the options of training.
  static let trainings: [Misuse] = {
    var list = MisuseList()
    list.addRows()
    list.addLabels()
    list.addWeights()
    list.addFitOptions()
    list.addStates()
    list.addStreams()
    list.addCallbacks()
    return list.all
  }()
}

private let x = Tensor<Float>(repeating: 0.5, shape: [6, 2])
private let y = Tensor<Float>([0, 1, 0, 1, 0, 1])

private func classifier(_ units: Int = 1, loss: (any Loss)? = nil) throws -> Sequential {
  let activation: any Activation = units == 1 ? .sigmoid : .softmax
  var model = try Sequential([Dense(units, inputShape: [2], activation: activation)], seed: 1)
  try model.compile(
    optimizer: .sgd, loss: loss ?? (units == 1 ? BinaryCrossentropy() : SparseCategoricalCrossentropy()))
  return model
}

extension MisuseList {
  private mutating func add(
    fit description: String, _ x: Tensor<Float>, _ y: Tensor<Float>, units: Int = 1, loss: (any Loss)? = nil,
    weight: Tensor<Float>? = nil
  ) {
    add("fit to \(description)") {
      var model = try classifier(units, loss: loss)
      try model.fit(x, y, sampleWeight: weight, verbose: .silent)
    }
    add("evaluate \(description)") {
      _ = try classifier(units, loss: loss).evaluate(x, y, sampleWeight: weight)
    }
  }

  fileprivate mutating func addRows() {
    for value in [Float.nan, .infinity, -.infinity] {
      var wrong = x
      wrong[3, 1] = value
      add(fit: "\(value)", wrong, y)
      let rows = wrong
      add("predict \(value)") { _ = try classifier().predict(rows) }
    }
    add(fit: "no rows", Tensor<Float>.zeros([0, 2]), Tensor<Float>([]))
    add(fit: "three columns instead of two", Tensor<Float>(repeating: 1, shape: [6, 3]), y)
    add(fit: "no columns", Tensor<Float>(repeating: 1, shape: [6, 0]), y)
    add(fit: "rows of a higher rank", Tensor<Float>(repeating: 1, shape: [6, 2, 1]), y)
    add(
      fit: "a single number", Tensor<Float>(repeating: 1, shape: []), Tensor<Float>(repeating: 1, shape: []))
    add(fit: "fewer labels than rows", x, Tensor<Float>([0, 1]))
    add(fit: "more labels than rows", x, Tensor<Float>(repeating: 0, shape: [60]))
    add("predict of three columns") {
      _ = try classifier().predict(Tensor<Float>(repeating: 1, shape: [1, 3]))
    }
    add("predict of a single number") { _ = try classifier().predict(Tensor<Float>(repeating: 1, shape: [])) }
    add("predict into too small a tensor") {
      var output = Tensor<Float>.zeros([1])
      try classifier().predict(x, into: &output)
    }
    add("a predictor of half a row") {
      var output: [Float] = [0]
      try Predictor(classifier()).predict([1], into: &output)
    }
    add("a predictor without room") {
      var output: [Float] = []
      try Predictor(classifier()).predict([1, 2], into: &output)
    }
    add("ragged arrays") {
      var model = try classifier()
      try model.fit([[1, 2], [3]], [0, 1], verbose: .silent)
    }
  }

  fileprivate mutating func addLabels() {
    for value in [2, -1, .nan, .infinity, 1.5] as [Float] {
      add(fit: "a label of \(value)", x, Tensor<Float>([0, 1, 0, 1, 0, value]))
    }
    for value in [3, -1, .nan, .infinity, 0.5, 1e30] as [Float] {
      add(fit: "class \(value) of three", x, Tensor<Float>([0, 1, 2, 1, 0, value]), units: 3)
    }
    add(fit: "two labels a row", x, Tensor<Float>(repeating: 0, shape: [6, 2]))
    add(fit: "no labels a row", x, Tensor<Float>(repeating: 0, shape: [6, 0]))
    add(fit: "one-hot rows as classes", x, Tensor<Float>(repeating: 0, shape: [6, 3]), units: 3)
    add(
      fit: "one-hot rows that do not sum to 1", x, Tensor<Float>(repeating: 1, shape: [6, 3]), units: 3,
      loss: CategoricalCrossentropy())
    add(
      fit: "classes as one-hot rows", x, Tensor<Float>([0, 1, 2, 0, 1, 2]), units: 3,
      loss: CategoricalCrossentropy())
  }

  fileprivate mutating func addWeights() {
    for value in [-1, .nan, .infinity] as [Float] {
      add(fit: "a weight of \(value)", x, y, weight: Tensor<Float>([1, 1, 1, 1, 1, value]))
    }
    add(fit: "two weights", x, y, weight: Tensor<Float>([1, 1]))
    add(fit: "a matrix of weights", x, y, weight: Tensor<Float>(repeating: 1, shape: [6, 2]))
    for (label, weight) in [(-1, 1), (0, -1), (1, .nan), (0, .infinity)] as [(Int, Float)] {
      add("classWeight: [\(label): \(weight)]") {
        var model = try classifier()
        try model.fit(x, y, classWeight: [label: weight], verbose: .silent)
      }
    }
    add("weights of classes and of rows") {
      var model = try classifier()
      try model.fit(
        x, y, sampleWeight: Tensor<Float>(repeating: 1, shape: [6]), classWeight: [0: 1], verbose: .silent)
    }
  }

  fileprivate mutating func addFitOptions() {
    for count in [0, -1, .min] {
      add("epochs: \(count)") {
        var model = try classifier()
        try model.fit(x, y, epochs: count, verbose: .silent)
      }
      add("batchSize: \(count)") {
        var model = try classifier()
        try model.fit(x, y, batchSize: count, verbose: .silent)
      }
      add("stepsPerEpoch: \(count)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, stepsPerEpoch: count)
      }
      add("validationSteps: \(count)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, validationSplit: 0.5, validationSteps: count)
      }
      add("validationBatchSize: \(count)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, validationSplit: 0.5, validationBatchSize: count)
      }
      add("validationFreq: every \(count)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, validationSplit: 0.5, validationFreq: .every(count))
      }
      add("validationFreq: epoch \(count)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, validationSplit: 0.5, validationFreq: .epochs([count]))
      }
      add("evaluate(batchSize: \(count))") { _ = try classifier().evaluate(x, y, batchSize: count) }
      add("evaluate(steps: \(count))") { _ = try classifier().evaluate(x, y, steps: count) }
      add("Threads.setCount(\(count))") { try Threads.setCount(count) }
    }
    add("initialEpoch: -1") {
      var model = try classifier()
      try model.fit(x, y, verbose: .silent, initialEpoch: -1)
    }
    for share in [-0.1, 1, 2, .nan, .infinity, 1 - 1e-9] {
      add("validationSplit: \(share)") {
        var model = try classifier()
        try model.fit(x, y, verbose: .silent, validationSplit: share)
      }
    }
    add("validation rows of another width") {
      var model = try classifier()
      try model.fit(
        x, y, verbose: .silent, validationData: ValidationData(Tensor<Float>(repeating: 1, shape: [2, 3]), y))
    }
  }

  fileprivate mutating func addStates() {
    add("fit before compile") {
      var model = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)])
      try model.fit(x, y, verbose: .silent)
    }
    add("evaluate before compile") {
      _ = try Sequential([Dense(1, inputShape: [2], activation: .sigmoid)]).evaluate(x, y)
    }
    add("setLearningRate before compile") {
      var model = try Sequential([Dense(1, inputShape: [2])])
      try model.setLearningRate(0.1)
    }
    for rate in [-1, .nan, .infinity] as [Double] {
      add("setLearningRate(\(rate))") {
        var model = try classifier()
        try model.setLearningRate(rate)
      }
    }
    add("predict before build") { _ = try Sequential([Dense(1)]).predict(x) }
    add("a predictor before build") { _ = try Predictor(Sequential([Dense(1)])) }
    add("setWeights of nothing") {
      var model = try classifier()
      try model.setWeights([])
    }
    add("setWeights of other shapes") {
      var model = try classifier()
      try model.setWeights([Tensor<Float>.zeros([1, 2]), Tensor<Float>.zeros([1])])
    }
    add("setWeights of NaN") {
      var model = try classifier()
      try model.setWeights([Tensor<Float>(repeating: .nan, shape: [2, 1]), Tensor<Float>.zeros([1])])
    }
    add("setWeights before build") {
      var model = try Sequential([Dense(1)])
      try model.setWeights([])
    }
    add("save to nowhere") { try classifier().save(to: "/nonexistent/directory/a.safetensors") }
    add("restore what is not there") {
      var model = try classifier()
      _ = try model.restore(from: "/nonexistent/a.safetensors")
    }
  }

  fileprivate mutating func addStreams() {
    add("a stream of nothing") {
      var model = try classifier()
      try model.fit(batches: { [LabeledRows]() }, verbose: .silent)
    }
    add("a stream of no rows") {
      var model = try classifier()
      try model.fit(
        batches: { [LabeledRows(Tensor<Float>.zeros([0, 2]), Tensor<Float>([]))] }, verbose: .silent)
    }
    add("a stream that becomes wider") {
      var model = try classifier()
      let wide = LabeledRows(Tensor<Float>(repeating: 1, shape: [6, 3]), y)
      try model.fit(batches: { [LabeledRows(x, y), wide] }, verbose: .silent)
    }
    add("a stream with no epochs") {
      var model = try classifier()
      try model.fit(batches: { [LabeledRows(x, y)] }, epochs: 0, verbose: .silent)
    }
    add("trainOnBatch of NaN") {
      var model = try classifier()
      try model.trainOnBatch(Tensor<Float>(repeating: .nan, shape: [6, 2]), y)
    }
    add("testOnBatch of no rows") {
      _ = try classifier().testOnBatch(Tensor<Float>.zeros([0, 2]), Tensor<Float>([]))
    }
  }

  fileprivate mutating func addCallbacks() {
    add("EarlyStopping(patience: -1)") { _ = try EarlyStopping(patience: -1) }
    add("EarlyStopping(startFromEpoch: -1)") { _ = try EarlyStopping(startFromEpoch: -1) }
    add("EarlyStopping(baseline: NaN)") { _ = try EarlyStopping(baseline: .nan) }
    add("EarlyStopping(minDelta: NaN)") { _ = try EarlyStopping(minDelta: .nan) }
    add("ReduceLROnPlateau(factor: 1)") { _ = try ReduceLROnPlateau(factor: 1) }
    add("ReduceLROnPlateau(factor: NaN)") { _ = try ReduceLROnPlateau(factor: .nan) }
    add("ReduceLROnPlateau(patience: -1)") { _ = try ReduceLROnPlateau(patience: -1) }
    add("ReduceLROnPlateau(cooldown: -1)") { _ = try ReduceLROnPlateau(cooldown: -1) }
    add("ReduceLROnPlateau(minimumLearningRate: -1)") { _ = try ReduceLROnPlateau(minimumLearningRate: -1) }
    add("ModelCheckpoint of a name that is not logged") {
      var model = try classifier()
      let checkpoint = try ModelCheckpoint("/tmp/{nothing}.safetensors")
      try model.fit(x, y, verbose: .silent, callbacks: [checkpoint])
    }
    add("ModelCheckpoint with an open brace") { _ = try ModelCheckpoint("/tmp/{epoch.safetensors") }
    add("CSVLogger to nowhere") {
      var model = try classifier()
      try model.fit(x, y, verbose: .silent, callbacks: [CSVLogger("/nonexistent/log.csv")])
    }
    add("a rate of NaN by a scheduler") {
      var model = try classifier()
      try model.fit(x, y, verbose: .silent, callbacks: [LearningRateScheduler { _, _ in .nan }])
    }
  }
}
