/// What a feature of categories does with the value of a single row.
final class CategoryRule: Sendable {
  let feature: CategoryFeature
  private let learned: CategoryFeature.Learned
  private let reading: ColumnReading?
  /// Where the features begin in a row.
  private let place: Int

  /// - Parameter reading: How texts are read.
  /// - Returns: `nil` for a feature that has learned nothing, and for a reading that single values are not
  ///   read by.
  init?(_ feature: CategoryFeature, reading: ColumnReading?, place: Int) {
    guard let learned = feature.learned else { return nil }
    switch reading {
    case nil: break
    case .category?, .text?: guard !feature.isInteger else { return nil }
    case .number?, .date?: return nil
    }
    (self.feature, self.learned, self.reading, self.place) = (feature, learned, reading, place)
  }

  /// The code of a value, and what there is to tell of it; `nil` for a value of a kind that was not learned.
  private func code(of cell: TableCell) -> (code: Int32, marks: RowMarks)? {
    if feature.isInteger { return wholeNumber(cell).map { self.code(of: $0) } }
    guard let own = cell.textForm else { return (learned.missingCode, .missing) }
    let text: String
    switch (reading, cell) {
    case (.category(let spelling)?, _): text = spelling.category(of: own)
    case (.text?, _), (nil, .text): text = own
    default: return nil
    }
    let (code, isUnknown) = feature.code(of: text, learned)
    return (code, isUnknown ? .unknown : [])
  }

  private func code(of number: WholeNumber) -> (code: Int32, marks: RowMarks) {
    switch number {
    case .missing: return (learned.missingCode, .missing)
    case .fraction: return (noCode, .unknown)
    case .number(let number):
      let (code, isUnknown) = learned.lookup.code(of: number)
      return (code, isUnknown ? .unknown : [])
    }
  }

  /// The value as a whole number; `nil` for a value of a kind that was not learned.
  private func wholeNumber(_ cell: TableCell) -> WholeNumber? {
    switch cell {
    case .missing: .missing
    case .number(let number): learned.kind.accepts(.numeric) ? WholeNumber(number) : nil
    case .integer(let number): learned.kind.accepts(.integer) ? .number(Int(number)) : nil
    case .boolean(let value): learned.kind.accepts(.boolean) ? .number(value ? 1 : 0) : nil
    case .text: nil
    }
  }

  /// Writes 1 at the code of a value into features that are all 0.
  ///
  /// - Returns: What there is to tell of the value; `nil` for a value of a kind that was not learned.
  func write(_ cell: TableCell, into features: UnsafeMutablePointer<Float>) -> RowMarks? {
    guard let (code, marks) = code(of: cell) else { return nil }
    if code >= 0 { features[place + Int(code)] = 1 }
    return marks
  }
}
