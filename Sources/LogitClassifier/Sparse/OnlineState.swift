import Logit
import LogitData
import LogitFiles

/// What a classifier of rows that came one after the other keeps, so that learning goes on with others as if all had
/// come at once.
struct OnlineState: Sendable, Equatable {
  /// The sums of the learner.
  let learner: FTRLProximal.State
  /// The rate α.
  let learningRate: Double
  /// The number β.
  let beta: Double
  /// The penalty that was asked for.
  let penalty: LogisticRegression.Penalty
  /// What is known of columns of numbers; see `OnlineFeatures.scaleNumbers`.
  let scales: [Double]
}

// MARK: - In files

extension OnlineState {
  /// The key of ``json`` in a model file.
  static let key = "online"
  private static let columns = "online/columns"
  private static let sums = "online/sums"
  private static let constants = "online/constants"
  private static let scales = "online/scales"

  /// All but the arrays.
  var json: JSON {
    [
      "rows": .integer(learner.rowCount), "weight": .number(learner.weightSum),
      "learning_rate": .number(learningRate), "beta": .number(beta), "penalty": .string(penalty.name),
      "lambda": penalty.lambda.map { .number($0) } ?? .null, "l1_ratio": .number(penalty.l1Ratio),
    ]
  }

  /// The arrays.
  var tensors: [Safetensors.Tensor] {
    [
      Safetensors.Tensor(name: Self.columns, doubles: learner.columns.map { Double($0) }),
      Safetensors.Tensor(name: Self.sums, doubles: learner.sums),
      Safetensors.Tensor(name: Self.constants, doubles: learner.constants),
      Safetensors.Tensor(name: Self.scales, doubles: scales),
    ]
  }

  /// Takes the parts of a file.
  ///
  /// - Parameters:
  ///   - json: What ``json`` was.
  ///   - predictorCount: The number of sets of coefficients.
  ///   - columnCount: The number of columns.
  ///   - numbers: Reads an array of so many numbers.
  ///   - columns: Reads ascending numbers of columns.
  init(
    json: JSON, predictorCount: Int,
    numbers: (_ name: String, _ count: Int?) throws -> [Double], columns: (_ name: String) throws -> [Int32]
  ) throws {
    guard let rows = json["rows"]?.integer, let weight = json["weight"]?.double,
      let rate = json["learning_rate"]?.double, let beta = json["beta"]?.double,
      let name = json["penalty"]?.string, let ratio = json["l1_ratio"]?.double,
      let penalty = LogisticRegression.Penalty(name: name, lambda: json["lambda"]?.double, l1Ratio: ratio),
      rows > 0, weight > 0
    else {
      throw LogitError.invalidConfiguration(object: "the state of the learner", reason: "a part is missing")
    }
    let known = try columns(Self.columns)
    learner = FTRLProximal.State(
      rowCount: rows, weightSum: weight, columns: known,
      sums: try numbers(Self.sums, 2 * predictorCount * known.count),
      constants: try numbers(Self.constants, 2 * predictorCount))
    (learningRate, self.beta, self.penalty) = (rate, beta, penalty)
    scales = try numbers(Self.scales, nil)
  }
}

extension LogisticRegression.Penalty {
  /// The penalty of a name as ``name`` gives it; `nil` for another one.
  fileprivate init?(name: String, lambda: Double?, l1Ratio: Double) {
    let known: [Self] = [.none, .ridge(lambda), .lasso(lambda), .elasticNet(lambda, l1Ratio: l1Ratio)]
    guard let found = known.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}
