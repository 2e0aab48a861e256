public import Logit
public import LogitData

/// A model read from a file of another tool, and what the file says about it.
public struct ForeignModel: Sendable {
  /// The model, which takes features as the file's own model takes them.
  public var model: Sequential
  /// The names of the outputs' classes; `nil` if the file has none.
  public var classNames: [String]?
  /// The names of the inputs, one for each feature; `nil` if the file has none.
  public var featureNames: [String]?
  /// How columns become what the model takes, where the file says so; `nil` for numbers as they are.
  public internal(set) var features: FeatureSpace?
  /// What a reader should know, each a sentence: weights that are NaN, what of the file was not taken over.
  public var notes: [String]

  /// Makes one.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - classNames: The names of its classes; `nil`, as by default, if there are none.
  ///   - featureNames: The names of its inputs; `nil`, as by default, if there are none.
  ///   - notes: What a reader should know; nothing by default.
  public init(
    _ model: Sequential, classNames: [String]? = nil, featureNames: [String]? = nil, notes: [String] = []
  ) {
    (self.model, self.classNames, self.featureNames, self.notes) = (model, classNames, featureNames, notes)
  }
}
