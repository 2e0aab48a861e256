import LogitFiles

/// A range of a source whose rows one thread puts into columns, whatever the threads of other ranges do.
///
/// Where the first row of a range begins is a guess, since the range may begin within quotes; reading the range
/// before shows whether the guess was right. If it was wrong, the range is read again. So the result depends
/// only on the bytes, not on the threads.
final class CSVPiece {
  /// How a piece is read.
  struct Reading {
    let source: StoredBytes
    let layout: CSVLayout
    /// Whether it is kept where the rows are.
    let keepsPlaces: Bool
    /// Makes what takes the values of the columns, for rows in a range; `nil` for a column that is not wanted.
    let builders: (Range<Int>) throws -> [CSVColumnBuilder?]
  }

  /// The bytes that rows begin in.
  private(set) var range: Range<Int>
  var builders: [CSVColumnBuilder?] = []
  /// The number of rows.
  private(set) var rows = 0
  /// Where the rows are, if that is kept.
  private(set) var places: RowText.Part?
  /// Where the last row ends.
  private var end = 0
  private var fault: (any Error)?

  init(_ range: Range<Int>) { self.range = range }

  /// Reads the rows from a place on.
  ///
  /// - Parameter isGuess: Whether it may in fact not be the start of a row; `false` by default.
  func read(from start: Int, isGuess: Bool = false, _ parser: CSVPieceParser, _ reading: Reading) {
    range = start..<max(range.upperBound, start)
    fault = nil
    do {
      builders = try reading.builders(range)
      places = reading.keepsPlaces ? RowText.Part(base: start) : nil
      (end, rows) = try parser.parse(range, into: builders, isGuess: isGuess, places: &places)
    } catch {
      fault = error
      builders = []
    }
  }

  /// Reads the rows from where the first probably begins.
  func readGuessing(_ parser: CSVPieceParser, _ reading: Reading) {
    do {
      guard let start = try CSVRowStart.guess(in: range, reading.source, reading.layout) else {
        fault = CSVFault(kind: .wrongStart, offset: range.lowerBound)
        return
      }
      read(from: start, isGuess: true, parser, reading)
    } catch {
      fault = error
    }
  }

  /// Makes sure that the rows are those from where the last row of the piece before ends.
  ///
  /// - Parameters:
  ///   - place: Where it ends.
  ///   - readAgain: Called if they are not, to read them from there.
  /// - Returns: Where the last row of this piece ends.
  /// - Throws: What went wrong when the rows were read.
  func settle(from place: Int, readAgain: () -> Void) throws -> Int {
    guard place < range.upperBound else {
      // A row of the previous piece covers all of it.
      rows = 0
      builders = []
      return place
    }
    if range.lowerBound != place || (fault as? CSVFault)?.isWrongStart == true { readAgain() }
    if let fault { throw fault }
    return end
  }
}
