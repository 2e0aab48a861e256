#if Command
import Logit
import LogitReports

/// What was drawn, for people and for programs.
struct PlotReport {
  let subject: PlotSubject
  var drawn: [(plot: ClassifierPlot, figure: ClassifierFigure, path: String?)] = []
  /// What could not be drawn.
  var skipped: [UnsuitablePlot] = []

  init(_ subject: PlotSubject) { self.subject = subject }

  /// One JSON object.
  var json: String {
    ([
      "model": .string(subject.modelPath), "source": subject.source.map { .string($0) } ?? .null,
      "rows": (subject.rows?.rowCount ?? subject.table?.rowCount).map { .integer($0) } ?? .null,
      "held_out": .bool(subject.origin == .heldOut),
      "measured_on": subject.rows == nil ? .null : .string(subject.origin.word),
      "dropped_rows":
        .integer(
          subject.rows.map { $0.droppedRowCount + $0.incompleteRowCount + $0.uncountedRowCount } ?? 0),
      "uncounted_rows": .integer(subject.rows?.uncountedRowCount ?? 0),
      "figures": .array(
        drawn.map {
          [
            "kind": .string($0.plot.name), "path": $0.path.map { .string($0) } ?? .null,
            "data": $0.figure.data,
          ]
        }), "skipped": .array(skipped.map { .string($0.shellDescription) }),
    ] as JSON).description
  }

  /// Lines that say what was drawn from what, and where it is.
  var text: String {
    var lines = subject.rowsText.map { [$0] } ?? []
    let paths = drawn.compactMap(\.path)
    if !paths.isEmpty {
      lines.append("\(paths.count == 1 ? "Figure" : "Figures"): \(paths.joined(separator: ", "))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Why some kinds were not drawn, a line each, for standard error.
  var skippedText: String { skipped.map { $0.shellDescription + "\n" }.joined() }

  /// Throws the reasons if nothing was drawn.
  func requireFigure() throws {
    guard drawn.isEmpty, !skipped.isEmpty else { return }
    throw ShellError(oneLine: skipped.map(\.shellDescription).joined(separator: " "))
  }

  /// The figures in characters.
  func drawing(size: TerminalSize, color: TerminalColor) -> String {
    drawn.map { item in
      item.figure.page.text(
        width: min(size.columns, 100), height: item.figure.terminalHeight ?? min(max(size.rows - 4, 16), 26),
        color: color)
    }.joined(separator: "\n")
  }
}
#endif
