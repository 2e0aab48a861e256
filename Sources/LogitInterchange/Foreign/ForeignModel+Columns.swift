import Logit
public import LogitData

extension ForeignModel {
  /// How the columns of a table become what the model takes: as numbers, as they are.
  ///
  /// If the file names its inputs, columns are found by name. A model without names, or a table without, is
  /// matched by position if there are as many columns as inputs.
  ///
  /// - Parameters:
  ///   - columns: The names of the table's columns, without the target.
  ///   - source: What messages call the model.
  ///   - byPosition: Whether columns are taken by position whatever their names are; `false` by default.
  /// - Returns: The features, which refuse a missing value; and a sentence on how columns were found, where
  ///   they were not by name.
  /// - Throws: ``InterchangeError/columnsDiffer(source:inputs:names:found:)`` if they cannot be found, or
  ///   ``/Logit/LogitError/notBuilt(operation:)`` for a model without weights.
  public func features(
    of columns: [String], source: String, byPosition: Bool = false
  ) throws -> (features: FeatureSpace, note: String?) {
    if let own = self.features {
      if let positions, positions.count == columns.count || byPosition && positions.count < columns.count {
        let names = Dictionary(uniqueKeysWithValues: zip(positions, columns))
        return (
          try own.renaming(names),
          Self.positionNote(columns.count, since: "the model does not name its inputs")
        )
      }
      guard Set(own.inputNames).isSubset(of: columns) else {
        throw InterchangeError.columnsDiffer(
          source: source, inputs: positions?.count ?? own.inputNames.count,
          names: positions == nil ? own.inputNames : nil, found: columns)
      }
      return (own, nil)
    }
    if let linear, linear.formula != nil {
      guard !byPosition else {
        throw InterchangeError.unsupported(
          source: source, item: "taking columns by position, where a formula names them,",
          supported: "columns by their names")
      }
      return (try linear.features(columns), nil)
    }
    let count = try Predictor(model).inputCount
    let names = featureNames.flatMap { $0.count == count ? $0 : nil }
    if let names, !byPosition, Set(names).isSubset(of: columns) {
      return (try Self.numbers(names), nil)
    }
    if byPosition, columns.count > count {
      return (
        try Self.numbers(Array(columns.prefix(count))),
        "The first \(count) of \(columns.count) columns are taken by position, since that was asked for; the others, "
          + "\(DataError.list(Array(columns.dropFirst(count)))), are passed over."
      )
    }
    guard columns.count == count, names == nil || byPosition || Self.areNumbered(columns) else {
      throw InterchangeError.columnsDiffer(source: source, inputs: count, names: names, found: columns)
    }
    let reason =
      names == nil
      ? "the model does not name its inputs"
      : byPosition ? "that was asked for" : "the table does not name its columns"
    return (try Self.numbers(columns), Self.positionNote(count, since: reason))
  }

  private static func positionNote(_ count: Int, since reason: String) -> String {
    "The \(count) columns are taken by position, since \(reason)."
  }

  /// Features that are the numbers of columns.
  private static func numbers(_ columns: [String]) throws -> FeatureSpace {
    var features = try FeatureSpace(columns.map { try NumericFeature.float($0, missing: .refuse) })
    // What there is to learn of a number as it is does not depend on the rows.
    try features.adapt(to: Table(columns.map { Column($0, numbers: [0.0]) }))
    return features
  }

  /// Whether names are those that a table without a header gets: a text and the position, from 0 or 1.
  private static func areNumbered(_ columns: [String]) -> Bool {
    let digits = columns.map { $0.reversed().prefix(while: \.isNumber).count }
    let stems = Set(zip(columns, digits).map { $0.dropLast($1) })
    let numbers = zip(columns, digits).map { Int($0.suffix($1)) }
    return stems.count == 1
      && [0, 1].contains { first in
        numbers.elementsEqual(columns.indices.map { Optional($0 + first) })
      }
  }
}

// MARK: - Classes

