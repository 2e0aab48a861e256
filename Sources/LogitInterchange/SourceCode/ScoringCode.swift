import Logit
import LogitData
import LogitStatistics

/// What a classifier does with a row, as a program in no language yet: how columns become numbers, what these
/// weigh, and what becomes of the sums.
///
/// The writers of C, Swift, JavaScript, Python and SQL all write this, so that none of them knows a feature.
struct ScoringCode: Sendable {
  /// What the function takes: columns, or the numbers that these become.
  var inputs: [CodeInput] = []
  /// Whether it takes the numbers that columns become.
  let isEncoded: Bool
  /// What is worked out of columns first, in order.
  var steps: [CodeStep] = []
  /// The numbers that the model takes.
  var features: [CodeFeature] = []
  /// The layers, each with what is done with its sums.
  var layers: [CodeLayer] = []
  /// What becomes of the outputs of the last layer.
  let head: CodeHead
  /// What its user should know.
  var notes: [String] = []
  /// The format, for messages.
  let format: String
}

/// A column that the function takes, or one of the numbers that columns become.
struct CodeInput: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case number
    case boolean
    case text
  }

  let name: String
  let kind: Kind
}

/// A number that the function works out.
indirect enum CodeNumber: Sendable, Equatable {
  case constant(Double)
  /// The number of a feature that is given.
  case input(Int)
  /// The number of a column, or another where it is missing.
  case present(Int, else: Double)
  /// 1 where a column is missing, and 0 elsewhere.
  case isMissing(Int)
  /// What an earlier step worked out.
  case step(Int)
  /// The entry of a list at the place that an earlier step chose.
  case entry(Int, [Double])
  case sum([CodeNumber])
  case product([CodeNumber])
  case quotient(CodeNumber, CodeNumber)
  case power(CodeNumber, CodeNumber)
  case call(CodeFunction, CodeNumber)
  /// A number, or none where it is infinite: what a formula has no value for is refused.
  case finite(CodeNumber)
}

/// A function of one number.
enum CodeFunction: String, Sendable, Equatable, CaseIterable {
  case exp, log, log2, log10, sqrt, abs, tanh
}

/// A number, or a place in lists, that is worked out of columns.
struct CodeStep: Sendable, Equatable {
  enum Body: Sendable, Equatable {
    case number(CodeNumber)
    case choice(CodeChoice)
  }

  /// What it is of, from which it takes its name.
  let name: String
  let body: Body
}

/// One of several places, by the value of a column.
struct CodeChoice: Sendable, Equatable {
  enum Cases: Sendable, Equatable {
    case texts([String])
    case numbers([Double])
    /// The place is the number of boundaries that are not above the number.
    case boundaries([Double])
  }

  let input: Int
  let cases: Cases
  /// The place of each case; of boundaries, none.
  let places: [Int]
  /// Texts that stand for a missing value.
  var missingWords: [String] = []
  /// The place of a missing value.
  let missing: Int
  /// The place of any other value, and of a number that is not whole.
  let other: Int
  let fraction: Int
  /// The number of places.
  let count: Int
  /// The place of what the model refuses, whose entries are no numbers; `nil` if it refuses nothing.
  let refused: Int?
}

/// A number that the model takes: `(value − center) / scale`, or 1 where a step chose a place and 0
/// elsewhere.
enum CodeFeature: Sendable, Equatable {
  case number(CodeNumber, center: Double, scale: Double)
  case indicator(step: Int, place: Int)
}

/// A fully connected layer.
struct CodeLayer: Sendable, Equatable {
  /// `[inputs][outputs]`.
  var kernel: [[Double]]
  var bias: [Double]
  var activation: CodeActivation
}

/// What is done with a layer's sums.
enum CodeActivation: Sendable, Equatable {
  case linear, relu, relu6, sigmoid, tanh, elu, selu, silu, softplus, softsign, exponential, hardSigmoid
  case leakyReLU(Double)
}

/// From the sums of the last layer to probabilities.
struct CodeHead: Sendable, Equatable {
  let classNames: [String]
  let adjustment: ProbabilityAdjustment?
  let rule: DecisionRule

  /// Whether one sum stands for two classes.
  var isBinary: Bool { classNames.count == 2 }

  /// What probabilities are multiplied by before they are divided by their sum; `nil` for nothing.
  var ratios: [Double]? {
    adjustment?.prior.map { prior in zip(prior.actual, prior.trained).map { $0 / $1 } }
  }
}
