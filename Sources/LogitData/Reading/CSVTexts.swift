import CLogitData

/// The growing dictionary of a column: strings and their codes.
final class CSVTexts: @unchecked Sendable {
  // Only one thread uses it at a time.
  let pointer: OpaquePointer

  init() { pointer = logit_texts_create() }

  deinit { logit_texts_destroy(pointer) }

  var count: Int { Int(logit_texts_count(pointer)) }

  /// The strings in order of first appearance.
  func strings(_ encoding: TextEncoding) -> [String] {
    (0..<UInt32(count)).map { code in
      var length = 0
      let bytes = logit_texts_get(pointer, code, &length)
      return encoding.string(UnsafeBufferPointer(start: bytes, count: length))
    }
  }

  /// Adds the strings of another dictionary, and returns their codes in this one, in the other's order.
  func merge(_ other: CSVTexts) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: other.count) { buffer, count in
      // An empty dictionary has no codes to write.
      if let codes = buffer.baseAddress { logit_texts_merge(pointer, other.pointer, codes) }
      count = other.count
    }
  }
}
