public import Logit
import LogitData

extension CoefficientPath: CustomStringConvertible {
  /// The degrees of freedom, the share of the deviance explained in percent and λ, a line for each λ.
  public var description: String {
    var table = AlignedText(rightAligned: [0, 1, 2])
    table.append("not 0", "% deviance", "lambda")
    for index in lambdas.indices {
      table.append(
        "\(nonzeroCounts[index])", (100 * devianceExplained[index]).fixed(decimals: 2),
        lambdas[index].text(digits: 4))
    }
    return "\(headline)\(table.text)\(convergenceNote ?? "")"
  }

  private var headline: String {
    "\(source): \(rowCount.counted("row")), target \"\(target)\", \(classNames.count) classes, "
      + "\(featureCount.counted("feature")); \(options.penaltyWords), \(lambdas.count.counted("lambda"))"
      + "\(ClassifierTraining.leftOut(droppedRowCount, uncounted: uncountedRowCount))\n"
  }

  private var featureCount: Int { coefficients.count / max(intercepts.count, 1) }

  /// That coefficients are no optima, as a line; `nil` if all are.
  public var convergenceNote: String? {
    let failed = lambdas.indices.filter { !isConverged[$0] }
    guard let first = failed.first else { return nil }
    let which =
      failed.count == 1 ? lambdas[first].text(digits: 4) : "\(failed.count.grouped) of the lambdas"
    return
      "Not converged at \(which), so these coefficients are not optima\(fits.cause).\n"
  }

  /// The path as one JSON object: `source`, `target`, `rows`, `dropped_rows`, `uncounted_rows`, `l1_ratio`,
  /// `lambdas`, `nonzero`, `deviance_explained`, `violation`, `intercepts` and `coefficients`, with a number
  /// for each λ in every list, and `warnings`.
  public var json: JSON { json(OptionNames()) }

  /// The path as one JSON object.
  ///
  /// - Parameter names: What options are called in its warnings.
  package func json(_ names: OptionNames) -> JSON {
    [
      "source": .string(source), "target": .string(target), "rows": .integer(rowCount),
      "dropped_rows": .integer(droppedRowCount), "uncounted_rows": .integer(uncountedRowCount),
      "l1_ratio": .number(options.l1Ratio), "lambdas": .finite(lambdas),
      "nonzero": .array(nonzeroCounts.map { .integer($0) }),
      "deviance_explained": .finite(devianceExplained), "violation": .finite(violations),
      "intercepts": .array(
        intercepts.map { ["class": .string($0.className), "estimates": .finite($0.estimates)] }),
      "coefficients": .array(
        coefficients.map {
          [
            "feature": .string($0.feature), "class": .string($0.className),
            "estimates": .finite($0.estimates),
          ]
        }),
      "warnings": .array(findings.map { $0.json(names) }),
    ]
  }
}

extension JSON {
  /// A list of numbers, `null` for those that are not finite.
  static func finite(_ values: [Double]) -> JSON { .array(values.map { .finite($0) }) }
}
