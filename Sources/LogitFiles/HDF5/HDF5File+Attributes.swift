extension HDF5File {
  /// The texts of an attribute, or one if it is no list; `nil` if there is no attribute of this name.
  ///
  /// - Parameters:
  ///   - name: The attribute's name.
  ///   - path: The group or dataset that has it.
  /// - Throws: ``FileError/damaged(source:item:expected:found:remedy:)``, or ``HDF5Unsupported`` if it has no
  ///   texts.
  package func texts(_ name: String, of path: String) throws -> [String]? {
    guard let attribute = try attribute(name, of: path), let count = Self.count(attribute.shape) else {
      return nil
    }
    var value = attribute.value
    guard let size = attribute.type.byteCount, value.remaining / size >= count else {
      throw value.damaged(count.counted("value"), "shorter")
    }
    switch attribute.type {
    case .text:
      return try (0..<count).map { _ in
        var bytes = try value.take(size)
        while let last = bytes.last, last == 0 || last == 0x20 { bytes.removeLast() }
        return try value.text(bytes)
      }
    case .variableText:
      var heaps = HDF5GlobalHeaps(bytes, of: name)
      return try (0..<count).map { _ in try heaps.text(&value) }
    case let type:
      throw HDF5Unsupported(
        source: self.name, item: "the attribute \"\(name)\" of \"/\(path)\", \(type),", supported: "texts")
    }
  }

  /// The only text of an attribute; `nil` if there is no attribute of this name.
  package func text(_ name: String, of path: String) throws -> String? {
    guard let texts = try texts(name, of: path) else { return nil }
    guard texts.count == 1 else {
      throw HDF5.damaged(
        self.name, "the attribute \"\(name)\" of \"/\(path)\"", "one text", "\(texts.count)")
    }
    return texts[0]
  }

  /// Whether there is an attribute of this name and it has no values.
  package func isEmptyAttribute(_ name: String, of path: String) throws -> Bool {
    try attribute(name, of: path)?.shape.contains(0) ?? false
  }

  private static func count(_ shape: [Int]) -> Int? { HDF5Dataset.product(shape, 1) }

  private func attribute(_ name: String, of path: String) throws -> HDF5Attribute? {
    guard let object = objects[path] else { return nil }
    for place in object.attributes {
      let contents = try bytes.block(place.count, at: place.address, "an attribute of \"/\(path)\"")
      let attribute = try HDF5Attribute(contents, flags: place.flags)
      if attribute.name == name { return attribute }
    }
    guard !object.hasOtherAttributes else {
      throw HDF5Unsupported(
        source: self.name, item: "a fractal heap of attributes of \"/\(path)\"",
        supported: "attributes in the object's header")
    }
    return nil
  }
}

/// Finds texts of any length, which lie in heaps that a file has for all its objects.
private struct HDF5GlobalHeaps {
  /// The largest number of texts in a heap; their numbers have 16 bits.
  private static let largestObjectCount = 1 << 16

  private let bytes: HDF5Bytes
  private let item: String
  /// The places of texts by the heap's address and the text's number.
  private var places: [Int: [Int: Range<Int>]] = [:]
  private var byteCount = 0

  init(_ bytes: HDF5Bytes, of attribute: String) {
    self.bytes = bytes
    item = "a text of the attribute \"\(attribute)\""
  }

  /// - Parameter reference: The text's length, its heap's address and its number there.
  mutating func text(_ reference: inout HDF5Cursor) throws -> String {
    let length = try reference.count(4)
    let address = try reference.optionalAddress()
    let number = try reference.count(4)
    guard length > 0, let address, address > 0 else { return "" }
    let places = try self.places[address] ?? places(inHeapAt: address)
    guard let place = places[number], length <= place.count else {
      throw reference.damaged("a text of \(length) bytes in a heap", "number \(number), which is not there")
    }
    byteCount += length
    guard byteCount <= bytes.file.size else {
      throw reference.damaged("a list of different texts", "one that repeats long ones")
    }
    let block = try bytes.block(length, at: place.lowerBound, item)
    return try block.text(block.bytes.prefix { $0 != 0 })
  }

  private mutating func places(inHeapAt address: Int) throws -> [Int: Range<Int>] {
    var head = try bytes.block(16, at: address, item)
    try head.requireSignature("GCOL")
    _ = try head.requireVersion(1...1)
    try head.skip(3)
    let end = address + (try head.count(8))
    _ = try bytes.place(of: end - address, at: address, item)
    var found: [Int: Range<Int>] = [:]
    var place = address + 16
    while place <= end - 16, found.count < Self.largestObjectCount {
      var object = try bytes.block(16, at: place, item)
      let number = try object.count(2)
      try object.skip(6)
      let size = try object.count(8)
      // Number 0 is what is free, to the end.
      guard number > 0 else { break }
      guard size <= end - place - 16 else {
        throw object.damaged("within its heap", "said to be \(size) bytes long")
      }
      found[number] = place + 16..<place + 16 + size
      place += 16 + (size + 7) / 8 * 8
    }
    places[address] = found
    return found
  }
}
