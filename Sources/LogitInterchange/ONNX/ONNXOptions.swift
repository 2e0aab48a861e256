public import LogitFiles

/// How a classifier is written as an ONNX model.
public struct ONNXOptions: Sendable, Equatable {
  /// Which operations are used.
  public enum Form: String, Sendable, Equatable, CaseIterable {
    /// ONNX's own operations, which every runtime has; texts take `LabelEncoder` of the domain `ai.onnx.ml`
    /// besides.
    case tensors
    /// `ai.onnx.ml.LinearClassifier`, as skl2onnx writes linear models, with the names of the classes; for
    /// models without hidden layers.
    case linearClassifier
  }

  /// What a model takes.
  public enum Inputs: Sendable, Equatable {
    /// ``matrix`` if all columns are numbers, ``columns`` otherwise.
    case automatic
    /// One input for each column, `[batch, 1]`, of the column's name: what skl2onnx makes of a pipeline for a
    /// data frame.
    case columns
    /// One input `X`, `[batch, columns]`, with the columns in the order of the metadata `logit.columns`: what
    /// skl2onnx makes of an estimator of a matrix. Only for columns of numbers.
    case matrix
    /// One input `X`, `[batch, features]`, that takes features as the classifier encodes them, so that the
    /// model has no preprocessing; the order is that of the metadata `logit.features`.
    case encoded
  }

  /// Which operations are used.
  public var form: Form
  /// What the model takes.
  public var inputs: Inputs
  /// Rows with what the model should say of them, kept in the metadata as `logit.golden_rows`; `nil` for
  /// none.
  public var goldenRows: JSON?

  /// Chooses how.
  ///
  /// - Parameters:
  ///   - form: Which operations are used; ``Form/tensors`` by default.
  ///   - inputs: What the model takes; ``Inputs/automatic`` by default.
  ///   - goldenRows: Rows with what the model should say of them; none by default.
  public init(form: Form = .tensors, inputs: Inputs = .automatic, goldenRows: JSON? = nil) {
    (self.form, self.inputs, self.goldenRows) = (form, inputs, goldenRows)
  }

  /// What the format is called in messages.
  var formatName: String { form == .tensors ? "ONNX" : "ONNX with LinearClassifier" }
}

/// A column of a table as an ONNX model takes it.
public struct ONNXColumn: Sendable, Equatable {
  /// What its values are.
  public enum Kind: String, Sendable, Equatable {
    /// Numbers in single precision; NaN where one is missing, 1 for true.
    case float
    /// Numbers in double precision, where single precision would show; NaN where one is missing.
    case double
    /// Texts; empty where one is missing.
    case string
  }

  /// The column.
  public let name: String
  /// What its values are.
  public let kind: Kind
  /// The input that it is part of, or is.
  public let input: String
  /// Its place in that input.
  public let index: Int
}
