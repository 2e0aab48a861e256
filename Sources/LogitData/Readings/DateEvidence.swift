/// How many texts of a column are dates, and whether their values settle the order of day and month.
struct DateEvidence {
  /// The order of day and month; `nil` if no date needs it, or if it is open.
  let order: DateOrder?
  /// The orders in which as many texts are dates; none unless it is open.
  let openOrders: [DateOrder]
  /// The number of values that are dates in this order, or in any of the open ones.
  let cellCount: Int
  /// The numbers of values whose time has a zone, and whose time has none.
  let zones: (with: Int, without: Int)

  /// Whether the values leave the order open.
  var isAmbiguous: Bool { !openOrders.isEmpty }

  /// The reading, unless it is open.
  var spelling: DateSpelling? { isAmbiguous ? nil : DateSpelling(order: order) }

  /// Counts dates.
  ///
  /// - Parameters:
  ///   - texts: The texts.
  ///   - asked: The order that was asked for; `nil` to settle it.
  init(_ texts: DistinctTexts, order asked: DateOrder?) {
    let orders =
      asked.map { [Optional($0)] } ?? [nil, .dayMonthYear, .monthDayYear, .yearMonthDay]
    var cells = [Int](repeating: 0, count: orders.count)
    var zones = (with: 0, without: 0)
    for (index, text) in texts.texts.enumerated() {
      if index == DistinctTexts.sampleCount, cells.allSatisfy({ $0 == 0 }) { break }
      let iso = DateParts(text)
      let date = iso == nil ? DateText(text) : nil
      if iso == nil && date == nil { continue }
      var parts = iso
      for place in orders.indices {
        guard let found = iso ?? date?.parts(orders[place]) else { continue }
        cells[place] += texts.counts[index]
        parts = found
      }
      guard let parts, parts.hasTime else { continue }
      if parts.offset == nil {
        zones.without += texts.counts[index]
      } else {
        zones.with += texts.counts[index]
      }
    }
    self.zones = zones
    let most = cells.max() ?? 0
    let best = orders.indices.filter { cells[$0] == most }.map { orders[$0] }
    cellCount = most
    // If most are dates without any order, none is needed.
    let isOpen = best.count > 1 && !best.contains(nil)
    openOrders = isOpen && most > 0 ? best.compactMap { $0 } : []
    order = isOpen || best.contains(nil) ? nil : best.first ?? nil
  }

  /// Whether a text is a date in the order that was found, or in an open one.
  func isDate(_ text: String) -> Bool {
    if isAmbiguous { return openOrders.contains { DateSpelling(order: $0).date(of: text) != nil } }
    return DateSpelling(order: order).date(of: text) != nil
  }
}
