import CLogitData

/// Texts by number: a column's dictionary while it grows.
final class CSVTexts: @unchecked Sendable {
  // One thread at a time has it.
  let pointer: OpaquePointer

  init() { pointer = logit_texts_create() }

  deinit { logit_texts_destroy(pointer) }

  var count: Int { Int(logit_texts_count(pointer)) }

  /// The texts in the order they came.
  func strings(_ encoding: TextEncoding) -> [String] {
    (0..<UInt32(count)).map { code in
      var length = 0
      let bytes = logit_texts_get(pointer, code, &length)
      return encoding.string(UnsafeBufferPointer(start: bytes, count: length))
    }
  }

  /// The codes here of the other's texts, in their order; new ones are added.
  func merge(_ other: CSVTexts) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: other.count) { buffer, count in
      // Of no texts there is nothing to write.
      if let codes = buffer.baseAddress { logit_texts_merge(pointer, other.pointer, codes) }
      count = other.count
    }
  }
}
