import Logit
import LogitData

extension ToolFit {
  /// What is not equal, a sentence each.
  func differences(_ solution: LinearSolution?) -> [String] {
    var sentences = [stopping].compactMap { $0 }
    if let solution, !solution.isConverged {
      sentences.append("Logit did not reach the optimum (\(solution.state.words)), nor may \(tool.title).")
    }
    sentences += penalties + readingDifferences + data
    return sentences
  }

  /// What the program's stopping rule leaves.
  private var stopping: String? {
    switch tool {
    case .sklearn:
      optimum?.options.penalty.l1Ratio ?? 0 > 0
        ? "The default solver of scikit-learn, lbfgs, has no L1 penalty; saga, which has, does not come near the optimum where "
          + "columns differ much in scale."
        : "scikit-learn's default, lbfgs with tol=1e-4 and max_iter=100, stops before the optimum that Logit and "
          + "newton-cholesky reach."
    case .statsmodels:
      "statsmodels stops after 35 Newton steps, or where the coefficients change by less than 1e-8."
    case .r:
      classNames.count == 2
        ? "glm stops where the deviance changes by less than 1e-8 of itself, or after 25 steps."
        : "multinom stops after 100 steps by default, and where the value changes by less than 1e-8 of itself; the call "
          + "has more steps and a smaller change."
    case .glmnet:
      "glmnet stops at thresh=1e-7 by default, some digits short of the optimum; the call has a smaller one."
    case .liblinear:
      "train stops at -e 0.01 by default; the call has a smaller one. Without -B 1 it has no bias at all; with it the bias is "
        + "penalized like a weight, and so it is here."
    case .keras:
      "Keras begins at random weights and shuffles in an order of its own, so no number is the same; it trains for one epoch "
        + "unless told otherwise, which is far from the optimum. Its layer Normalization scales columns of 0 and 1, too, which Logit leaves as they are."
    case .spark:
      "Spark stops after 100 steps or where the objective changes by less than 1e-6 of itself; the call has a smaller change."
    }
  }

  /// What the program cannot do with the penalty.
  private var penalties: [String] {
    guard let options = optimum?.options else { return [] }
    let (kind, ratio) = (options.penalty, options.penalty.l1Ratio)
    let hasPenalty = kind != .none && kind.lambda != 0
    var sentences: [String] = []
    if hasPenalty, tool == .r || tool == .statsmodels {
      sentences.append(
        "\(tool == .r ? "R's glm" : "The fit of statsmodels") has no penalty, so its numbers are others than these."
      )
    }
    if !hasPenalty, tool != .keras, !isPrecise {
      sentences.append(
        "Logit rounds features of so large a table to single precision, 6e-8 of their deviations, before the fit."
      )
    }
    if tool == .liblinear, ratio > 0, ratio < 1 {
      sentences.append("LIBLINEAR has no elastic net, so its numbers are others than these.")
    }
    if tool == .liblinear, !hasPenalty {
      sentences.append("LIBLINEAR always penalizes; the call has a very small penalty.")
    }
    if tool == .glmnet, options.lambdaRule != nil {
      sentences.append(
        "cv.glmnet draws ten folds of its own, where Logit has five, so it may choose another lambda; the call has the one "
          + "chosen here.")
    }
    if options.standardizes != nil, tool != .glmnet, tool != .spark || options.standardizes == true {
      sentences.append("The call does not standardize as you asked for; scale the columns before it.")
    }
    if !options.penaltyFactors.isEmpty, tool != .glmnet {
      sentences.append("\(tool.title) has no penalty factors, so its numbers are others than these.")
    }
    if !options.bounds.isEmpty {
      sentences.append(
        tool == .glmnet
          ? "glmnet takes bounds as lower.limits and upper.limits, one a column of x; the call has none."
          : tool == .spark
            ? "Spark takes bounds as matrices, lowerBoundsOnCoefficients and upperBoundsOnCoefficients; the call has none."
            : "\(tool.title) has no bounds, so its numbers are others than these.")
    }
    return sentences
  }

  /// What the program does not do with the table.
  private var data: [String] {
    var sentences: [String] = []
    if !columns.special.isEmpty {
      sentences.append(
        "Logit makes features of \(DataError.list(columns.special)) that the call does not make, such as whether a value is missing; give it columns of numbers in their place."
      )
    }
    if !columns.missing.isEmpty {
      let list = columns.missing.map { "\"\($0.name)\" (\($0.count.grouped))" }
      sentences.append(
        "Logit replaces missing values (the mean of numbers, a category of their own for texts): \(list.prefix(5).joined(separator: ", "))"
          + "\(list.count > 5 ? " and more" : ""); the call does not, so replace them before it.")
    }
    if heldOutCount > 0 {
      sentences.append(
        "Logit held out \(heldOutCount.counted("row")) to measure on; the call trains on all.")
    }
    if classWeights != nil {
      switch tool {
      case .statsmodels:
        sentences.append("Logit of statsmodels has no weights; GLM with Binomial and freq_weights has.")
      case .spark: sentences.append("Spark takes class weights as a column of weights, weightCol.")
      default: break
      }
    }
    return sentences
  }
}
