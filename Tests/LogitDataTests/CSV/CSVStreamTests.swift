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
    send("name,x\r\n\"a,\n\",1\r\nb,2", writing)
    #expect(try stream.format().hasHeader)
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
    // Reading holds one of the few threads that tasks share.
    OwnThread.run {
      usleep(50_000)
      send("\n1,x\r\n2,y\r\n", writing)
      close(writing)
    }
    let table = try stream.read()
    #expect(table.columns.map(\.kind) == [.integer, .string])
    #expect(try table.column("a").numbers() == [1, 2])
    close(reading)
  }

  @Test func `what is compressed is decompressed as it comes, in pieces of any size`() throws {
    let text = "id,word\n" + (0..<30_000).map { "\($0),w\($0 % 7)\n" }.joined()
    let compressed = Gzip.compress(Array(text.utf8))
    for size in [1, 2, 999, compressed.count] {
      let (reading, writing) = makePipe()
      let sent = DispatchGroup()
      DispatchQueue.global().async(group: sent) {
        for start in stride(from: 0, to: compressed.count, by: size) {
          let part = Array(compressed[start..<min(start + size, compressed.count)])
          _ = part.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
        }
        close(writing)
      }
      let table = try CSVStream(descriptor: reading, name: "in").read()
      #expect(try table.column("id").numbers() == (0..<30_000).map { Double($0) })
      sent.wait()
      close(reading)
    }
    let (reading, writing) = makePipe()
    let sent = DispatchGroup()
    DispatchQueue.global().async(group: sent) {
      // More than a pipe holds.
      _ = compressed.withUnsafeBytes { write(writing, $0.baseAddress, $0.count - 100) }
      close(writing)
    }
    let stream = try CSVStream(descriptor: reading, name: "in")
    #expect(throws: FileError.self) { try stream.read() }
    sent.wait()
    close(reading)
  }

  @Test(arguments: [1, 2, 3])
  func `a row with a value too many is no row with a name, however the rows come`(count: Int) throws {
    let rows = ["1,5,7\n", "1,6,8\n", "1,7,9\n"]
    let (reading, writing) = makePipe()
    defer { close(reading) }
    let stream = try CSVStream(descriptor: reading, name: "in")
    send("x,z\n" + rows[..<count].joined(), writing)
    defer { close(writing) }
    let expected = DataError.fieldCount(path: "in", line: 2, expected: 2, found: 3, countLine: 1)
    #expect(throws: expected) { try stream.next() }
    send(rows[count...].joined(), writing)
    #expect(throws: expected) { try stream.next() }
  }

  @Test func `a column that turns out to hold texts has all rows, whatever the last ends with`() throws {
    for end in ["\r", "\n", "\r\n"] {
      let (reading, writing) = makePipe()
      let stream = try CSVStream(descriptor: reading, name: "in")
      send("a,b\n1,1\nx,2\ny,3\(end)z", writing)
      let first = try stream.next()
      #expect(first?.columns.map { $0.strings() } == [["1", "x", "y"], ["1", "2", "3"]], "\(end.utf8)")
      send(",4\n", writing)
      close(writing)
      #expect(try stream.next()?.columns.map { $0.strings() } == [["z"], ["4"]])
      close(reading)
    }
  }

  @Test(arguments: [0, 30, 200])
  func `the rows before the end of a compressed input that is cut off are returned first`(
    missing: Int
  ) throws {
    let rows = (0..<400).map { "\($0),w\($0 * 7919 % 1000)\n" }
    let compressed = Gzip.compress(Array(("id,word\n" + rows.joined()).utf8))
    // The last 8 bytes are no data.
    let bytes = Array(compressed.dropLast(8 + missing))
    let stream = try CSVStream(StoredBytes(bytes, name: "in"))
    var (ids, words): ([Double], [String?]) = ([], [])
    func readAll() throws {
      while let batch = try stream.next() {
        ids += try batch.column("id").numbers()
        words += try batch.column("word").strings()
      }
    }
    #expect(throws: FileError.self) { try readAll() }
    #expect(throws: FileError.self) { try readAll() }
    #expect(ids == ids.indices.map(Double.init) && words == words.indices.map { "w\($0 * 7919 % 1000)" })
    #expect(missing == 0 ? ids.count == 400 : (200..<400).contains(ids.count), "\(ids.count)")
    #expect(throws: FileError.self) { try CSVReader(bytes: bytes) }
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
      throws: DataError.wrongValue(
        path: "in", line: 4, column: "a", expected: "a whole number", found: "y",
        remedies: [.missingWord("y")])
    ) { try stream.next() }
    close(writing)
    close(reading)
  }

  @Test(arguments: [1, 7, 10_000])
  func `rows before a value of the wrong kind are returned, however many bytes come at once`(
    count: Int
  ) throws {
    let text = Array("a,b\n1,x\n2,y\n3,z\nbad,x\n5,y\n".utf8)
    let (reading, writing) = makePipe()
    let options = CSVOptions(header: .firstRow, kinds: ["a": .integer, "b": .string])
    let stream = try CSVStream(descriptor: reading, name: "in", options: options)
    let sent = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      for start in stride(from: 0, to: text.count, by: count) {
        let piece = Array(text[start..<min(start + count, text.count)])
        _ = write(writing, piece, piece.count)
        if count < 100 { usleep(1000) }
      }
      close(writing)
      sent.signal()
    }
    var values: [Double] = []
    let expected = DataError.wrongValue(
      path: "in", line: 5, column: "a", expected: "a whole number", found: "bad",
      remedies: [.missingWord("bad")])
    #expect(throws: expected) {
      while let batch = try stream.next() {
        values += try batch.column("a").numbers()
        #expect(lines(stream).count == batch.rowCount)
      }
    }
    #expect(values == [1, 2, 3])
    #expect(throws: expected) { try stream.next() }
    sent.wait()
    close(reading)
  }

  @Test func `rows that cannot be read are passed over, each with what is wrong`() throws {
    let text =
      "a,b,c\n1,x,0\nbad,y,\"\n\"\n3\n4,z,1,2\n5,\"q\"r,1\n6,w,\"1\n1\"\n\n7,v,"
      + "worse\nbad,u,worse\n8,t,4\n"
    let options = CSVOptions(header: .firstRow, kinds: ["a": .integer, "b": .string, "c": .string])
    for kinds in [options.kinds, ["a": .integer, "b": .string, "c": .numeric]] {
      var options = options
      options.kinds = kinds
      let stream = try CSVStream(StoredBytes(Array(text.utf8), name: "in"), options: options)
      let batch = try #require(try stream.nextBatch(passingFaults: true))
      #expect(batch.rowCount == 9 && lines(stream).count == 9)
      let (values, rows) = (try batch.table.column("a").numbers(), batch.faults.map(\.row))
      #expect(batch.readable == (0..<9).filter { !rows.contains($0) })
      #expect(batch.faults.filter(\.isBroken).map(\.row) == [2, 3, 4])
      #expect(lines(stream)[4] == "5,\"q\"r,1")
      let findings = batch.faults.map(\.finding)
      if kinds["c"] == .string {
        #expect(values == [1, 6, 7, 8] && rows == [1, 2, 3, 4, 7])
        #expect(
          findings == [
            "row 2 (line 3), column \"a\": a whole number is needed, but \"bad\" was found",
            "row 3 (line 5): 1 field, but 3 are needed: 3",
            "row 4 (line 6): 4 fields, but 3 are needed: 4,z,1,2",
            "row 5 (line 7), column b: \"r\" follows a closing quote: 5,\"q\"r,1",
            "row 8 (line 12), column \"a\": a whole number is needed, but \"bad\" was found",
          ])
      } else {
        #expect(values == [1, 8] && rows == [1, 2, 3, 4, 5, 6, 7])
        // The first wrong value of a row is said.
        #expect(
          findings.last == "row 8 (line 12), column \"a\": a whole number is needed, but \"bad\" was found")
        #expect(findings[5] == "row 7 (line 11), column \"c\": a number is needed, but \"worse\" was found")
      }
      #expect(try stream.nextBatch(passingFaults: true) == nil)
    }
  }

  @Test func `columns that are not read must be text, too, where rows are passed on`() throws {
    let bytes = Array("a,b\n1,x\n2,".utf8) + [0xE9] + Array("\n3,y\n".utf8)
    let options = CSVOptions(header: .firstRow, kinds: ["a": .integer], columns: ["a"])
    let whole = try CSVStream(StoredBytes(bytes, name: "in"), options: options)
    #expect(try whole.nextBatch()?.rowCount == 3)
    let checked = try CSVStream(StoredBytes(bytes, name: "in"), options: options)
    #expect(try checked.nextBatch(checkingRows: true)?.rowCount == 1)
    #expect(
      throws: DataError.notUTF8(path: "in", line: 3, column: "\"b\"", found: "é", likely: .latin1)
    ) { try checked.nextBatch(checkingRows: true) }
  }

  @Test func `a compressed stream is decompressed as it comes`() throws {
    let rows = (0..<60_000).map { "\($0),w\($0 % 7)" }
    let text = Array(("id,word\n" + rows.joined(separator: "\n")).utf8)
    let (reading, writing) = makePipe()
    let compressed = Gzip.compress(text)
    DispatchQueue.global().async {
      var sent = 0
      while sent < compressed.count {
        sent += compressed[sent...].withUnsafeBytes { write(writing, $0.baseAddress, min($0.count, 999)) }
      }
      close(writing)
    }
    let table = try CSVStream(descriptor: reading, name: "in").read()
    #expect(try table.column("id").numbers() == (0..<60_000).map(Double.init))
    close(reading)
  }
}
