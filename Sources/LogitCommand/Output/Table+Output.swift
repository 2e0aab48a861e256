#if Command
import LogitClassifier

extension TableWriter {
  /// Writes a table to standard output, or to a file that is not yet under its name.
  func write(_ table: Table, to sink: some ByteSink) throws {
    var output = ByteOutput(to: sink)
    try write(table, to: &output)
    try output.flush()
  }
}
#endif
