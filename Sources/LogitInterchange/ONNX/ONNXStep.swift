import Logit

/// One step of what a graph does to rows.
enum ONNXStep {
  /// `x · kernel + bias`; kernel `[inputs, outputs]`.
  case dense(kernel: ONNXMatrix, bias: [Float]?)
  /// Each column times a number, or all times one.
  case multiply([Double])
  /// Each column divided by a number, or all by one.
  case divide([Double])
  /// A number added to each column, or one to all.
  case add([Double])
  case activation(any Activation)
  case batchNormalization(gamma: [Float], beta: [Float], mean: [Float], variance: [Float], epsilon: Double)
  case layerNormalization(gamma: [Float], beta: [Float]?, epsilon: Double)
  case unitNormalization
  /// A slope below 0 for each column.
  case slopes([Float])
  case flatten
  case reshape([Int])
  /// A function that is only known as a part of another.
  case part(Part)
  /// The two probabilities of a single one: `1 − p` and `p`.
  case pair

  /// A part of an activation that a graph has in several nodes.
  enum Part: Equatable {
    case erf
    case absolute
    case power(Double)
    /// `min(x, c)`
    case least(Double)
    /// `x + 0.044715 x³`
    case cubic
    /// `x (1 + erf(x / √2))`, or the same with tanh.
    case doubledGELU(isApproximate: Bool)
  }
}

/// The rows of a graph's input, and what has become of them.
struct ONNXRows {
  /// A step, where it is, and the node that makes it.
  struct Entry {
    /// The same for rows that go two ways from here.
    let id: Int
    let step: ONNXStep
    let title: String
  }

  /// The names of the inputs, one for each feature, where features are inputs of their own.
  var inputNames: [String]
  /// The shape of a row; of its lengths those that are not known are `nil`.
  var shape: [Int?]
  var steps: [Entry] = []
  /// What the rows are made of, where they are no inputs as they are.
  var columns: [ColumnSum]?
}

/// What a name in a graph stands for.
enum ONNXMeaning {
  case constant(ONNXTensor)
  case rows(ONNXRows)
  /// `x − x`, which is NaN for what is no number, and 0 for others.
  case difference
  /// Whether values are missing.
  case missing
  /// Columns of texts, by name.
  case texts([String])
  /// A column of numbers that encoders take as whole ones.
  case whole(ONNXRows)
  /// Columns that are made of a table's.
  case columns([ColumnSum])
  /// The shape of rows, or some of its lengths; `nil` for the number of rows.
  case lengths([Int?])
}
