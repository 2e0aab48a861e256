#if Command
import ArgumentParser
import Logit
import LogitClassifier

extension ConvertCommand {
  /// The most numbers that sparse rows are written out to.
  private static let mostNumbers = 1 << 26

  /// Converts to or from a file of sparse rows.
  ///
  /// - Returns: Whether one of the files is such.
  func convertSparse() throws -> Bool {
    let (isRead, isWritten) = (SparseDataset.isSparse(input.file), SparseDataset.isNamed(output))
    guard isRead || isWritten else {
      try SparseInput.refuse(
        [("--target", target != nil), ("--first-index", sparse.firstIndex != nil)],
        for: "a table that becomes another")
      return false
    }
    if output != "-" { try InputFiles(input.file).requireOther(than: output) }
    if isRead {
      try SparseInput.refuse([("--target", target != nil)], for: "an svmlight or LIBSVM file")
      let data = try SparseInput.read(input.file, firstIndex: sparse.firstIndex, input.format)
      if isWritten {
        try data.write(svmlight: output)
      } else {
        try writeTable(data)
      }
    } else {
      let table = try input.read().table.reading(as: input.format.columns())
      try SparseDataset(table, label: target, firstIndex: sparse.firstIndex ?? 1).write(svmlight: output)
    }
    if printing.isForPeople { try Shell.print("\(input.file) is converted to \(output).") }
    return true
  }

  private func writeTable(_ data: SparseDataset) throws {
    let (rows, columns) = (data.matrix.rowCount, data.matrix.columnCount)
    guard rows * columns <= Self.mostNumbers, columns <= 1 << 16 else {
      throw ShellError(
        oneLine:
          "\(input.file) has \(rows.counted("row")) of \(columns.counted("column")), most of them 0, which are too many to "
          + "write out as a table; fit it as it is, or convert it to .svm or .svm.gz.")
    }
    let format = try to ?? TableFormat(path: output)
    try format.write(data.table(), to: output == "-" ? nil : output)
  }
}
#endif
