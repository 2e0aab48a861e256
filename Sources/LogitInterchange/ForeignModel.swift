public import Logit
package import LogitClassifier
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
  /// What ``features`` call the columns of a table, in their order, where the file does not name them.
  var positions: [String]?
  /// What a reader should know, each a sentence: weights that are NaN, what of the file was not taken over.
  public var notes: [String]
  /// The column that says the class of each row; `nil` if the file does not name it.
  public var target: String?
  /// The same model in double precision, where the file has it so, and what makes columns of a table's.
  package var linear: ForeignLinear?
  /// What is made of the model's outputs, where the file says more than the most probable class.
  package var decision: ClassDecision?

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
    (self.model, self.classNames, self.notes) = (model, classNames, notes)
    // Names that an export made up for want of others are none.
    let isNumbered = featureNames.map { $0 == Self.numberedInputs($0.count) } ?? true
    self.featureNames = isNumbered ? nil : featureNames
  }

  /// What inputs are called that have no names.
  ///
  /// - Parameter count: How many there are.
  package static func numberedInputs(_ count: Int) -> [String] { (0..<count).map { "input_\($0)" } }
}
