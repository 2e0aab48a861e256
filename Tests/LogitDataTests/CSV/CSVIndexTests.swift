import CLogitData
import Testing

/// The loops of every instruction set find the rows and fields that are found byte by byte.
@Suite struct CSVIndexTests {
  private struct Found: Equatable {
    var status: UInt32
    var position: Int
    var rows: [[UInt32]]
  }

  private struct Syntax {
    var newline: UInt8
    var escape: UInt8
    var columns: UInt32
  }

  private func rows(_ text: [UInt8], _ syntax: Syntax, _ kernels: logit_data_kernels) -> Found {
    let padding = [UInt8](repeating: 0, count: Int(LOGIT_DATA_PADDING))
    let bytes = padding + text + padding
    let capacity = 64
    var befores = [UInt32](repeating: 0, count: capacity)
    var ends = [UInt32](repeating: 0, count: capacity * Int(syntax.columns) + Int(LOGIT_CSV_SLACK))
    return bytes.withUnsafeBufferPointer { bytes in
      befores.withUnsafeMutableBufferPointer { befores in
        ends.withUnsafeMutableBufferPointer { ends in
          var tile = logit_csv_rows()
          tile.bytes = bytes.baseAddress.map { $0 + padding.count }
          (tile.count, tile.limit) = (text.count, .max)
          (tile.columns, tile.row_capacity) = (syntax.columns, UInt32(capacity))
          (tile.separator, tile.newline, tile.escape) = (UInt8(ascii: ","), syntax.newline, syntax.escape)
          (tile.befores, tile.ends) = (befores.baseAddress, ends.baseAddress)
          let status = kernels.index_rows(&tile)
          let columns = Int(syntax.columns)
          let found = (0..<Int(tile.rows)).map { row in
            var places = [befores[row]] + ends[row * columns..<(row + 1) * columns]
            // Where a line ends with CRLF, a field may end at either.
            let (start, end) = (Int(places[columns - 1] &+ 1), Int(places[columns]))
            if end > start && text[end - 1] == 13 && text[end] == 10 { places[columns] -= 1 }
            return places
          }
          return Found(status: status.rawValue, position: tile.position, rows: found)
        }
      }
    }
  }

  @Test func `all levels find the rows that are found byte by byte, whatever the bytes`() {
    var state: UInt64 = 3
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let levels = [LOGIT_DATA_BASELINE, LOGIT_DATA_AVX2, LOGIT_DATA_AVX512]
      .compactMap { logit_data_kernels_for_level($0)?.pointee }
    let rare = Array("\n\r\"\\ \t".utf8)
    for _ in 0..<4000 {
      let columns = 1 + random(3)
      var text: [UInt8] = []
      // Mostly good rows, so that many are found, with a rare byte here and there.
      for _ in 0..<random(30) {
        let quoted = random(4) == 0
        for column in 0..<columns {
          let field = [UInt8](repeating: UInt8(ascii: "x"), count: random(12))
          text += quoted ? [34] + field + [34] : field
          text += column + 1 < columns ? [44] : random(3) == 0 ? [13, 10] : [10]
        }
        if random(6) == 0, !text.isEmpty { text[random(text.count)] = rare[random(rare.count)] }
      }
      let syntax = Syntax(
        newline: random(4) == 0 ? 13 : 10, escape: random(5) == 0 ? 92 : 0, columns: UInt32(columns))
      var careful = syntax
      // An escape, here one that does not occur, makes the loops go byte by byte.
      careful.escape = syntax.escape == 0 ? 1 : syntax.escape
      let expected = rows(text, careful, levels[0])
      for level in levels {
        #expect(
          rows(text, syntax, level) == expected, "\(String(decoding: text, as: UTF8.self).debugDescription)")
      }
    }
  }
}
