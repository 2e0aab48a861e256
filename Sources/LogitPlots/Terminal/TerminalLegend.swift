/// The characters that series of a drawing are told apart by, and the lines that explain them.
struct TerminalLegend {
  /// A legend that would take more lines than this share of the drawing is cut, and what is left out counted.
  private static let largestShare = 0.4
  /// Between the entries of a line.
  private static let gap = "   "

  /// The character of each artist.
  let glyphs: [Character]
  private let artists: [Artist]
  private let shows: Bool

  init(_ axes: Axes) {
    artists = axes.artists
    shows = axes.showsLegend
    glyphs = Self.glyphs(artists)
  }

  // MARK: Characters

  /// For lines without a marker, and for series whose marker another one has already.
  private static let lineGlyphs = Array("*+#%@&=~$abcdefghijklmnopqrstuvwxyz")
  private static let barGlyphs = Array("█▒#=o-")

  /// What a line without a label is recognised by as one of a group.
  private struct Look: Hashable {
    let color: PlotColor
    let style: LineStyle
    let marker: Marker?
  }

  /// Series with a label have a character that no other has, their marker's letter if it can be; a line
  /// without one shares that of a line that looks the same, with which it is grouped.
  private static func glyphs(_ artists: [Artist]) -> [Character] {
    var used: Set<Character> = []
    var looks: [Look: Character] = [:]
    func free(_ wanted: Marker?) -> Character {
      let letter = wanted.map { [Character($0.rawValue)] } ?? []
      let glyph = (letter + lineGlyphs).first { !used.contains($0) } ?? "*"
      used.insert(glyph)
      return glyph
    }
    return artists.enumerated().map { index, artist in
      switch artist {
      case .marks(let marks):
        return marks.label == nil ? Character(marks.marker.rawValue) : free(marks.marker)
      case .path(let path):
        let look = Look(color: path.color, style: path.style, marker: path.marker)
        if path.label == nil, let shared = looks[look] { return shared }
        let glyph = free(path.marker)
        looks[look] = glyph
        return glyph
      case .bars: return barGlyphs[index % barGlyphs.count]
      case .errorBars: return "|"
      case .band: return Band.shade
      case .contour, .cells, .notes: return " "
      }
    }
  }

  // MARK: Lines

  /// A sample with its text.
  private struct Entry {
    let index: Int
    /// In characters.
    let sampleWidth: Int
    let text: String
  }

  private var entries: [Entry] {
    guard shows else { return [] }
    return artists.enumerated().compactMap { index, artist in
      guard let label = artist.label else { return nil }
      let width =
        switch artist {
        case .marks, .errorBars: 1
        case .path, .bars, .band: 2
        case .contour, .cells, .notes: 0
        }
      return Entry(index: index, sampleWidth: width, text: label)
    }
  }

  /// How many lines it takes.
  func lineCount(width: Int, height: Int) -> Int { layout(width: width, height: height).count }

  /// The lines, each no wider than asked for: entries side by side, a long one broken between words.
  ///
  /// - Parameter sample: What stands for an artist, of the given width, with its codes for colour.
  func lines(width: Int, height: Int, sample: (Int, Artist, _ width: Int) -> String) -> [String] {
    layout(width: width, height: height).map { line in
      line.map { part in
        guard let entry = part.entry else { return part.text }
        return sample(entry.index, artists[entry.index], entry.sampleWidth) + " " + part.text
      }.joined(separator: Self.gap)
    }
  }

  /// A piece of an entry on a line; without an entry its sample stands on a line above.
  private struct Part {
    let entry: Entry?
    let text: String

    var width: Int { (entry.map { $0.sampleWidth + 1 } ?? 0) + text.count }
  }

  private func layout(width: Int, height: Int) -> [[Part]] {
    var lines: [[Part]] = []
    for entry in entries {
      let room = max(width - entry.sampleWidth - 1, 1)
      let texts = TextMetrics.wrapped(entry.text, room: Double(room)) { Double($0.count) }
      let first = Part(entry: entry, text: texts[0])
      if texts.count == 1, let last = lines.last,
        last.reduce(0, { $0 + $1.width + Self.gap.count }) + first.width <= width
      {
        lines[lines.count - 1].append(first)
        continue
      }
      lines.append([first])
      let indent = String(repeating: " ", count: entry.sampleWidth + 1)
      for text in texts.dropFirst() { lines.append([Part(entry: nil, text: indent + text)]) }
    }
    let most = max(Int(Double(height) * Self.largestShare), 2)
    guard lines.count > most else { return lines }
    let left = lines[(most - 1)...].joined().count { $0.entry != nil }
    return lines.prefix(most - 1) + [[Part(entry: nil, text: "and \(left) more")]]
  }
}
