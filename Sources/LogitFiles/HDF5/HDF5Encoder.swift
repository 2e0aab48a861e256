/// Lays a tree of groups and datasets out as bytes: each object after those below it, so that all addresses
/// are known.
struct HDF5Encoder {
  private(set) var bytes: [UInt8] = []
  private var heaps = HDF5HeapEncoder()

  private static let superblockByteCount = 96
  /// Half the names in a node of names.
  private static let leafRank = 4
  /// Half the children of a node of a tree.
  private static let treeRank = 16

  mutating func encode(_ root: HDF5Writer.Node) {
    bytes.reserveCapacity(Self.superblockByteCount + Self.byteCount(of: root))
    bytes = [UInt8](repeating: 0, count: Self.superblockByteCount)
    heaps.collect(root)
    heaps.encode(to: &bytes)
    let place = group(root)
    bytes.replaceSubrange(0..<Self.superblockByteCount, with: superblock(place))
  }

  /// About as many as there will be; only the numbers are many.
  private static func byteCount(of node: HDF5Writer.Node) -> Int {
    1024 + (node.dataset?.values.byteCount ?? 0) + node.children.values.reduce(0) { $0 + byteCount(of: $1) }
  }

  /// Where a group's header, tree and names are.
  private struct GroupPlace {
    var header: Int
    var tree: Int
    var heap: Int
  }

  private func superblock(_ root: GroupPlace) -> [UInt8] {
    var block = HDF5.signature
    block += [0, 0, 0, 0, 0, 8, 8, 0]
    block.append(Self.leafRank, size: 2)
    block.append(Self.treeRank, size: 2)
    block.append(0, size: 4)
    block.append(0, size: 8)
    block.appendUndefined()
    block.append(bytes.count, size: 8)
    block.appendUndefined()
    // The root's entry, with the places of its tree and names.
    block.append(0, size: 8)
    block.append(root.header, size: 8)
    block.append(1, size: 8)
    block.append(root.tree, size: 8)
    block.append(root.heap, size: 8)
    return block
  }

  // MARK: Objects

  /// Returns where the object's header is.
  private mutating func object(_ node: HDF5Writer.Node) -> Int {
    guard let (shape, values) = node.dataset else { return group(node).header }
    let start = aligned()
    switch values {
    case .floats(let floats): bytes.append(contentsOf: UnsafeRawBufferPointer(floats))
    case .integers(let integers): for integer in integers { bytes.append(integer, size: 8) }
    }
    var type: [UInt8]
    switch values {
    case .floats: type = [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0]
    case .integers: type = [0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0]
    }
    type.pad()
    var layout: [UInt8] = [3, 1]
    if values.count > 0 { layout.append(start, size: 8) } else { layout.appendUndefined() }
    layout.append(values.byteCount, size: 8)
    layout.pad()
    return header(
      [
        (HDF5ObjectHeader.Kind.dataspace, Self.dataspace(shape)), (HDF5ObjectHeader.Kind.datatype, type),
        // Nothing is left to be filled.
        (0x05, [2, 2, 2, 1, 0, 0, 0, 0]), (HDF5ObjectHeader.Kind.layout, layout),
      ] + attributes(of: node))
  }

  private mutating func group(_ node: HDF5Writer.Node) -> GroupPlace {
    // Trees are searched by the bytes of names.
    let names = node.children.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    var entries: [(nameOffset: Int, header: Int)] = []
    // The first name is empty: the key before all others.
    var text = [UInt8](repeating: 0, count: 8)
    for name in names {
      guard let child = node.children[name] else { continue }
      entries.append((text.count, object(child)))
      text += Array(name.utf8) + [0]
      text.pad()
    }
    let heap = nameHeap(text)
    let tree = tree(entries)
    var table: [UInt8] = []
    table.append(tree, size: 8)
    table.append(heap, size: 8)
    return GroupPlace(
      header: header([(HDF5ObjectHeader.Kind.symbolTable, table)] + attributes(of: node)), tree: tree,
      heap: heap)
  }

  private mutating func attributes(of node: HDF5Writer.Node) -> [(kind: Int, contents: [UInt8])] {
    node.attributes.map { (HDF5ObjectHeader.Kind.attribute, attribute($0.name, $0.texts)) }
  }

  private mutating func header(_ messages: [(kind: Int, contents: [UInt8])]) -> Int {
    let start = aligned()
    bytes += [1, 0]
    bytes.append(messages.count, size: 2)
    bytes.append(1, size: 4)
    bytes.append(messages.reduce(0) { $0 + 8 + $1.contents.count }, size: 4)
    bytes.append(0, size: 4)
    for message in messages {
      bytes.append(message.kind, size: 2)
      bytes.append(message.contents.count, size: 2)
      bytes.append(0, size: 4)
      bytes += message.contents
    }
    return start
  }

  private static func dataspace(_ shape: [Int]) -> [UInt8] {
    var bytes: [UInt8] = [1, UInt8(shape.count), 0, 0, 0, 0, 0, 0]
    for length in shape { bytes.append(length, size: 8) }
    return bytes
  }

