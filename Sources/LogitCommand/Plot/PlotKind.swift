import Logit
import LogitData
import LogitPlots

/// What can be drawn of a classifier.
enum PlotKind: String, CaseIterable {
  case learningCurve = "learning-curve"
  case coefficients
  case boundary
  case roc
  case precisionRecall = "precision-recall"
  case calibration
  case confusion

  static let names = allCases.map(\.rawValue)

  /// Whether it needs rows whose classes are known.
  var needsRows: Bool {
    switch self {
    case .learningCurve, .coefficients: false
    case .boundary, .roc, .precisionRecall, .calibration, .confusion: true
    }
  }

  /// Draws it.
  ///
  /// - Throws: ``UnsuitablePlot`` if it makes no sense for this classifier or these rows.
  func draw(_ subject: PlotSubject) throws -> ClassifierPlot {
    switch self {
    case .learningCurve: try LearningCurvePlot.draw(subject.classifier)
    case .coefficients: try CoefficientPlot.draw(subject.classifier)
    case .boundary: try BoundaryPlot.draw(subject.classifier, subject.requireRows(for: self))
    case .roc: try ROCPlot.draw(subject.classifier, subject.requireRows(for: self))
    case .precisionRecall: try PrecisionRecallPlot.draw(subject.classifier, subject.requireRows(for: self))
    case .calibration: try CalibrationPlot.draw(subject.classifier, subject.requireRows(for: self))
    case .confusion: try ConfusionPlot.draw(subject.classifier, subject.requireRows(for: self))
    }
  }
}

/// A figure and the numbers in it.
struct ClassifierPlot {
  /// What is drawn.
  var page: FigureStack
  /// The numbers, for programs.
  var data: KerasValue
  /// The lines it needs in a terminal; `nil` if any number will do.
  var terminalHeight: Int?
}

/// A figure that makes no sense for a classifier or its rows.
struct UnsuitablePlot: Error, CustomStringConvertible {
  let kind: PlotKind
  /// Why not, and what to do.
  let reason: String

  var description: String { "Cannot draw \(kind.rawValue): \(reason)." }
}
