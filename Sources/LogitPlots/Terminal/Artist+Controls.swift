import LogitFiles

extension Artist {
  /// The same with escapes in place of control characters in its texts, which may come from a file.
  var showingControls: Artist {
    switch self {
    case .marks(var marks):
      marks.label = marks.label?.onOneLine
      return .marks(marks)
    case .path(var path):
      path.label = path.label?.onOneLine
      return .path(path)
    case .bars(var bars):
      bars.label = bars.label?.onOneLine
      return .bars(bars)
    case .errorBars(var bars):
      bars.label = bars.label?.onOneLine
      return .errorBars(bars)
    case .cells(var cells):
      cells.texts = cells.texts.map(\.showingControls)
      return .cells(cells)
    case .band(var band):
      band.label = band.label?.onOneLine
      return .band(band)
    case .notes(var notes):
      notes.items = notes.items.map { ($0.point, $0.text.onOneLine) }
      return .notes(notes)
    case .contour: return self
    }
  }
}