  private mutating func attribute(_ name: String, _ texts: HDF5Writer.Texts) -> [UInt8] {
    let (list, shape): ([String], [Int]) =
      switch texts {
      case .one(let text): ([text], [])
      case .list(let texts): (texts, [texts.count])
      }
    // Texts of any length in UTF-8, as lists of bytes.
    var type: [UInt8] = [0x19, 1, 1, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]
    let space = Self.dataspace(shape)
    var nameBytes = Array(name.utf8) + [0]
    var message: [UInt8] = [1, 0]
    for part in [nameBytes, type, space] { message.append(part.count, size: 2) }
    nameBytes.pad()
    type.pad()
    message += nameBytes + type + space
    for text in list { message += heaps.reference(to: text) }
    message.pad()
    return message
  }

  // MARK: Names

  private mutating func nameHeap(_ text: [UInt8]) -> Int {
    let start = aligned()
    bytes += Array("HEAP".utf8) + [0, 0, 0, 0]
    bytes.append(text.count, size: 8)
    // Nothing is free.
    bytes.append(1, size: 8)
    bytes.append(start + 32, size: 8)
    bytes += text
    return start
  }

  /// Nodes of names, and above them nodes of a tree until one is left.
  private mutating func tree(_ entries: [(nameOffset: Int, header: Int)]) -> Int {
    var children = entries.parts(of: 2 * Self.leafRank).map { part in
      (address: names(part), lastName: part.last?.nameOffset ?? 0)
    }
    var level = 0
    while true {
      let nodes = children.isEmpty ? [[]] : children.parts(of: 2 * Self.treeRank).map { Array($0) }
      var firstName = 0
      // Neighbours are known by their places, which follow each other.
      let start = aligned()
      let size = 24 + 8 * (4 * Self.treeRank + 1)
      children = nodes.enumerated().map { index, node in
        let address = start + index * size
        bytes += Array("TREE".utf8) + [0, UInt8(level)]
        bytes.append(node.count, size: 2)
        if index > 0 { bytes.append(address - size, size: 8) } else { bytes.appendUndefined() }
        if index < nodes.count - 1 { bytes.append(address + size, size: 8) } else { bytes.appendUndefined() }
        bytes.append(firstName, size: 8)
        for child in node {
          bytes.append(child.address, size: 8)
          bytes.append(child.lastName, size: 8)
        }
        bytes += [UInt8](repeating: 0, count: address + size - bytes.count)
        firstName = node.last?.lastName ?? 0
        return (address, firstName)
      }
      if children.count == 1 { return children[0].address }
      level += 1
    }
  }

  private mutating func names(_ entries: ArraySlice<(nameOffset: Int, header: Int)>) -> Int {
    let start = aligned()
    bytes += Array("SNOD".utf8) + [1, 0]
    bytes.append(entries.count, size: 2)
    for entry in entries {
      bytes.append(entry.nameOffset, size: 8)
      bytes.append(entry.header, size: 8)
      bytes += [UInt8](repeating: 0, count: 24)
    }
    bytes += [UInt8](repeating: 0, count: 40 * (2 * Self.leafRank - entries.count))
    return start
  }

  private mutating func aligned() -> Int {
    bytes.pad()
    return bytes.count
  }
}

/// The heaps of texts of any length.
private struct HDF5HeapEncoder {
  /// The most texts in a heap; their numbers have 16 bits.
  private static let largestCount = 60_000
  private static let smallestByteCount = 4096

  private var texts: [String] = []
  private var places: [(heap: Int, number: Int)] = []
  /// How many have been referred to, in the order in which they were collected.
  private var next = 0

  /// Notes the texts below a group, in the order in which they will be referred to.
  mutating func collect(_ node: HDF5Writer.Node) {
    let names = node.children.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    for name in names { if let child = node.children[name] { collect(child) } }
    for attribute in node.attributes {
      switch attribute.texts {
      case .one(let text): texts.append(text)
      case .list(let list): texts += list
      }
    }
  }

  mutating func encode(to bytes: inout [UInt8]) {
    for part in texts.parts(of: Self.largestCount) {
      bytes.pad()
      let start = bytes.count
      var heap: [UInt8] = []
      for (index, text) in part.enumerated() {
        places.append((start, index + 1))
        heap.append(index + 1, size: 2)
        heap.append(1, size: 2)
        heap.append(0, size: 4)
        heap.append(text.utf8.count, size: 8)
        heap += Array(text.utf8)
        heap.pad()
      }
      // The rest is free, which an object of the number 0 says.
      let size = max(Self.smallestByteCount, 16 + heap.count + 16)
      bytes += Array("GCOL".utf8) + [1, 0, 0, 0]
      bytes.append(size, size: 8)
      bytes += heap
      bytes.append(0, size: 8)
      bytes.append(size - 16 - heap.count, size: 8)
      bytes += [UInt8](repeating: 0, count: start + size - bytes.count)
    }
  }

  /// The length, the heap and the number of the next text.
  mutating func reference(to text: String) -> [UInt8] {
    defer { next += 1 }
    var bytes: [UInt8] = []
    bytes.append(text.utf8.count, size: 4)
    bytes.append(places[next].heap, size: 8)
    bytes.append(places[next].number, size: 4)
    return bytes
  }
}

extension [UInt8] {
  /// Adds a number, its lowest byte first.
  fileprivate mutating func append(_ number: Int, size: Int) {
    for shift in 0..<size { append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
  }

  fileprivate mutating func appendUndefined() {
    append(contentsOf: repeatElement(0xFF, count: 8))
  }

  /// Fills up to a multiple of 8 bytes.
  fileprivate mutating func pad() {
    append(contentsOf: repeatElement(0, count: (8 - count % 8) % 8))
  }
}

extension Array {
  /// Parts of so many elements each, the last with the rest.
  fileprivate func parts(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
