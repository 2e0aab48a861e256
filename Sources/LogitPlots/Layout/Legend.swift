/// The box that explains the series, and where it goes.
struct Legend: Sendable {
  private static let padding = 4.0
  private static let distance = 5.0
  static let handleWidth = 20.0
  private static let handleGap = 8.0
  static let lineHeight = 14.7
  /// Between columns.
  private static let columnGap = 10.0
  /// A legend beside the axes takes at most this share of the page.
  private static let largestShare = 0.5
  private static let mostColumns = 3
  /// Names in several columns have at least this room.
  private static let leastText = 40.0

  /// A series with its name.
  struct Entry: Sendable {
    /// What is drawn as a sample; `nil` for the line that counts those left out.
    var artist: Artist?
    var text: String
  }

  let entries: [Entry]
  let box: Box
  /// Whether it stands beside the axes.
  let isBeside: Bool
  private let rowCount: Int
  private let columnWidth: Double

  // MARK: Places

  /// The legend within axes: in the corner they name, or else in the first of nine places where it covers
  /// nothing; matplotlib's `best`. `nil` if there is no legend, or no such place.
  init?(inside axes: Axes, _ layout: PageLayout) {
    let entries = Self.entries(axes)
    guard axes.showsLegend, !entries.isEmpty else { return nil }
    columnWidth = Self.width(entries)
    let height = Self.height(rows: entries.count)
    let (width, margin) = (columnWidth + 2 * Self.padding, 2 * Self.distance)
    guard width + margin <= layout.box.width, height + margin <= layout.box.height else { return nil }
    let candidates = Self.places(width: width, height: height, in: layout.box)
    if let location = axes.legendLocation {
      // The corners come first, in this order.
      let corners: [LegendLocation] = [.upperRight, .upperLeft, .lowerLeft, .lowerRight]
      box = candidates[corners.firstIndex(of: location) ?? 0]
    } else {
      let shapes = axes.artists.map { CoveredShape($0, layout) }
      guard let free = candidates.first(where: { place in !shapes.contains { $0.meets(place) } }) else {
        return nil
      }
      box = free
    }
    (self.entries, rowCount, isBeside) = (entries, entries.count, false)
  }

  /// The legend beside axes, at the right edge of a page: in as many columns as its height asks for, with
  /// names shortened where it would take more than half of the page, and with what has no room counted. `nil`
  /// if there is none.
  init?(beside axes: Axes, pageWidth: Double, pageHeight: Double, top: Double) {
    var entries = Self.entries(axes)
    guard axes.showsLegend, !entries.isEmpty else { return nil }
    let room = pageHeight - top - Self.distance
    let rows = max(Int((room - 2 * Self.padding + 2) / Self.lineHeight), 1)
    let narrowest = Self.handleWidth + Self.handleGap + Self.columnGap + Self.leastText
    let fitting = max(Int(Self.largestShare * pageWidth / narrowest), 1)
    let columns = min((entries.count + rows - 1) / rows, Self.mostColumns, fitting)
    if entries.count > rows * columns {
      let left = entries.count - (rows * columns - 1)
      entries = entries.prefix(rows * columns - 1) + [Entry(artist: nil, text: "and \(left) more")]
    }
    let largest = (Self.largestShare * pageWidth - 2 * Self.padding) / Double(columns) - Self.columnGap
    let textRoom = largest - Self.handleWidth - Self.handleGap
    for index in entries.indices {
      let room = entries[index].artist == nil ? largest : textRoom
      entries[index].text = TextMetrics.shortened(entries[index].text, room: room) {
        TextMetrics.width(of: $0, size: PageLayout.fontSize)
      }
    }
    columnWidth = Self.width(entries)
    rowCount = (entries.count + columns - 1) / columns
    let width =
      Double(columns) * columnWidth + Double(columns - 1) * Self.columnGap + 2 * Self.padding
    let right = pageWidth - Self.distance
    box = Box(left: right - width, top: top, right: right, bottom: top + Self.height(rows: rowCount))
    (self.entries, isBeside) = (entries, true)
  }

  /// The width that a legend beside axes takes of the page.
  var widthBeside: Double { box.width + 2 * Self.distance }

  private static func entries(_ axes: Axes) -> [Entry] {
    axes.artists.compactMap { artist in artist.label.map { Entry(artist: artist, text: $0) } }
  }

  private static func width(_ entries: [Entry]) -> Double {
    let text = entries.map { TextMetrics.width(of: $0.text, size: PageLayout.fontSize) }.max() ?? 0
    return text + handleWidth + handleGap
  }

  private static func height(rows: Int) -> Double { Double(rows) * lineHeight + 2 * padding - 2 }

  /// Matplotlib's order: the corners from the upper right, the sides, bottom and top.
  private static func places(width: Double, height: Double, in box: Box) -> [Box] {
    let lefts = [box.left + distance, (box.left + box.right - width) / 2, box.right - distance - width]
    let tops = [box.top + distance, (box.top + box.bottom - height) / 2, box.bottom - distance - height]
    let order = [(2, 0), (0, 0), (0, 2), (2, 2), (0, 1), (2, 1), (1, 2), (1, 0), (1, 1)]
    return order.map { column, row in
      Box(left: lefts[column], top: tops[row], right: lefts[column] + width, bottom: tops[row] + height)
    }
  }

  // MARK: Entries

  /// The middle of an entry's sample.
  func handle(_ index: Int) -> Point {
    Point(x: left(index) + Self.handleWidth / 2, y: rowMiddle(index))
  }

  /// Where an entry's text begins, on its base line.
  func textStart(_ index: Int) -> Point {
    let offset = entries[index].artist == nil ? 0 : Self.handleWidth + Self.handleGap
    return Point(x: left(index) + offset, y: rowMiddle(index) + 0.36 * PageLayout.fontSize)
  }

  private func left(_ index: Int) -> Double {
    box.left + Self.padding + Double(index / rowCount) * (columnWidth + Self.columnGap)
  }

  private func rowMiddle(_ index: Int) -> Double {
    box.top + Self.padding - 1 + (Double(index % rowCount) + 0.5) * Self.lineHeight
  }
}
