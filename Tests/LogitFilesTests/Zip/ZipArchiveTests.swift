import Testing

@testable import LogitFiles

@Suite("Zip archives that are damaged")
struct ZipArchiveTests {
  /// An archive of two entries, stored.
  private static let whole: [UInt8] = {
    var (encoder, output) = (ZipEncoder(), ByteOutput())
    encoder.append(name: "a.txt", contents: Array("first".utf8), isCompressed: false, to: &output)
    encoder.append(name: "b.txt", contents: Array("second".utf8), isCompressed: false, to: &output)
    encoder.finish(to: &output)
    return output.bytes
  }()

  private func places(_ mark: [UInt8]) -> [Int] {
    Self.whole.indices.filter { Self.whole[$0...].starts(with: mark) }
  }

  private func error(_ bytes: [UInt8]) -> FileError? {
    do {
      let archive = try ZipArchive(StoredBytes(bytes, name: "x.zip"))
      for entry in archive.entries { _ = try archive.contents(of: entry, limit: 1 << 20) }
      return nil
    } catch { return error as? FileError }
  }

  private func expect(
    _ item: String, _ expected: String, _ found: String, _ change: (inout [UInt8]) -> Void
  ) {
    var bytes = Self.whole
    change(&bytes)
    let error = error(bytes)
    guard case .damaged("x.zip", let itemFound, let expectedFound, let foundFound, _)? = error else {
      Issue.record("\(error.map { "\($0)" } ?? "nothing was thrown")")
      return
    }
    #expect(itemFound == item && expectedFound == expected && foundFound == found)
  }

  @Test("are refused by file and entry, with what was expected and what was found there")
  func words() throws {
    #expect(error(Self.whole) == nil)
    let (entries, headers) = (places([0x50, 0x4B, 1, 2]), places([0x50, 0x4B, 3, 4]))
    try #require(entries.count == 2 && headers.count == 2)
    expect("entry 2 of the list", "46 bytes or more that begin PK 1 2", "51 bytes that begin 50 4b 01 09") {
      $0[entries[1] + 3] = 9
    }
    expect(
      "the header at byte \(headers[1])", "PK 3 4 and that of the entry \"b.txt\", compressed by 0",
      "50 4b 03 04 and that of \"c.txt\", compressed by 0"
    ) { $0[headers[1] + 30] = UInt8(ascii: "c") }
    expect(
      "the header at byte \(headers[1])", "PK 3 4 and that of the entry \"b.txt\", compressed by 0",
      "50 4b 03 04 and that of \"b.txt\", compressed by 8"
    ) { $0[headers[1] + 8] = 8 }
    expect(
      "the compression of the entry \"b.txt\"", "0 (none) or 8 (deflate)", "12"
    ) { $0[entries[1] + 10] = 12 }
    expect(
      "the end of the file", "the record of 22 bytes or more that ends a zip file (PK 5 6)",
      "\([UInt8](Self.whole.dropLast().suffix(22)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")), so it was cut off or is of another kind"
    ) { $0.removeLast() }
    expect("the archive", "one file", "said to be file 0 of several, with 2 of 3 entries") {
      $0[$0.count - 12] = 3
    }
  }

  @Test("are refused by name whichever byte was changed or missing, if at all")
  func anyByte() {
    for place in Self.whole.indices {
      var bytes = Self.whole
      bytes[place] ^= 0xFF
      for bytes in [bytes, Array(Self.whole.prefix(place))] {
        guard let error = error(bytes) else { continue }
        #expect(error.description.contains("x.zip") && !error.description.contains("but is another;"))
      }
    }
  }

  /// The archive with its list said once more in the form for large files, as PyTorch writes all archives.
  private func withBothForms(listAt change: Int = 0) throws -> [UInt8] {
    let end = try #require(places([0x50, 0x4B, 5, 6]).last)
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    let list = try #require(places([0x50, 0x4B, 1, 2]).first)
    var record: [UInt8] = [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2)
    record += little(0, 8) + little(2, 8) + little(2, 8) + little(end - list, 8) + little(list + change, 8)
    let locator: [UInt8] = [0x50, 0x4B, 6, 7] + little(0, 4) + little(end, 8) + little(1, 4)
    return Array(Self.whole[..<end]) + record + locator + Array(Self.whole[end...])
  }

  @Test("Archives that say their list in both forms, as those of PyTorch do, are read; two lists are refused")
  func bothForms() throws {
    let archive = try ZipArchive(StoredBytes(withBothForms(), name: "net.pt"))
    #expect(archive.entries.map(\.name) == ["a.txt", "b.txt"])
    #expect(try archive.contents(of: archive.entries[1], limit: 100) == Array("second".utf8))
    let other = try error(withBothForms(listAt: -1))
    #expect("\(other.map { "\($0)" } ?? "")".contains("the same in both of its forms"))
  }
}
