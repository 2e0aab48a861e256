import Logit
import LogitData
import LogitStatistics

extension FitReport: CustomStringConvertible {
  /// The scores, the strongest coefficients and the findings, as lines of text.
  public var description: String { description(OptionNames()) }

  /// The scores, the strongest coefficients and the findings, as lines of text.
  ///
  /// - Parameter names: What options are called.
  /// - Returns: The lines.
  package func description(_ names: OptionNames) -> String {
    [
      training.text + scoresText, decision?.text(classNames: balance.names) ?? "",
      sets?.reportText ?? "",
      coefficientsText(count: 10), like?.text(count: 30) ?? "",
      findings.text(names),
    ].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// The scores with their intervals, and a sentence that says on which rows they were measured.
  public var scoresText: String {
    guard let scores, let scoresOrigin else { return "\(unmeasuredText)\n" }
    let rows = scores.rowCount
    let measured =
      scoresOrigin == .outOfFold
      ? "Measured on \(rows.counted("row")), each predicted by a model trained without it, in "
        + "\(foldCount ?? 0) folds\(measuring.folds.map { ", \($0.words)" } ?? "")\(nestedText) (95 % confidence intervals, "
        + "as if the predictions were independent)"
      : "On \(rows.counted("held-out row")) (95 % confidence intervals)"
    return "\(measured)\n\(scores.text(classNames: balance.names))"
  }

  /// That the choice of λ is measured, too.
  private var nestedText: String {
    guard case .optimum(_, _, let source) = training, source.rule != nil else { return "" }
    return ", each with a λ chosen from its own training rows"
  }

  /// Why there are no scores.
  private var unmeasuredText: String {
    if measuring.folds != nil { return "Interrupted before the folds were done, so nothing was measured." }
    let loss = training.solution?.meanLoss ?? Double(history["loss"].last ?? .nan)
    let reason = measuring == .holdout(0) ? "No rows were held out" : "Interrupted before the end"
    // Without a whole epoch there is no loss.
    let known = loss.isFinite ? "; the final training loss is \(loss.fixed(decimals: 4))" : ""
    return "\(reason), so nothing was measured\(known)."
  }

  /// The strongest coefficients as lines of text.
  ///
  /// - Parameter count: The most coefficients to list.
  /// - Returns: A line for each; empty for a model with hidden layers.
  public func coefficientsText(count: Int) -> String {
    LinearModelText(intercepts: intercepts, coefficients: coefficients).text(count: count)
  }
}
