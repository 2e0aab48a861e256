import LogitClassifier
import Testing

@Suite struct ProvenanceTests {
  /// A classifier of iris, trained for one epoch.
  private static func classifier(_ change: (inout ClassifierOptions) -> Void) throws -> Classifier {
    var options = ClassifierOptions()
    options.epochs = 1
    change(&options)
    return try Classifier.fit(Dataset.iris().table, target: "species", options: options).classifier
  }

  @Test func `options come back from the file as they were given`() throws {
    let classifier = try Self.classifier {
      $0.features = ["petal_length", "petal_width", "sepal_length"]
      $0.excluded = ["sepal_length"]
      $0.hiddenUnits = [5, 3]
      $0.optimizer = .rmsprop()
      $0.learningRate = 0.02
      $0.batchSize = 16
      $0.l2 = 0.001
      $0.validationShare = 0.3
      $0.classWeight = .named(["setosa": 2, "virginica": 0.5])
      $0.missingTarget = .drop
    }
    let options = try #require(try Classifier(bytes: classifier.encoded()).provenance.options)
    #expect(options.features == ["petal_length", "petal_width", "sepal_length"])
    #expect(options.excluded == ["sepal_length"])
    #expect(options.hiddenUnits == [5, 3])
    #expect(
      options.training
        == .steps(.init(optimizer: "rmsprop", learningRate: 0.02, epochs: 1, batchSize: 16, l2: 0.001)))
    #expect(options.measuring == .holdout(0.3))
    #expect(options.classWeight == .named(["setosa": 2, "virginica": 0.5]))
    #expect(options.missingTarget == .drop)
    #expect(options == classifier.provenance.options)
  }

  @Test func `what was chosen from the data is noted`() throws {
    let options = try #require(try Self.classifier { _ in }.provenance.options)
    #expect(options.features == nil && options.excluded.isEmpty && options.hiddenUnits.isEmpty)
    // 120 of 150 rows are trained on.
    #expect(
      options.training
        == .steps(.init(optimizer: "adam", learningRate: 0.03, epochs: 1, batchSize: 32, l2: 1.0 / 240)))
    #expect(options.classWeight == .equal && options.missingTarget == .refuse)
  }

  @Test func `a class with a comma in its name has its weight back`() throws {
    let table = try Table([
      Column("x", numbers: (0..<40).map { Double($0) }),
      Column("y", strings: (0..<40).map { $0 % 2 == 0 ? "no" : "yes, probably" }),
    ])
    var options = ClassifierOptions()
    options.epochs = 1
    options.classWeight = .named(["yes, probably": 3])
    let classifier = try Classifier.fit(table, target: "y", options: options).classifier
    let bytes = try classifier.encoded()
    let loaded = try Classifier(bytes: bytes)
    #expect(loaded.provenance.options?.classWeight == .named(["yes, probably": 3]))
    #expect(try loaded.encoded() == bytes)
  }

  @Test func `options of the first files, which lack some, load`() throws {
    let classifier = try Classifier(contentsOf: Fixture.path("Model/penguins.safetensors"))
    let options = try #require(classifier.provenance.options)
    guard case .steps(let steps) = options.training else {
      Issue.record("\(options.training)")
      return
    }
    #expect(steps.l2 == nil && steps.epochs == 2 && options.measuring == .holdout(0.2))
  }

  @Test(arguments: [
    ("\"epochs\": \"1\"", "\"epochs\": \"one\""), ("\"epochs\": \"1\"", "\"epochs\": 1"),
    ("\"epochs\": \"1\", ", ""), ("\"validation\": \"0.2\"", "\"validation\": \"1.5\""),
    ("\"epochs\"", "\"passes\""), ("\"learning-rate\": \"0.03\"", "\"learning-rate\": \"fast\""),
    ("\"epochs\"", "\"hidden\": \"5,x\", \"epochs\""),
    ("\"epochs\"", "\"class-weight\": \"heavy\", \"epochs\""),
    ("\"epochs\"", "\"missing-target\": \"maybe\", \"epochs\""),
  ])
  func `an option that makes no sense is refused by name`(old: String, new: String) throws {
    var file = try EditableModelFile(Self.classifier { _ in }.encoded())
    let text = try #require(file["provenance"])
    try #require(text.contains(old))
    file["provenance"] = text.replacing(old, with: new, maxReplacements: 1)
    let bytes = file.bytes
    let error = #expect(throws: DataError.self) { try Classifier(bytes: bytes) }
    guard case .invalidModelFile(_, let item, _, let found, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(item == "the metadata provenance" && found.contains("The options of training"))
  }
}
