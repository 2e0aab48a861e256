extension String {
  /// The candidate most similar to this string, if the edits that turn one into the other are at most half as
  /// many as this string has characters.
  ///
  /// Counts insertions, deletions, replacements and swaps of neighbors, ignoring case (optimal string
  /// alignment; Damerau, 1964).
  ///
  /// - Parameter candidates: The names to choose from.
  /// - Returns: The first of the most similar names; `nil` if none is similar enough.
  package func nearest(among candidates: [String]) -> String? {
    let closest = candidates.map { ($0, editDistance(to: $0)) }.min { $0.1 < $1.1 }
    // What has no character in common is not similar, however short.
    guard let (name, distance) = closest, distance * 2 <= max(count, 2), distance < max(count, name.count)
    else { return nil }
    return name
  }

  private func editDistance(to other: String) -> Int {
    let (a, b) = (Array(lowercased()), Array(other.lowercased()))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = Swift.min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = Swift.min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

extension String? {
  /// How a message about an unknown name ends: `; did you mean "species"?`, or a full stop if no name is
  /// similar.
  package var suggestion: String { map { "; did you mean \"\($0)\"?" } ?? "." }
}
