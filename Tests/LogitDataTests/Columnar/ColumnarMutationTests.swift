import Logit
import Testing

@testable import LogitData
@testable import LogitFiles

@Suite struct ColumnarMutationTests {
  /// Small files of every encoding and compression.
  private static let names = [
    "required.parquet", "uuid.parquet", "index.parquet", "duckdb.parquet", "spark-snappy.parquet",
    "spark-lz4.parquet", "spark-zstd.parquet", "lengths.parquet", "integer-decimals.parquet",
    "96-bits.parquet",
    "no-rows.parquet", "nested.parquet", "deltas.arrows", "replaced.arrows", "no-columns.arrows",
    "no-rows.arrows", "nested.arrow",
  ]

  private static func read(_ bytes: [UInt8], _ name: String) -> Table? {
    var options = CSVOptions(memory: .bytes(ProcessMemory.used + (64 << 20)))
    options.columnNeeds.used = ["x"]
    return name.hasSuffix("parquet")
      ? try? Table(parquetBytes: bytes, options: options) : try? Table(arrowBytes: bytes, options: options)
  }

  /// A bit of every byte and every length would take minutes, so that each file has a hundred of both.
  @Test(arguments: names) func `a changed file ends in an error or a table`(name: String) throws {
    let bytes = try Fixture.bytes("Columnar/\(name)")
    let step = max(1, bytes.count / 100)
    var read = 0
    for place in stride(from: 0, to: bytes.count, by: step) {
      for change in [1, 0xFF] as [UInt8] {
        var changed = bytes
        changed[place] ^= change
        if let table = Self.read(changed, name) {
          read += 1
          // Every value can be taken.
          for column in table.columns where table.rowCount < 10_000 { _ = column.strings() }
        }
      }
      _ = Self.read(Array(bytes[..<place]), name)
    }
    // Names and statistics can change, so that it is not the first check that refuses all.
    #expect(read > 0)
  }
}
