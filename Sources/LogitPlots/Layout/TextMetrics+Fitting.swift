// How text is made to fit: wrapped between words, set smaller, or shortened.

extension TextMetrics {
  /// Text broken between words into lines no wider than some room; a word that is wider is broken itself.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - room: The width of a line.
  ///   - width: How wide a text is.
  /// - Returns: At least one line.
  static func wrapped(_ text: String, room: Double, width: (String) -> Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: true).map(String.init) {
      if let last = lines.last, width(last + " " + word) <= room {
        lines[lines.count - 1] = last + " " + word
        continue
      }
      var rest = word
      while width(rest) > room, rest.count > 1 {
        let head = String(rest.prefix(largest(rest.count) { width(String(rest.prefix($0))) <= room }))
        lines.append(head)
        rest = String(rest.dropFirst(head.count))
      }
      lines.append(rest)
    }
    return lines.isEmpty ? [text] : lines
  }

  /// The text, or as much of its beginning and end as fits around an ellipsis: names often differ at their
  /// ends.
  static func shortened(_ text: String, room: Double, width: (String) -> Double) -> String {
    guard width(text) > room else { return text }
    func around(_ count: Int) -> String { "\(text.prefix(count - count / 2))…\(text.suffix(count / 2))" }
    return around(largest(text.count) { width(around($0)) <= room })
  }

  /// The largest count, at least 1, of which a text still fits.
  private static func largest(_ most: Int, fits: (Int) -> Bool) -> Int {
    var (low, high) = (1, most)
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// Text set in lines of one size, so that all of it fits.
struct FittedText: Sendable, Equatable {
  /// The distance between base lines, in sizes.
  static let lineSpacing = 1.2

  let lines: [String]
  /// In points.
  let size: Double

  /// The height of all lines, in points.
  var height: Double { Double(lines.count) * size * Self.lineSpacing }

  /// The width of the widest line, in points.
  var width: Double { lines.map { TextMetrics.width(of: $0, size: size) }.max() ?? 0 }

  /// Sets a text in lines, as large as they can be.
  ///
  /// - Parameters:
  ///   - text: The text; none needs no lines.
  ///   - size: The largest size, in points.
  ///   - room: The width of a line.
  ///   - height: The height of all lines, where they can be made small enough for that.
  init(_ text: String, size: Double, room: Double, height: Double) {
    guard !text.isEmpty else {
      (lines, self.size) = ([], size)
      return
    }
    let smallest = 0.5 * size
    var current = size
    while true {
      let lines = Self.lines(text, size: current, room: room)
      if Double(lines.count) * current * Self.lineSpacing <= height || current <= smallest {
        (self.lines, self.size) = (Self.balanced(lines, text, size: current, room: room), current)
        return
      }
      current = max(current - 0.5, smallest)
    }
  }

  private static func lines(_ text: String, size: Double, room: Double) -> [String] {
    TextMetrics.wrapped(text, room: room) { TextMetrics.width(of: $0, size: size) }
  }

  /// As many lines that are about equally long, so that the last is not a single word.
  private static func balanced(_ lines: [String], _ text: String, size: Double, room: Double) -> [String] {
    guard lines.count > 1 else { return lines }
    // The narrowest room with as many lines, to half a point, in which no word is broken that was whole.
    let widest = text.split(separator: " ").map { TextMetrics.width(of: String($0), size: size) }.max() ?? 0
    var (narrow, enough, best) = (min(max(room / 2, widest), room), room, lines)
    while enough - narrow > 0.5 {
      let middle = (narrow + enough) / 2
      let found = Self.lines(text, size: size, room: middle)
      if found.count > lines.count { narrow = middle } else { (enough, best) = (middle, found) }
    }
    return best
  }
}
