import Logit

/// A figure that makes no sense for a classifier or its rows.
public struct UnsuitablePlot: Error, Equatable, Sendable {
  /// The name of the ``ClassifierPlot``.
  public let plot: String
  /// Why it cannot be drawn.
  public let reason: Reason

  /// Why a figure cannot be drawn.
  public enum Reason: Equatable, Sendable {
    /// It needs rows with this target column, and none were given.
    case rowsNeeded(target: String)
    /// It needs a model of exactly two columns of numbers; `found` describes what this one takes.
    case twoNumbersNeeded(found: String)
    /// It needs finite values in this column, and the rows have none.
    case noFiniteValues(column: String)
    /// It shows the weights of features, which a model with hidden layers does not have.
    case hiddenLayers
    /// It shows the loss of each epoch, which the classifier does not have.
    case noHistory
    /// It shows the loss of each epoch, but the model was trained to its optimum, without epochs.
    case noEpochs
    /// It needs rows of more than one class, but all are of this one.
    case oneClass(String)
    /// It needs rows of the class `needed`, but all are of the class `found`.
    case noRows(needed: String, found: String)
    /// It shows how sure coefficients are, which only models that `TableRegression` made say.
    case regressionNeeded
    /// It needs finite estimates, which these terms of separated classes do not have.
    case separated(terms: [String])
    /// It shows a regression of two classes, and this one has more.
    case twoClassesNeeded(found: Int)
    /// It shows thresholds between two classes, and the model has more.
    case thresholdOfTwoClasses(found: Int)
    /// It shows how rows of a class were predicted, and the model explains counts of trials.
    case countedTrials(target: String)
    /// It needs the range of this column, which what the model has learned does not show.
    case unknownRange(column: String)
    /// It needs coefficients with a finite estimate, and there are none.
    case noEstimates
    /// It fits the terms to the rows, which is impossible for this reason, a sentence.
    case notFitted(reason: String)
  }

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - plot: The name of the ``ClassifierPlot``.
  ///   - reason: Why it cannot be drawn.
  public init(_ plot: String, _ reason: Reason) { (self.plot, self.reason) = (plot, reason) }
}

extension UnsuitablePlot {
  /// One sentence: why the figure cannot be drawn, and what to do.
  public var description: String { description(remedy: reason.remedy) }

  /// One sentence: why the figure cannot be drawn, and what to do about it.
  ///
  /// - Parameter remedy: What to do, in the words of whoever asked for the figure.
  /// - Returns: The sentence.
  package func description(remedy: String) -> String { "Cannot draw \(plot): \(reason.problem); \(remedy)." }
}

extension UnsuitablePlot.Reason {
  fileprivate var problem: String {
    switch self {
    case .rowsNeeded: "it needs rows whose classes are known"
    case .twoNumbersNeeded(let found): "it needs a model of exactly two columns of numbers, but \(found)"
    case .noFiniteValues(let column): "column \"\(column)\" has no finite values"
    case .hiddenLayers: "the model has hidden layers, so no feature has a weight of its own"
    case .noHistory: "the model file holds no losses of epochs"
    case .noEpochs: "there is none, since the model was trained to its optimum without epochs"
    case .oneClass(let found): "it needs rows of two classes, but all are \"\(found)\""
    case .noRows(let needed, let found): "it needs rows of \"\(needed)\", but all are \"\(found)\""
    case .regressionNeeded:
      "it shows how sure coefficients are, which this model does not say"
    case .separated(let terms):
      "the classes are separated, so \(terms.listed) \(terms.count == 1 ? "has" : "have") no finite estimate"
    case .twoClassesNeeded(let found):
      "it shows a regression of two classes or counts, and this one has \(found)"
    case .thresholdOfTwoClasses(let found):
      "there are thresholds between two classes only, and the model has \(found)"
    case .countedTrials(let target):
      "it needs rows that are each of a class, but the model explains counts of trials, \"\(target)\""
    case .unknownRange(let column): "the model does not know the range of \"\(column)\""
    case .noEstimates: "no coefficient but the constant has a finite estimate"
    case .notFitted(let reason): "the terms cannot be fitted to the rows (\(reason.withoutFullStop))"
    }
  }

  /// What to do about it.
  fileprivate var remedy: String {
    switch self {
    case .rowsNeeded(let target): "pass rows with the column \"\(target)\""
    case .twoNumbersNeeded: "train one with two columns of numbers as ClassifierOptions.features"
    case .noFiniteValues: "use rows that have some"
    case .hiddenLayers: "train with ClassifierOptions.hiddenUnits empty to see them"
    case .noHistory: "use a file that Classifier.save(to:) wrote after training"
    case .noEpochs: "train with ClassifierOptions.epochs to see one"
    case .oneClass: "add rows of the others"
    case .noRows: "add rows of the other"
    case .regressionNeeded: "fit one with TableRegression"
    case .separated: "fit it with TableRegressionOptions.usesFirthPenalty"
    case .twoClassesNeeded: "fit two of them, or draw the residuals"
    case .thresholdOfTwoClasses: "draw the confusion instead"
    case .countedTrials: "draw the residuals instead"
    case .unknownRange: "pass rows that show it"
    case .noEstimates: "fit more rows, or other terms"
    case .notFitted: "use rows like those that the model was fitted to"
    }
  }
}

extension String {
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension [String] {
  /// At most three names, and how many more there are.
  fileprivate var listed: String {
    let names = prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
    return count > 3 ? "\(names) and \((count - 3).grouped) more" : names
  }
}
