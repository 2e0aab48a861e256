import LogitClassifier
import LogitData
import Testing

/// Models that cannot be used are refused where they come from.
@Suite struct SavableModelTests {
  private static func quick(_ name: String) throws -> [UInt8] {
    let set = try Dataset.named(name)
    var options = ClassifierOptions()
    options.epochs = 1
    return try Classifier.fit(set.table, target: set.target, options: options).classifier.encoded()
  }

  @Test(arguments: [
    ("penguins", "softmax", "sigmoid", "a softmax, which gives a probability of each class"),
    ("penguins", "softmax", "linear", "a softmax, which gives a probability of each class"),
    ("breast-cancer", "sigmoid", "linear", "a sigmoid, which gives a probability of the second class"),
    ("breast-cancer", "sigmoid", "tanh", "a sigmoid, which gives a probability of the second class"),
  ])
  func `a head without probabilities is refused when it is loaded`(
    name: String, activation: String, other: String, expected: String
  ) throws {
    var file = try EditableModelFile(Self.quick(name))
    let architecture = try #require(file["architecture"])
    #expect(architecture.contains("\"activation\": \"\(activation)\""))
    file["architecture"] = architecture.replacing(
      "\"activation\": \"\(activation)\"", with: "\"activation\": \"\(other)\"")
    #expect(
      throws: DataError.invalidModelFile(
        path: "m", item: "the last layer", expected: expected, found: "of the kind \"\(other)\"",
        remedy: "put the activation on it before it is saved")
    ) { try Classifier(bytes: file.bytes, name: "m") }
  }

  @Test func `a model too wide for a model file is refused before it is trained`() throws {
    // Names that are long, so that the test is short.
    let names = (0..<300).map { "\($0)" + String(repeating: "x", count: 60_000) }
    var columns = names.map { name in Column(name, numbers: (0..<20).map { Double($0 * $0 % 7) }) }
    columns.append(Column("y", strings: (0..<20).map { $0 % 2 == 0 ? "a" : "b" }))
    let table = try Table(columns)
    let error = #expect(throws: FileError.self) { try ClassifierTraining(table, target: "y") }
    #expect(
      error
        == .overLimit(
          source: "The model file", item: "what it says of 300 features", limit: 1 << 24,
          remedy: "use fewer columns, or columns with fewer categories"))
  }

  @Test func `features that there is no memory for are refused`() throws {
    let texts = (0..<400).map { "t\($0 % 20)" }
    let table = try Table([
      Column("t", strings: texts), Column("y", strings: (0..<400).map { $0 % 2 == 0 ? "a" : "b" }),
    ])
    var options = ClassifierOptions()
    options.memory = .bytes(1000)
    #expect(throws: FileError.outOfMemory(source: "a table", limit: 1000)) {
      try ClassifierTraining(table, target: "y", options: options)
    }
  }

  @Test func `training that was stopped early is known by its provenance`() throws {
    struct Stop: EpochEndCallback {
      func onEpochEnd(
        _ epoch: Int, logs: inout Logs, model: inout Sequential, control: inout TrainingControl
      ) { if epoch == 2 { control.stopTraining = true } }
    }
    let iris = try Dataset.named("iris")
    var options = ClassifierOptions()
    options.method = .steps()
    let (stopped, _) = try Classifier.fit(
      iris.table, target: iris.target, options: options, callbacks: [Stop()])
    #expect(stopped.provenance.epochsDone == 3)
    let loaded = try Classifier(bytes: stopped.encoded())
    #expect(loaded.provenance == stopped.provenance)
    options.epochs = 3
    let (whole, _) = try Classifier.fit(
      iris.table, target: iris.target, options: options, callbacks: [Stop()])
    #expect(whole.provenance.epochsDone == nil)
  }
}