extension ForeignModel {
  /// Whether the outputs are probabilities: one sigmoid, which gives that of the second of two classes, or a
  /// softmax of two classes or more.
  public var hasProbabilities: Bool {
    guard let count = try? Predictor(model).outputCount else { return false }
    return count == 1
      ? ClassHead(classCount: 2).isHead(of: model) : ClassHead(classCount: max(count, 3)).isHead(of: model)
  }

  /// Whether the outputs are numbers from 0 to 1, and so no logits: probabilities, or several sigmoids, each a
  /// share of its own.
  public var hasBoundedOutputs: Bool {
    hasProbabilities
      || ["sigmoid", "hard_sigmoid", "sparse_sigmoid", "softmax", "sparsemax"].contains(model.outputName)
  }

  /// The same model with the function on its outputs that makes probabilities of logits: the sigmoid on one
  /// output, the softmax on more.
  ///
  /// - Throws: ``/Logit/LogitError/notBuilt(operation:)`` for a model without weights, or
  ///   ``/Logit/LogitError/invalidArchitecture(layer:reason:remedy:)`` for one whose outputs are probabilities
  ///   as they are.
  public func fromLogits() throws -> ForeignModel {
    guard !hasBoundedOutputs else {
      throw LogitError.invalidArchitecture(
        layer: "that makes the outputs",
        reason: "they are numbers from 0 to 1 (\(model.outputName)), not logits",
        remedy: "take them as they are")
    }
    var found = self
    found.linear = nil
    let isSingle = try Predictor(model).outputCount == 1
    try found.model.add(ActivationLayer(isSingle ? .sigmoid : .softmax))
    try found.model.setWeights(model.weights)
    return found
  }

  /// The classes of a model with probabilities: those that the file names, or else 0 and on.
  ///
  /// - Throws: ``/Logit/LogitError/invalidOption(name:value:expected:)`` for a file that names one twice.
  public func classes() throws -> ClassLabels {
    let count = max(try Predictor(model).outputCount, 2)
    let names = classNames.flatMap { $0.count == count ? $0 : nil } ?? (0..<count).map(String.init)
    let kind: ColumnKind =
      names.allSatisfy { Int64($0).map(String.init) == $0 }
      ? .integer : Set(names) == ["false", "true"] ? .boolean : .string
    return try ClassLabels(kind: kind, names: names)
  }

  /// The model as a classifier of a table's rows.
  ///
  /// - Parameters:
  ///   - columns: The names of the table's columns, without the target.
  ///   - source: The file that the model came from.
  ///   - target: The column that says the class of each row; `"class"`, by default, where there is none.
  ///   - byPosition: Whether columns are taken by position whatever their names are; `false` by default.
  /// - Returns: The classifier, and a sentence on how columns were found, where they were not by name.
  /// - Throws: As ``features(of:source:byPosition:)`` and ``classes()``, and
  ///   ``/Logit/LogitError/invalidArchitecture(layer:reason:remedy:)`` for a model whose outputs are no
  ///   probabilities.
  public func classifier(
    of columns: [String], source: String, target: String = "class", byPosition: Bool = false
  ) throws -> (classifier: Classifier, note: String?) {
    let (features, note) = try features(of: columns, source: source, byPosition: byPosition)
    let classifier =
      try linear?.classifier(of: features.inputNames, source: source, target: target, classes: classes())
      ?? Classifier(
        foreign: withHead(), source: source, target: target, classes: classes(), features: features)
    return (decision.map { classifier.deciding(by: $0) } ?? classifier, note)
  }

  /// The model with the outputs that a classifier has: of two classes one, which gives the probability of the
  /// second.
  ///
  /// That of a softmax of two is the sigmoid of the difference of their logits; that of a sparsemax, which is
  /// linear between 0 and 1, the sparse sigmoid of it.
  private func withHead() throws -> Sequential {
    guard try hasProbabilities && Predictor(model).outputCount == 2 else { return model }
    var single = try model.withoutOutputActivation()
    let weights = single.weights
    try single.add(Dense(1, activation: model.outputName == "sparsemax" ? .sparseSigmoid : .sigmoid))
    let difference = try [Tensor<Float>([-1, 1], shape: [2, 1]), Tensor<Float>([0], shape: [1])]
    try single.setWeights(weights + difference)
    return single
  }
}
