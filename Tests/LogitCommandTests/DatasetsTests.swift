import Foundation
import LogitClassifier
import Testing

@Suite struct DatasetsTests {
  let logit: BuiltCommand

  init() throws { logit = try BuiltCommand() }

  @Test("datasets lists every set with its size, target, licence and source")
  func list() throws {
    let output = try logit("datasets")
    #expect(output.status == 0 && output.errors.isEmpty)
    for entry in Dataset.all {
      let line = output.text.split(separator: "\n").first { $0.hasPrefix("\(entry.name) ") }
      #expect(line?.contains(" \(entry.classCount)  \(entry.target) ") == true, "\(entry.name)")
      #expect(output.text.contains("  \(entry.name): \(entry.source)\n"))
    }
    let sets = try #require(try logit("datasets", "--json").object?["datasets"] as? [[String: Any]])
    #expect(sets.map { $0["name"] as? String } == Dataset.all.map(\.name))
    #expect(sets[0]["rows"] as? Int == 150 && sets[0]["licence"] as? String == "CC BY 4.0")
  }

  @Test(
    "datasets with a name prints the rows, which read back as the set", arguments: Dataset.all.map(\.name))
  func rows(name: String) throws {
    let dataset = try Dataset.named(name)
    try logit.write(try logit("datasets", name).text, to: "set.csv")
    let table = try Table(csv: logit.folder.appendingPathComponent("set.csv").path)
    #expect(table.columnNames == dataset.table.columnNames)
    for (column, expected) in zip(table.columns, dataset.table.columns) {
      #expect(column.strings() == expected.strings(), "\(column.name)")
    }
  }

  @Test("-o writes the format that the name says")
  func output() throws {
    let output = try logit("datasets", "iris", "-o", "iris.npz")
    #expect(output.text == "iris.npz: 150 rows, 5 columns; the target is species.\n")
    let table = try Table(npz: logit.folder.appendingPathComponent("iris.npz").path)
    #expect(table.columnNames == Dataset.iris().table.columnNames)
    #expect(table.rowCount == 150)
  }

  @Test("A name that is none is answered with the nearest")
  func unknown() throws {
    let output = try logit("datasets", "irsi")
    #expect(output.status == 1)
    #expect(output.errors.hasPrefix("Error: There is no data set \"irsi\"; did you mean \"iris\"?"))
    #expect(try logit("datasets", "-o", "x.csv").status == 64)
    let format = try logit("datasets", "iris", "-o", "iris.xlsx")
    #expect(format.status == 1)
    #expect(
      format.errors
        == "Error: The extension of iris.xlsx is not that of a known format; use one of .csv, .tsv, "
        + ".csv.gz, .tsv.gz, .jsonl, .jsonl.gz, .ndjson, .npy, .npz.\n")
    #expect(try logit.files.isEmpty)
  }
}
