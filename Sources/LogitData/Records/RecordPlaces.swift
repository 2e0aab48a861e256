import LogitFiles

/// Where the rows of a text come from that was made of records: objects of JSON, or rows of a database. The
/// text itself is nobody's file, so messages must not count its lines.
final class RecordPlaces: Sendable {
  /// What a record stands in.
  enum Unit: Sendable {
    /// Lines of a text, counted from 1.
    case line
    /// Rows of a table, counted from 1.
    case row
  }

  /// Why a record is no row.
  struct Fault: Sendable {
    let error: DataError
    /// The record as it stands.
    let text: String
  }

  private struct State: Sendable {
    /// The rows whose line is not the one after that of the row before, and their lines.
    var jumps: [(row: Int, line: Int)] = []
    var faults: [Int: Fault] = [:]
  }

  let unit: Unit
  private let state = Locked(State())

  init(_ unit: Unit) { self.unit = unit }

  /// Notes the line that a row begins in; rows come in order.
  func note(row: Int, line: Int) {
    state.withLock { state in
      if let last = state.jumps.last, last.line + (row - last.row) == line { return }
      state.jumps.append((row, line))
    }
  }

  /// Notes why a record is no row, in place of which an unreadable one stands in the text.
  func note(row: Int, _ fault: Fault) { state.withLock { $0.faults[row] = fault } }

  /// The line that a row begins in; of a row that is not known, that of one before it.
  func line(ofRow row: Int) -> Int {
    state.withLock { state in
      let behind = state.jumps.partitioningIndex { $0.row > row }
      guard behind > 0 else { return row + 1 }
      let jump = state.jumps[behind - 1]
      return jump.line + (row - jump.row)
    }
  }

  /// Why a record is no row; `nil` if it is one.
  func fault(ofRow row: Int) -> Fault? { state.withLock { $0.faults[row] } }

  /// Forgets the rows before one, which nobody will ask for any more.
  func forget(before row: Int) {
    state.withLock { state in
      let behind = state.jumps.partitioningIndex { $0.row > row }
      if behind > 1 { state.jumps.removeFirst(behind - 1) }
      if !state.faults.isEmpty { state.faults = state.faults.filter { $0.key >= row } }
    }
  }
}
