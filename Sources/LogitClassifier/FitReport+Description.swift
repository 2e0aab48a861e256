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
    [scoresText, coefficientsText(count: 10), findings.text(names)].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// The scores on the held-out rows, with their intervals.
  public var scoresText: String {
    let loss = Double(history["loss"].last ?? .nan)
    guard let scores else {
      return "No rows were held out, so nothing was measured; the final training loss is "
        + "\(loss.fixed(decimals: 4)).\n"
    }
    return
      "On \(scores.rowCount.counted("held-out row")) (95 % confidence intervals)\n\(scores.text(classNames: balance.names))"
  }

  /// The strongest coefficients as lines of text.
  ///
  /// - Parameter count: The most coefficients to list.
  /// - Returns: A line for each; empty for a model with hidden layers.
  public func coefficientsText(count: Int) -> String {
    guard !coefficients.isEmpty else { return "" }
    let severalClasses = Set(coefficients.map(\.className)).count > 1
    var table = AlignedText(rightAligned: [severalClasses ? 2 : 1])
    for coefficient in coefficients.prefix(count) {
      let weight = (coefficient.weight < 0 ? "" : "+") + Double(coefficient.weight).fixed(decimals: 3)
      if severalClasses {
        table.append(coefficient.feature, coefficient.className, weight)
      } else {
        table.append(coefficient.feature, weight)
      }
    }
    let direction = severalClasses ? "" : " towards \(coefficients[0].className)"
    let left = coefficients.count - count
    let more = left > 0 ? "  and \(left.grouped) more\n" : ""
    return
      "Strongest coefficients\(direction) (change of the log-odds per unit of the encoded feature)\n\(table.text)\(more)"
  }
}
