import Logit

extension Provenance {
  /// The options that a classifier was trained with, including everything that was chosen from the number of
  /// rows.
  public struct Options: Sendable, Equatable {
    /// The columns that features were made from; `nil` if all were allowed.
    public var features: [String]?
    /// The columns that were left out by request.
    public var excluded: [String] = []
    /// The numbers of units in the hidden layers.
    public var hiddenUnits: [Int] = []
    /// How it was trained.
    public var training: Training
    /// On which rows it was measured.
    public var measuring: Measuring
    /// How much the rows of each class counted.
    public var classWeight = ClassifierOptions.ClassWeight.equal
    /// The column of the rows' weights; `nil` if every row counted once.
    public var weights: String?
    /// The column that was added to the log-odds; `nil` if none was.
    public var offset: String?
    /// What happened to rows whose target is missing.
    public var missingTarget = ClassifierOptions.MissingTarget.refuse
    /// What happened to classes with a single row.
    public var rareClass = ClassifierOptions.RareClass.refuse
    /// The class that was asked to be the positive one.
    public var positiveClass: String?
    /// The most categories of a column that were asked for; `nil` for the usual number.
    public var categoryLimit: Int?
    /// How probabilities were calibrated and corrected, and what decides.
    public var decision = DecisionOptions()
    /// What a regression without a penalty was asked for; `nil` for another model.
    public var regression: Regression?

    /// How a classifier was trained, with everything that was chosen.
    public enum Training: Sendable, Equatable {
      /// To the optimum; the penalty's λ is that which was used.
      case optimum(OptimumOptions)
      /// In steps.
      case steps(Steps)
    }

    /// How a classifier was trained in steps.
    public struct Steps: Sendable, Equatable {
      /// The optimizer's name.
      public var optimizer: String
      /// The learning rate at the start.
      public var learningRate: Double
      /// The number of passes over the training rows.
      public var epochs: Int
      /// The number of rows in a step.
      public var batchSize: Int
      /// The strength of the penalty on squared weights; `nil` in files written before it was recorded.
      public var l2: Double?
      /// Whether the learning rate stayed what it was; `false` if it fell to 0.
      public var keepsLearningRate = false

      /// Records them.
      ///
      /// - Parameters:
      ///   - optimizer: The optimizer's name.
      ///   - learningRate: The learning rate at the start.
      ///   - epochs: The number of passes over the training rows.
      ///   - batchSize: The number of rows in a step.
      ///   - l2: The strength of the penalty on squared weights; `nil` if it is not known.
      public init(optimizer: String, learningRate: Double, epochs: Int, batchSize: Int, l2: Double?) {
        (self.optimizer, self.learningRate, self.epochs) = (optimizer, learningRate, epochs)
        (self.batchSize, self.l2) = (batchSize, l2)
      }
    }

    /// Records what a classifier is trained with.
    ///
    /// - Parameters:
    ///   - options: The options given.
    ///   - training: How it is trained, with what was chosen where no option was given.
    init(_ options: ClassifierOptions, training: Training) {
      (features, excluded, hiddenUnits) = (options.features, options.excluded, options.hiddenUnits)
      (self.training, measuring) = (training, options.rowsToMeasure)
      (classWeight, weights, offset) = (options.classWeight, options.weights, options.offset)
      (missingTarget, rareClass) = (options.missingTarget, options.rareClass)
      positiveClass = options.positiveClass
      categoryLimit = options.columns.categoryLimit
      decision = options.decision
    }
  }
}

// MARK: - In a model file

