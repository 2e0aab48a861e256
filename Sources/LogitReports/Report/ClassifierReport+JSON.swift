import Logit
import LogitClassifier
import LogitInterchange
import LogitStatistics

extension ClassifierReport: Encodable {
  /// Writes the object of ``json(output:)``, with null for the file.
  ///
  /// - Parameter encoder: Any encoder.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws { try json(output: nil).encode(to: encoder) }
}

extension ClassifierReport {
  /// The report as a JSON object; parts that do not apply are absent.
  ///
  /// - Parameter output: The file that the page was written to; `nil` if there is none.
  /// - Returns: The object.
  public func json(output: String?) -> JSON { json(output: output, names: OptionNames()) }

  /// The report as a JSON object.
  ///
  /// - Parameters:
  ///   - output: The file that the page was written to; `nil` if there is none.
  ///   - names: What options are called.
  package func json(output: String?, names: OptionNames) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("models", .array(models.map { .string($0) })),
      JSON.Member("source", options.source.map { .string($0) } ?? .null),
      JSON.Member("output", output.map { .string($0) } ?? .null),
      JSON.Member("target", .string(classifier.target)),
      JSON.Member("classes", .array(classifier.classes.names.map { .string($0) })),
      JSON.Member("measured_on", origin.map { .string($0.word) } ?? .null),
      JSON.Member("verdict", verdict.json),
      JSON.Member("findings", .array(findings.map { $0.json(names) })),
    ]
    func add(_ name: String, _ value: JSON?) {
      if let value { members.append(JSON.Member(name, value)) }
    }
    add("thresholds", thresholdsJSON)
    if let scores, let origin {
      add(
        "scores",
        scores.json(classNames: classifier.classes.names, origin: origin, foldCount: rows?.foldCount))
    }
    for member in rows?.countsJSON ?? [] { members.append(member) }
    add("calibration", calibrationJSON)
    if !curves.isEmpty {
      add("curves", .array(curves.map { ["kind": .string($0.kind), "data": $0.figure.data] }))
    }
    if !coefficients.isEmpty {
      add("intervals", .string(intervals.rawValue))
      add("level", coefficientLevel.map { .finite($0) })
      add("coefficients", .array(coefficients.map(\.json)))
    }
    if !importance.isEmpty { add("importance", .array(importance.map(\.json))) }
    if !effects.isEmpty { add("effects", .array(effects.map(\.json))) }
    add("example", example?.json)
    add("columns", .array(columns.map(\.json)))
    add("rows_included", .integer(includedRows.count))
    if !includedRows.isEmpty { add("rows", .array(includedRows.map(\.json))) }
    add("reproduce", reproduceJSON)
    if !comparison.isEmpty { add("comparison", .array(comparison.map(\.json))) }
    return .object(members)
  }

  private var calibrationJSON: JSON? {
    guard let calibration else { return nil }
    func object(_ estimate: Estimate?) -> JSON {
      estimate.map {
        [
          "value": .finite($0.value),
          "interval": $0.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
        ]
      } ?? .null
    }
    func number(_ value: Double?) -> JSON { value.map { .finite($0) } ?? .null }
    let names = classifier.classes.names
    return [
      "of": .string(names.count == 2 ? names[1] : "predicted class"), "rows": .integer(calibration.rowCount),
      "slope": object(calibration.slope), "intercept": object(calibration.intercept),
      "likelihood_ratio": number(calibration.likelihoodRatio), "df": .integer(2),
      "p_value": number(calibration.pValue), "spiegelhalter_z": number(calibration.spiegelhalterZ),
      "spiegelhalter_p_value": number(calibration.spiegelhalterPValue),
    ]
  }

  private var thresholdsJSON: JSON? {
    func object(_ stops: ThresholdStops, others: String) -> [JSON.Member] {
      [
        JSON.Member("stored", .finite(stops.threshold)), JSON.Member("stop", .integer(stops.stored)),
        JSON.Member("log_odds", .numbers(stops.logOdds)),
        JSON.Member(
          "counts",
          .array(
            zip([others, stops.className], stops.atOrAbove).map { name, counts in
              ["class": .string(name), "at_or_above": .array(counts.map { .integer($0) })]
            })),
      ]
    }
    guard let first = thresholds.first else { return nil }
    let names = classifier.classes.names
    if names.count == 2 { return .object(object(first, others: names[0])) }
    return [
      "stored": .null,
      "classes": .array(
        thresholds.map { stops in
          .object([JSON.Member("class", .string(stops.className))] + object(stops, others: "others"))
        }),
    ]
  }

  private var reproduceJSON: JSON {
    let provenance = classifier.provenance
    return [
      "commands": .array(options.commands.map { .string($0) }), "hash": hash.map { .string($0) } ?? .null,
      "data_xxh64": .string(provenance.fingerprintText),
      "options": .object(
        (provenance.options?.words ?? []).filter { !$0.text.isEmpty }.map {
          JSON.Member($0.name, .string($0.text))
        }),
      "seed": .string("\(provenance.seed)"),
      "versions": ["model": .string(provenance.version), "report": .string(LogitVersion.current)],
      "golden_rows": goldenRows.json(isEncoded: false),
    ]
  }
}

extension ReportVerdict {
  /// As JSON.
  var json: JSON {
    [
      "question": .string(question), "sentence": .string(sentence),
      "measures": .array(
        measures.map {
          [
            "measure": .string($0.name), "value": .finite($0.estimate.value),
            "interval": $0.estimate.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
            "baseline": .finite($0.baseline),
          ]
        }),
    ]
  }
}

extension ReportCoefficient {
  /// As JSON.
  var json: JSON {
    [
      "feature": .string(coefficient.feature), "class": .string(coefficient.className),
      "weight": .finite(coefficient.weight), "estimate": .finite(coefficient.estimate),
      "conf_low": interval.map { .finite($0.lower) } ?? .null,
      "conf_high": interval.map { .finite($0.upper) } ?? .null,
      "twin": twin.map { .string($0.column) } ?? .null,
      "twin_correlation": twin.map { .finite($0.correlation) } ?? .null,
    ]
  }
}

extension ColumnImportance {
  /// As JSON.
  var json: JSON {
    [
      "column": .string(column), "value": .finite(estimate.value),
      "interval": estimate.interval.map { .numbers([$0.lower, $0.upper]) } ?? .null,
    ]
  }
}

extension LabeledPredictions {
  /// The rows that were left out, and what was missing or unknown in the others, named as in an evaluation.
  fileprivate var countsJSON: [JSON.Member] {
    [
      JSON.Member("dropped_rows", .integer(droppedRowCount + incompleteRowCount + uncountedRowCount)),
      JSON.Member("uncounted_rows", .integer(uncountedRowCount)),
      JSON.Member("missing_values", counts.missing.json),
      JSON.Member("unknown_categories", counts.unknown.json),
    ]
  }
}
