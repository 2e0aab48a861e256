import Dispatch
import Logit
import LogitFiles
import Testing

@testable import LogitData

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct JSONStreamTests {
  private func makePipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    return (ends[0], ends[1])
  }

  private func send(_ text: String, _ descriptor: Int32) { _ = write(descriptor, text, text.utf8.count) }

  private func stream(_ text: String, _ options: CSVOptions) throws -> (CSVStream, Int32) {
    let (reading, writing) = makePipe()
    send(text, writing)
    close(writing)
    return (try CSVStream(descriptor: reading, name: "in", options: options), reading)
  }

  @Test func `an object is returned as soon as its line is whole`() throws {
    let (reading, writing) = makePipe()
    let stream = try CSVStream(
      descriptor: reading, name: "in", options: CSVOptions(kinds: ["x": .numeric], columns: ["x"]))
    send("{\"x\":1,\"s\":\"a\"}\n{\"x\"", writing)
    #expect(try stream.format().columnNames == ["x", "s"])
    #expect(try stream.next()?.columns.map(\.chunks) == [[.numeric([1])]])
    stream.withRows { rows in #expect(rows.map { String(decoding: $0, as: UTF8.self) } == ["1,\"a\""]) }
    send(":2.5}\n\n{\"s\":\"b\"}\n", writing)
    #expect(try stream.next()?.columns.map(\.chunks) == [[.numeric([2.5, .nan])]])
    send("{\"x\":7}", writing)
    close(writing)
    #expect(try stream.next()?.columns.map(\.chunks) == [[.numeric([7])]])
    #expect(try stream.next() == nil)
    close(reading)
  }

  @Test func `a row that is none is passed over with its line, its text and what is wrong`() throws {
    let text = "{\"x\":1}\n\n{\"x\":\n{\"x\":\"a\"}\n{\"y\":1}\n{\"x\":[1]}\n{\"x\":5}\n"
    let (stream, reading) = try stream(text, CSVOptions(kinds: ["x": .numeric], columns: ["x"]))
    var (values, faults): ([Double], [RowFault]) = ([], [])
    while let batch = try stream.nextBatch(passingFaults: true, checkingRows: true) {
      values += try batch.table.column("x").numbers()
      faults += batch.faults
    }
    #expect(values == [1, 5])
    #expect(faults.count == 4)
    let messages = faults.map(\.error.description)
    for (message, part) in zip(
      messages,
      [
        "in, line 3, byte 6: a value", "in, line 4, column \"x\": a number is needed, but \"a\"",
        "in, line 5, byte 2: one of the names of the first row is needed, but \"y\"",
        "in, line 6, byte 6: one value for \"x\"",
      ])
    {
      #expect(message.contains(part), "\(message)")
    }
    #expect(faults[0].isBroken && faults[0].finding.hasSuffix(": {\"x\":"))
    close(reading)
  }

  @Test func `the first row that is none ends the stream after those before it`() throws {
    let (stream, reading) = try stream(
      "{\"x\":1}\n{\"x\":2}\n{\"x\":}\n{\"x\":3}\n", CSVOptions(columns: ["x"]))
    // The rows before it come in one batch or in two.
    var values: [Double] = []
    let error = #expect(throws: DataError.self) {
      while let batch = try stream.next() { values += try batch.column("x").numbers() }
    }
    #expect(values == [1, 2])
    #expect(error?.description.contains("line 3, byte 6") == true)
    #expect(throws: DataError.self) { try stream.next() }
    close(reading)
  }

  @Test func `a column that is needed may come late, but must come`() throws {
    let options = CSVOptions(kinds: ["a": .numeric, "b": .numeric], columns: ["a", "b"])
    let (late, first) = try stream("{\"a\":1}\n{\"a\":2,\"b\":3}\n", options)
    #expect(try late.read().column("b").numbers().last == 3)
    close(first)
    let (never, second) = try stream("{\"a\":1}\n{\"a\":2}\n", options)
    #expect(throws: DataError.missingColumns(names: ["b"], known: ["a"])) { try never.read() }
    close(second)
    let (none, third) = try stream("{\"c\":1}\n", options)
    #expect(throws: DataError.missingColumns(names: ["a", "b"], known: ["c"])) { try none.format() }
    close(third)
  }

  @Test func `a file's names are known before its first row`() throws {
    let file = TemporaryFile(".jsonl.gz")
    let text = (0..<20_000).map { "{\"x\":\($0)\($0 == 19_999 ? ",\"last\":\"z\"" : "")}\n" }.joined()
    try StagedFile.write(Gzip.compress(Array(text.utf8)), to: file.path)
    let stream = try CSVStream(path: file.path, options: CSVOptions(kinds: ["last": .string]))
    #expect(try stream.format().columnNames == ["x", "last"])
    let table = try stream.read()
    #expect(try table.column("x").numbers() == (0..<20_000).map { Double($0) })
    #expect(table.columns[1].strings().last == "z")
  }
}