extension Provenance.Options {
  /// The options as they appear in a model file: names and text, without those that change nothing.
  ///
  /// Lists are joined by commas; a column's name that contains one is in quotes, as in CSV.
  package var words: [(name: String, text: String)] {
    var words: [(name: String, text: String)] = []
    func add(_ name: String, _ text: String) { words.append((name, text)) }
    func list(_ names: [String]) -> String { names.joined(separator: ",") }
    func columns(_ names: [String]) -> String { names.map(\.quotedInList).joined(separator: ",") }
    if let features { add("features", columns(features)) }
    if !excluded.isEmpty { add("exclude", columns(excluded)) }
    if !hiddenUnits.isEmpty { add("hidden", list(hiddenUnits.map(String.init))) }
    training.addWords(add)
    measuring.addWords(add)
    switch classWeight {
    case .equal: break
    case .balanced: add("class-weight", "balanced")
    case .named(let weights):
      add("class-weight", list(weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }))
    }
    if let weights { add("weights", weights) }
    if let offset { add("offset", offset) }
    if missingTarget == .drop { add("missing-target", missingTarget.rawValue) }
    if rareClass != .refuse { add("rare-class", rareClass.rawValue) }
    if let positiveClass { add("positive", positiveClass) }
    if let categoryLimit { add("max-categories", "\(categoryLimit)") }
    decision.addWords(add)
    regression?.addWords(add)
    return words
  }

  /// As JSON.
  var json: JSON { .object(words.map { JSON.Member($0.name, .string($0.text)) }) }

  /// From JSON.
  ///
  /// - Throws: `LogitError.invalidConfiguration(object:reason:)` for an option that is missing, unknown or of
  ///   the wrong kind.
  init(json members: [JSON.Member]) throws {
    var fields = JSONFields(members, of: "The options of training")
    func list(_ name: String) throws -> [String]? {
      try fields.optionalString(name).map { Self.list($0) }
    }
    features = try fields.optionalString("features").map { $0.isEmpty ? [] : $0.splitList() ?? Self.list($0) }
    excluded = try fields.optionalString("exclude").map { $0.splitList() ?? Self.list($0) } ?? []
    hiddenUnits = try (list("hidden") ?? []).map { text in
      guard let units = Int(text) else {
        throw fields.wrong("hidden", expected: "whole numbers with commas between", found: .string(text))
      }
      return units
    }
    training = try Training(&fields)
    measuring = try Measuring(&fields)
    if let text = try fields.optionalString("class-weight") {
      guard let weights = Self.classWeight(text) else {
        throw fields.wrong(
          "class-weight", expected: "balanced, or classes with their weights", found: .string(text))
      }
      classWeight = weights
    }
    if let text = try fields.optionalString("missing-target") {
      guard let choice = ClassifierOptions.MissingTarget(rawValue: text) else {
        throw fields.wrong("missing-target", expected: "refuse or drop", found: .string(text))
      }
      missingTarget = choice
    }
    if let text = try fields.optionalString("rare-class") {
      guard let choice = ClassifierOptions.RareClass(rawValue: text) else {
        throw fields.wrong("rare-class", expected: "refuse, drop or keep", found: .string(text))
      }
      rareClass = choice
    }
    positiveClass = try fields.optionalString("positive")
    categoryLimit = try fields.optionalWord("max-categories", "a whole number as text") { Int($0) }
    decision = try DecisionOptions(&fields)
    regression = try Regression(&fields)
    // Those of a regression are its own.
    if regression == nil {
      weights = try fields.optionalString("weights")
      offset = try fields.optionalString("offset")
    }
    try fields.finish()
  }

  private static func list(_ text: String) -> [String] {
    text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func classWeight(_ text: String) -> ClassifierOptions.ClassWeight? {
    if text == "balanced" { return .balanced }
    var weights: [String: Float] = [:]
    var name = ""
    for part in list(text) {
      // The name of a class may contain a comma or =, a weight neither.
      let whole = name.isEmpty ? part : "\(name),\(part)"
      guard let mark = whole.lastIndex(of: "="), let weight = Float(whole[whole.index(after: mark)...]) else {
        name = whole
        continue
      }
      weights[String(whole[..<mark])] = weight
      name = ""
    }
    return name.isEmpty ? .named(weights) : nil
  }
}
