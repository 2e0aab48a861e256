/// Reads the structure of a file, each part of it once.
///
/// A file may name a part twice, in a circle or to be unpacked as many. Where a part begins is therefore
/// remembered, and all parts together may not be longer than the file.
struct HDF5Walk {
  /// The most groups, datasets and attributes, which are kept in memory.
  static let largestObjectCount = 1 << 15
  /// The most bytes of names, which are kept too.
  static let largestNameByteCount = 1 << 22
  /// How deep groups may lie in groups; Keras nests a few for each model within a model.
  static let largestDepth = 64

  let bytes: HDF5Bytes
  private var starts: Set<Int> = []
  private var byteCount = 0
  private(set) var objects: [String: HDF5Object] = [:]
  private var objectCount = 0
  private var nameByteCount = 0

  init(_ bytes: HDF5Bytes) { self.bytes = bytes }

  /// Bytes that will be read by ``block(_:at:_:)`` in a moment.
  func peek(_ count: Int, at address: Int, _ item: String) throws -> ArraySlice<UInt8> {
    try bytes.block(count, at: address, item).bytes[...]
  }

  /// A part of the structure that has not been read before.
  mutating func block(_ count: Int, at address: Int, _ item: String) throws -> HDF5Cursor {
    guard starts.insert(address).inserted else {
      throw HDF5.damaged(
        bytes.file.name, "\(item) (at byte \(address))", "read once", "part of a circle, or of two things")
    }
    byteCount += count
    guard byteCount <= bytes.file.size else {
      throw HDF5.damaged(
        bytes.file.name, "\(item) (at byte \(address))", "apart from what else describes the file",
        "overlapping it")
    }
    return try bytes.block(count, at: address, item)
  }

  // MARK: Objects

  /// Reads a group or a dataset, and all that is below it.
  mutating func read(_ path: String, at address: Int, depth: Int = 0) throws {
    let item = path.isEmpty ? "the root group" : "the object \"/\(path)\""
    guard depth <= Self.largestDepth else {
      throw HDF5.damaged(
        bytes.file.name, item, "at most \(Self.largestDepth) groups deep", "deeper")
    }
    let header = try HDF5ObjectHeader(at: address, item, &self)
    try countObjects(1 + header.all(HDF5ObjectHeader.Kind.attribute).count)
    try countNames(path.utf8.count)
    var object = HDF5Object(path: path)
    object.attributes = header.all(HDF5ObjectHeader.Kind.attribute).map {
      HDF5AttributePlace(address: $0.contents.origin, count: $0.contents.bytes.count, flags: $0.flags)
    }
    if var information = try header.only(HDF5ObjectHeader.Kind.attributeInformation) {
      object.hasOtherAttributes = try Self.hasHeap(&information, flagged: 1, extra: 2)
    }
    if header.all(HDF5ObjectHeader.Kind.layout).isEmpty {
      let children = try links(of: header, item)
      object.children = children.map(\.name)
      objects[path] = object
      for (name, address) in children {
        try read(path.isEmpty ? name : "\(path)/\(name)", at: address, depth: depth + 1)
      }
    } else {
      object.dataset = try HDF5Dataset(header, path: path, bytes)
      objects[path] = object
    }
  }

  private mutating func countNames(_ count: Int) throws {
    nameByteCount += count
    guard nameByteCount <= Self.largestNameByteCount else {
      throw HDF5Unsupported(
        source: bytes.file.name, item: "a file with more than \(Self.largestNameByteCount) bytes of names",
        supported: "files with fewer")
    }
  }

  private mutating func countObjects(_ count: Int) throws {
    objectCount += count
    guard objectCount <= Self.largestObjectCount else {
      throw HDF5Unsupported(
        source: bytes.file.name, item: "a file of more than \(Self.largestObjectCount) objects",
        supported: "files of fewer")
    }
  }

  /// Whether a message refers to a heap of links or attributes that the header has no room for.
  private static func hasHeap(_ message: inout HDF5Cursor, flagged: Int, extra: Int) throws -> Bool {
    _ = try message.requireVersion(0...0)
    let flags = try message.count(1)
    if flags & flagged != 0 { try message.skip(extra) }
    return try message.optionalAddress() != nil
  }

  // MARK: Links

  private static let supportedLinks = "hard links, each the only one of its object"

  private mutating func links(
    of header: HDF5ObjectHeader, _ item: String
  ) throws -> [(name: String, address: Int)] {
    var links: [(name: String, address: Int)] = []
    if var table = try header.only(HDF5ObjectHeader.Kind.symbolTable) {
      guard let tree = try table.optionalAddress(), let heap = try table.optionalAddress() else {
        throw table.damaged("places in the file", "none")
      }
      let names = try HDF5LocalHeap(at: heap, item, &self)
      try appendLinks(ofTree: tree, level: nil, names, item, to: &links)
    }
    if var information = try header.only(HDF5ObjectHeader.Kind.linkInformation),
      try Self.hasHeap(&information, flagged: 1, extra: 8)
    {
      throw information.unsupported(
        "a group whose links are in a fractal heap", supported: "groups with a symbol table or compact links")
    }
    for message in header.all(HDF5ObjectHeader.Kind.link) {
      links.append(try link(message.contents))
      try countNames(links.last?.name.utf8.count ?? 0)
    }
    var known: Set<String> = []
    for link in links {
      guard !link.name.isEmpty, !link.name.contains("/"), link.name != ".", known.insert(link.name).inserted
      else {
        throw HDF5.damaged(
          bytes.file.name, item, "a group of different names", "one with \"\(link.name.shortened)\"")
      }
    }
    return links
  }

