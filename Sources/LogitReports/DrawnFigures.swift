package import LogitFiles
package import LogitPlots

/// The figures of a classifier that were drawn, for people and for programs.
package struct DrawnFigures: Sendable {
  /// A figure with its kind, and the file that it is in, if it is in one.
  package typealias Figure = (plot: ClassifierPlot, figure: ClassifierFigure, path: String?)

  private let subject: FigureSubject
  /// What was drawn.
  package private(set) var drawn: [Figure] = []
  /// What could not be drawn.
  package private(set) var skipped: [UnsuitablePlot] = []

  /// Draws figures, of several those that can be drawn.
  ///
  /// - Parameters:
  ///   - kinds: The kinds of figure.
  ///   - subject: What is drawn.
  ///   - write: Writes a figure, and says where it is.
  /// - Throws: ``UnsuitablePlot`` for a single kind; what `write` throws.
  package init(
    _ kinds: [ClassifierPlot], of subject: FigureSubject,
    write: (FigureStack, _ name: String) throws -> String?
  ) throws {
    self.subject = subject
    for kind in kinds {
      do {
        let figure = try subject.classifier.figure(kind, rows: subject.rows, table: subject.table)
        drawn.append((kind, figure, try write(figure.page, kind.name)))
      } catch let reason as UnsuitablePlot {
        if kinds.count == 1 { throw reason }
        skipped.append(reason)
      }
    }
  }

  /// One JSON object.
  ///
  /// - Parameter describe: Why a figure was not drawn, in a sentence.
  package func json(_ describe: (UnsuitablePlot) -> String) -> JSON {
    [
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
        }), "skipped": .array(skipped.map { .string(describe($0)) }),
    ]
  }

  /// Lines that say what was drawn from what, and where it is.
  ///
  /// - Parameter allRows: The option that takes all rows as the model predicts them.
  package func text(allRows: String) -> String {
    var lines = subject.rowsText(allRows: allRows).map { [$0] } ?? []
    let paths = drawn.compactMap(\.path)
    if !paths.isEmpty {
      lines.append("\(paths.count == 1 ? "Figure" : "Figures"): \(paths.joined(separator: ", "))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The figures in characters.
  ///
  /// - Parameters:
  ///   - size: The size of the terminal.
  ///   - color: The colours that it has.
  package func drawing(size: TerminalSize, color: TerminalColor) -> String {
    drawn.map { item in
      item.figure.page.text(
        width: min(size.columns, 100), height: item.figure.terminalHeight ?? min(max(size.rows - 4, 16), 26),
        color: color)
    }.joined(separator: "\n")
  }
}
