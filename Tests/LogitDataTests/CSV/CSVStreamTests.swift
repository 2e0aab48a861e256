import Testing

@testable import LogitData

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct CSVStreamTests {
  /// Both ends of a pipe.
  private func makePipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    return (ends[0], ends[1])
  }

  private func send(_ text: String, _ descriptor: Int32) { _ = write(descriptor, text, text.utf8.count) }

  private func lines(_ stream: CSVStream) -> [String] {
    stream.withRows { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  @Test func `a line is returned as soon as it is whole`() throws {
    let (reading, writing) = makePipe()
    let options = CSVOptions(kinds: ["x": .numeric], columns: ["x"])
    let stream = try CSVStream(descriptor: reading, name: "in", options: options)
    send("name,x\r\n", writing)
    #expect(try stream.format().hasHeader)
    send("\"a,\n\",1\r\nb,2", writing)
    let first = try stream.next()
    #expect(first?.columns.map(\.chunks) == [[.numeric([1])]])
    #expect(lines(stream) == ["\"a,\n\",1"])
    send(".5\n\nc,\n", writing)
    #expect(try stream.next()?.columns.map(\.chunks) == [[.numeric([2.5, .nan])]])
    #expect(lines(stream) == ["b,2.5", "c,"])
    send("d,7", writing)
    close(writing)
    #expect(try stream.next()?.columns.map(\.chunks) == [[.numeric([7])]])
    #expect(try stream.next() == nil)
    close(reading)
  }

  @Test func `an end of line may arrive in two halves`() throws {
    let (reading, writing) = makePipe()
    send("a,b\r", writing)
    let stream = try CSVStream(descriptor: reading, name: "in")
    let late = Task {
      try await Task.sleep(for: .milliseconds(50))
      send("\n1,x\r\n2,y\r\n", writing)
      close(writing)
    }
    let table = try stream.read()
    #expect(table.columns.map(\.kind) == [.integer, .string])
    #expect(try table.column("a").numbers() == [1, 2])
    #expect(late.isCancelled == false)
    close(reading)
  }

  @Test func `rows before a damaged one are returned first, and the line is right`() throws {
    let (reading, writing) = makePipe()
    let stream = try CSVStream(descriptor: reading, name: "in")
    send("a,b\n1,x\n2,y\n3\n4,z\n", writing)
    close(writing)
    #expect(try stream.next()?.rowCount == 2)
    let expected = DataError.fieldCount(path: "in", line: 4, expected: 2, found: 1, countLine: 1)
    #expect(throws: expected) { try stream.next() }
    #expect(throws: expected) { try stream.next() }
    close(reading)
  }

  @Test func `a long input comes in batches that make the whole`() throws {
    let rows = (0..<60_000).map { "\($0),\"w\($0 % 7)\",\(Double($0) / 8)" }
    let text = "id,word,number\n" + rows.joined(separator: "\n")
    let temporary = TemporaryFile(".csv")
    let path = temporary.path
    let file = fopen(path, "w")
    fwrite(text, 1, text.utf8.count, file)
    fclose(file)
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let stream = try CSVStream(descriptor: descriptor, name: "in")
    var (batches, raw): ([Table], [String]) = ([], [])
    while let batch = try stream.next() {
      batches.append(batch)
      raw += lines(stream)
    }
    #expect(batches.count > 1)
    #expect(raw == rows)
    let whole = try Table(csv: path)
    let joined = try Table(appending: batches)
    for (left, right) in zip(joined.columns, whole.columns) {
      #expect(left.kind == right.kind)
      #expect(left.dictionary == right.dictionary)
      #expect(left.strings() == right.strings())
    }
  }

  @Test func `the kinds of the first batch hold for the rest`() throws {
    let (reading, writing) = makePipe()
    let stream = try CSVStream(descriptor: reading, name: "in")
    send("a,b\n1,1\n2,x\n", writing)
    let first = try stream.next()
    #expect(first?.columns.map(\.kind) == [.integer, .string])
    #expect(first?.columns[1].strings() == ["1", "x"])
    send("y,3\n", writing)
    #expect(
      throws: DataError.wrongValue(path: "in", line: 4, column: "a", expected: "a whole number", found: "y")
    ) { try stream.next() }
    close(writing)
    close(reading)
  }
}
