import Logit
import LogitClassifier
import LogitStatistics

/// The regression behind a classifier, as the figures of regressions need it.
struct RegressionSubject {
  let classifier: Classifier
  let inference: LogisticInference

  /// - Parameter plot: The name of the kind of figure.
  /// - Throws: ``UnsuitablePlot`` for a classifier that no regression made.
  init(_ classifier: Classifier, plot: String) throws {
    guard let inference = classifier.inference else { throw UnsuitablePlot(plot, .regressionNeeded) }
    (self.classifier, self.inference) = (classifier, inference)
  }

  /// The classes that have coefficients: the positive one of two, or all but the base.
  var comparedClasses: [Int] {
    let count = inference.classNames.count
    return count == 2 ? [1] : (0..<count).filter { $0 != inference.baseClass }
  }

  /// The lines of the table but for the constants, with their places.
  var slopes: [(place: Int, line: LogisticInference.Coefficient)] {
    inference.coefficients.enumerated().filter { $0.element.term != "(Intercept)" }.map { ($0, $1) }
  }

  /// The lines with the largest statistics, in the order of the table; those without a statistic come after
  /// all others.
  func strongest(_ count: Int, of lines: [(place: Int, line: LogisticInference.Coefficient)]) -> [(
    place: Int, line: LogisticInference.Coefficient
  )] {
    guard lines.count > count else { return lines }
    func strength(_ line: LogisticInference.Coefficient) -> Double {
      if line.divergingSign != nil { return .infinity }
      return line.statistic.map(\.magnitude) ?? -1
    }
    let chosen = Set(
      lines.sorted { (-strength($0.line), $0.place) < (-strength($1.line), $1.place) }.prefix(count).map(
        \.place))
    return lines.filter { chosen.contains($0.place) }
  }

  /// What the probability of two classes is of: `case = 1`; of counts, the name of a success.
  ///
  /// - Parameter length: The most characters.
  func event(to length: Int) -> String {
    let label = inference.classNames.count == 2 ? 1 : 0
    guard !classifier.explainsCounts else { return inference.classNames[label].shortened(to: length) }
    return outcome(label, to: length / 2)
  }

  /// What a legend calls the rows of a class: with the target, since a class may be called `1`, unless both
  /// together are long.
  func legendName(_ label: Int) -> String {
    let name = inference.classNames[label]
    let isLong = classifier.target.count + name.count > Self.longestLegendName
    return isLong ? name.shortened(to: Self.longestLegendName) : outcome(label, to: Self.longestLegendName)
  }

  private static let longestLegendName = 24

  /// - Parameter length: The most characters of the target, and of the class.
  private func outcome(_ label: Int, to length: Int) -> String {
    "\(classifier.target.shortened(to: length)) = \(inference.classNames[label].shortened(to: length))"
  }

  /// How intervals were found: `95 % intervals`, `95 % profile intervals`, with what errors come from.
  var intervalText: String {
    let errors = errorText.map { ", \($0)" } ?? ""
    return "\(levelText) \(inference.interval == .profile ? "profile " : "")intervals\(errors)"
  }

  /// What errors come from; `nil` for those of the model.
  var errorText: String? {
    switch inference.standardErrors {
    case .model: nil
    case .firth: "Firth's penalty"
    case .cluster: "errors by cluster"
    case .hc0, .hc1, .hc2, .hc3: "robust errors \(inference.standardErrors.rawValue.uppercased())"
    }
  }

  /// `95 %`.
  var levelText: String { "\((100 * inference.level).shortText) %" }

  /// Fits the terms to a table's rows, which are usually those that they were fitted to first.
  ///
  /// - Parameters:
  ///   - plot: The name of the kind of figure.
  ///   - adjust: Changes what is asked for.
  ///   - result: What is wanted of the fit.
  /// - Throws: ``UnsuitablePlot`` where the rows do not let the terms be fitted.
  func fitted<Result>(
    to table: Table, plot: String, _ adjust: (inout TableRegressionOptions) -> Void = { _ in },
    result: (TableRegression) throws -> Result
  ) throws -> Result {
    guard var options = classifier.regressionOptions else { throw UnsuitablePlot(plot, .regressionNeeded) }
    adjust(&options)
    do {
      return try result(try classifier.fitAgain(table, options))
    } catch let error as UnsuitablePlot {
      throw error
    } catch {
      // Of several figures others can be drawn. An error of a formula shows its place on further lines.
      let sentence = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
      throw UnsuitablePlot(plot, .notFitted(reason: sentence))
    }
  }

  /// What a title says where the rows are others than those that the model was fitted to.
  func fitNote(_ table: Table) -> String {
    classifier.wasTrained(on: table) ? "" : ", terms fitted to these rows"
  }
}

extension JSON {
  static func optional(_ value: Double?) -> JSON { value.map { .finite($0) } ?? .null }
}
