import LogitClassifier

extension TableWriter {
  /// Writes a table to standard output.
  func writeToStandardOutput(_ table: Table) throws {
    let output = OutputDescriptor.standardOutput
    var bytes = ByteOutput { try output.write($0) }
    try write(table, to: &bytes)
    try bytes.flush()
  }

  /// Writes a table to a file that is not yet under its name.
  func write(_ table: Table, to file: StagedFile) throws {
    let output = OutputDescriptor(descriptor: file.descriptor, name: file.path)
    var bytes = ByteOutput { try output.write($0) }
    try write(table, to: &bytes)
    try bytes.flush()
  }
}