  private func link(_ contents: HDF5Cursor) throws -> (name: String, address: Int) {
    var cursor = contents
    _ = try cursor.requireVersion(1...1)
    let flags = try cursor.count(1)
    let kind = flags & 8 == 0 ? 0 : try cursor.count(1)
    if flags & 4 != 0 { try cursor.skip(8) }
    if flags & 16 != 0 { try cursor.skip(1) }
    let name = try cursor.text(try cursor.count(1 << (flags & 3)))
    guard kind == 0 else {
      let kinds = [1: "soft", 64: "external"]
      throw cursor.unsupported(
        "the \(kinds[kind] ?? "user-defined") link \"\(name.shortened)\"", supported: Self.supportedLinks,
        leadsElsewhere: true)
    }
    guard let address = try cursor.optionalAddress() else { throw cursor.damaged("a place", "none") }
    return (name, address)
  }

  /// Reads a B-tree of a group: nodes of nodes, and below them nodes of names.
  private mutating func appendLinks(
    ofTree address: Int, level: Int?, _ names: HDF5LocalHeap, _ item: String,
    to links: inout [(name: String, address: Int)]
  ) throws {
    let (found, children) = try treeNode(at: address, kind: 0, keySize: 8, item)
    guard level.map({ $0 == found }) ?? (found <= Self.largestDepth) else {
      throw HDF5.damaged(
        bytes.file.name, "\(item) (its tree at byte \(address))", "of level \(level ?? Self.largestDepth)",
        "of level \(found)")
    }
    for child in children {
      if found > 0 {
        try appendLinks(ofTree: child.address, level: found - 1, names, item, to: &links)
      } else {
        try appendLinks(ofNode: child.address, names, item, to: &links)
      }
    }
  }

  /// A node of a B-tree: its level, and each child with the key before it.
  mutating func treeNode(
    at address: Int, kind: Int, keySize: Int, _ item: String
  ) throws -> (level: Int, [(key: HDF5Cursor, address: Int)]) {
    var head = try block(24, at: address, "the tree of \(item)")
    let (level, count) = try HDF5TreeNode.head(&head, kind: kind)
    guard count > 0 else { return (level, []) }
    var cursor = try block(count * (keySize + 8) + keySize, at: address + 24, "the tree of \(item)")
    return (level, try HDF5TreeNode.children(&cursor, count: count, keySize: keySize))
  }

  private mutating func appendLinks(
    ofNode address: Int, _ names: HDF5LocalHeap, _ item: String,
    to links: inout [(name: String, address: Int)]
  ) throws {
    let item = "the names of \(item)"
    var head = try block(8, at: address, item)
    try head.requireSignature("SNOD")
    _ = try head.requireVersion(1...1)
    try head.skip(1)
    let count = try head.count(2)
    guard count > 0 else { return }
    var cursor = try block(count * 40, at: address + 8, item)
    for _ in 0..<count {
      let name = try names.text(at: try cursor.count(8))
      try countNames(name.utf8.count)
      let address = try cursor.optionalAddress()
      let kind = try cursor.count(4)
      try cursor.skip(20)
      guard kind != 2 else {
        throw cursor.unsupported(
          "the soft link \"\(name.shortened)\"", supported: Self.supportedLinks, leadsElsewhere: true)
      }
      guard let address, kind < 2 else { throw cursor.damaged("hard links", "a link of kind \(kind)") }
      links.append((name, address))
    }
  }
}

/// The parts of B-trees of groups and of chunks that are the same.
enum HDF5TreeNode {
  static func head(_ cursor: inout HDF5Cursor, kind: Int) throws -> (level: Int, count: Int) {
    try cursor.requireSignature("TREE")
    let found = try cursor.count(1)
    guard found == kind else { throw cursor.damaged("of kind \(kind)", "of kind \(found)") }
    let level = try cursor.count(1)
    return (level, try cursor.count(2))
  }

  static func children(
    _ cursor: inout HDF5Cursor, count: Int, keySize: Int
  ) throws -> [(key: HDF5Cursor, address: Int)] {
    try (0..<count).map { _ in
      let key = try cursor.part(keySize, cursor.item)
      guard let address = try cursor.optionalAddress() else {
        throw cursor.damaged("full of places", "without one")
      }
      return (key, address)
    }
  }
}

/// The names of a group.
struct HDF5LocalHeap {
  /// The longest heap, 16 MiB.
  private static let largestByteCount = 1 << 24
  private static let longestName = 1024
  private let contents: HDF5Cursor

  init(at address: Int, _ item: String, _ walk: inout HDF5Walk) throws {
    let item = "the heap of \(item)"
    var head = try walk.block(32, at: address, item)
    try head.requireSignature("HEAP")
    _ = try head.requireVersion(0...0)
    try head.skip(3)
    let size = try head.count(8)
    try head.skip(8)
    guard let start = try head.optionalAddress(), size <= Self.largestByteCount else {
      throw head.damaged("at most \(Self.largestByteCount) bytes long", "said to be \(size) bytes long")
    }
    contents = try walk.block(size, at: start, item)
  }

  /// The text that begins at a place and ends with a zero.
  func text(at offset: Int) throws -> String {
    guard offset < contents.bytes.count,
      let end = contents.bytes[offset...].prefix(Self.longestName + 1).firstIndex(of: 0)
    else {
      throw contents.damaged(
        "full of names of at most \(Self.longestName) bytes", "without one at its byte \(offset)")
    }
    return try contents.text(contents.bytes[offset..<end])
  }
}

extension HDF5Cursor {
  /// The next bytes as text.
  mutating func text(_ count: Int) throws -> String { try text(try take(count)) }

  func text(_ bytes: some Collection<UInt8>) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw damaged("text in UTF-8", "not")
    }
    return text
  }
}
