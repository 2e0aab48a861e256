/// A row of 28 numbers as a server would have it.
struct Row: Encodable {
  var f0, f1, f2, f3, f4, f5, f6: Double
  var f7, f8, f9, f10, f11, f12, f13: Double
  var f14, f15, f16, f17, f18, f19, f20: Double
  var f21, f22, f23, f24, f25, f26, f27: Double

  init(_ x: [Double]) {
    (f0, f1, f2, f3, f4, f5, f6) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6])
    (f7, f8, f9, f10, f11, f12, f13) = (x[7], x[8], x[9], x[10], x[11], x[12], x[13])
    (f14, f15, f16, f17, f18, f19, f20) = (x[14], x[15], x[16], x[17], x[18], x[19], x[20])
    (f21, f22, f23, f24, f25, f26, f27) = (x[21], x[22], x[23], x[24], x[25], x[26], x[27])
  }
}

/// Goes through a value and does nothing: what any encoder takes at least.
struct EmptyEncoder: Encoder {
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(EmptyContainer<Key>())
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { fatalError("a row has names") }
  func singleValueContainer() -> any SingleValueEncodingContainer { fatalError("a row has names") }
}

private struct EmptyContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {}
  func encode(_ value: Double, forKey key: Key) {}
  func encode<Value: Encodable>(_ value: Value, forKey key: Key) {}

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { KeyedEncodingContainer(EmptyContainer<Nested>()) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { fatalError("a row is flat") }
  func superEncoder() -> any Encoder { EmptyEncoder() }
  func superEncoder(forKey key: Key) -> any Encoder { EmptyEncoder() }
}
