/// Where marks stand on a line, so that it differs from others without colour.
enum MarkerPlaces {
  /// The most marks on a line.
  private static let most = 8
  /// Marks are at least this far apart, in units of the page.
  private static let leastDistance = 36.0
  /// The width of a mark on a line, in points.
  static let width = 5.0

  /// Places at even distances along a line.
  ///
  /// - Parameters:
  ///   - stretches: The stretches of the line, in places on the page.
  ///   - index: The number of the line among all that is drawn: lines that lie on top of each other have
  ///     their marks at different places.
  ///   - box: Where marks can be seen.
  /// - Returns: The places that can be seen.
  static func along(_ stretches: [[Point]], index: Int, in box: Box) -> [Point] {
    let pieces = stretches.flatMap { stretch in
      zip(stretch, stretch.dropFirst()).map { ($0, $1) }
    }
    // What leaves the box would take marks away from what can be seen.
    let lengths = pieces.map { from, to in
      box.contains(from) || box.contains(to) ? length(from, to) : 0
    }
    let total = lengths.reduce(0, +)
    guard total > 0, total.isFinite else { return [] }
    let count = min(max(Int(total / leastDistance), 1), most)
    // Shares of the golden section never come near to each other.
    let shift = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
    var (places, done): ([Point], Double) = ([], 0)
    for ((from, to), length) in zip(pieces, lengths) where length > 0 {
      let first = (done / total * Double(count) - shift).rounded(.up)
      let last = ((done + length) / total * Double(count) - shift).rounded(.up)
      for number in stride(from: first, to: last, by: 1) {
        let share = ((number + shift) / Double(count) * total - done) / length
        let place = Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share)
        if box.contains(place) { places.append(place) }
      }
      done += length
    }
    return places
  }

  private static func length(_ from: Point, _ to: Point) -> Double {
    let (x, y) = (to.x - from.x, to.y - from.y)
    return (x * x + y * y).squareRoot()
  }
}
