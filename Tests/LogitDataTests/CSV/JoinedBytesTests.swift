import LogitData
import Testing

/// Bytes of several files that are counted through.
@Suite struct JoinedBytesTests {
  @Test func `bytes of one file are those of the file`() {
    let bytes = JoinedBytes(heads: [4], sizes: [100])
    #expect(bytes.end == 100)
    let pieces = bytes.pieces(of: 10..<60)
    #expect(pieces.map(\.file) == [0] && pieces.map(\.bytes) == [10..<60])
  }

  @Test func `every byte of rows is in one place, for any sizes and ends`() {
    let (heads, sizes) = ([3, 2, 5, 0, 1], [10, 2, 9, 4, 8])
    let bytes = JoinedBytes(heads: heads, sizes: sizes)
    let places = zip(heads, sizes).enumerated().flatMap { file, ends in
      (ends.0..<ends.1).map { "\(file):\($0)" }
    }
    #expect(bytes.end == 3 + places.count)
    for first in 3...bytes.end {
      for end in first...bytes.end {
        let found = bytes.pieces(of: first..<end).flatMap { piece in piece.bytes.map { "\(piece.file):\($0)" }
        }
        #expect(found == Array(places[first - 3..<end - 3]))
      }
    }
  }
}
