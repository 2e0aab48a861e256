import Logit
import LogitData

extension ClassifierTraining {
  /// What was read and what will be done with it, as lines of text.
  public var summary: String {
    [dataText, balanceText, featuresText, trainingText].joined(separator: "\n")
  }

  private var dataText: String {
    let kinds = ColumnKind.allCases.compactMap { kind in
      let count = profile.count(kind)
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let missing =
      profile.missingCount == 0
      ? "nothing missing" : "\(profile.missingCount.counted("value")) missing"
    return "Read \(profile.source): \(profile.rowCount.counted("row")), "
      + "\(profile.columns.count.counted("column")) (\(kinds.joined(separator: ", "))), \(missing)\n"
  }

  private var balanceText: String {
    var table = AlignedText(rightAligned: [1, 2])
    let total = Double(max(balance.counts.reduce(0, +), 1))
    for (name, count) in zip(balance.names, balance.counts).prefix(20) {
      table.append(name, count.grouped, (Double(count) / total).percent)
    }
    let more = balance.names.count > 20 ? "  and \(balance.names.count - 20) more\n" : ""
    let dropped = Self.leftOut(provenance.droppedRowCount, uncounted: provenance.uncountedRowCount)
    return "Target \(target): \(balance.names.count) classes\(dropped)\n\(table.text)\(more)"
  }

  /// How many rows are left out and why, as clauses behind semicolons; empty if none are.
  ///
  /// - Parameters:
  ///   - count: The number of rows that are left out.
  ///   - uncounted: How many of them have the weight 0.
  static func leftOut(_ count: Int, uncounted: Int) -> String {
    let others = count - uncounted
    return (others == 0 ? "" : "; \(others.counted("row")) left out, without a class or alone in one")
      + (uncounted == 0 ? "" : "; \(uncounted.uncountedRows)")
  }

  private var featuresText: String {
    "Features: \(features.outputCount.counted("number")) from "
      + "\(features.decisions.count { !$0.isLeftOut }.counted("column"))\n\(features.decisions.text)"
  }

  private var trainingText: String {
    let rows = provenance.trainingRowCount
    let kind =
      options.hiddenUnits.isEmpty
      ? classes.head.regressionName
      : "A network with \(options.hiddenUnits.map(String.init).joined(separator: ", ")) hidden units"
    let how =
      switch plan {
      case .optimum(let fit, let source):
        "the optimum with \(fit.penalty == .none ? "" : "a ")"
          + "\(fit.penalty.words(source, isKnown: source.rule == nil))"
      case .steps(let steps, let schedule):
        "\(steps.optimizer.name) with a learning rate "
          + (steps.decaysLearningRate
            ? "from \(schedule.learningRate.shortText) to 0, " : "of \(schedule.learningRate.shortText), ")
          + "\(schedule.epochs.counted("epoch")) of \(schedule.stepsPerEpoch(rows: rows).counted("step")) of "
          + "\(schedule.batchSize) rows"
      }
    return
      "\(kind): \(model.parameterCount.counted("weight")), \(how); \(rows.counted("row")) to train on, "
      + "\(measuringText) (seed \(options.seed))\n"
  }

  private var measuringText: String {
    if case .inTurn(_, _, _, let folds) = rows, let division = options.rowsToMeasure.folds {
      return "measured in \(folds.count) folds, \(division.words)"
    }
    if case .streamed(_, let count) = rows, count > 0, let division = options.rowsToMeasure.folds {
      return "measured in \(count) folds, \(division.words)"
    }
    return provenance.validationRowCount == 0
      ? "none held out" : "\(provenance.validationRowCount.grouped) held out"
  }
}

extension Int {
  /// So many rows that count for nothing, as a clause.
  var uncountedRows: String { "\(counted("row")) of weight 0 \(self == 1 ? "does" : "do") not count" }
}
