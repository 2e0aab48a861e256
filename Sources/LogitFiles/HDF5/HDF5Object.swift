/// A group or a dataset.
package struct HDF5Object: Sendable {
  /// The names from the root on, with slashes between them; empty for the root.
  package let path: String
  /// The names of a group's members, as the file has them; `nil` for a dataset.
  package internal(set) var children: [String]?
  /// The dataset; `nil` for a group.
  package internal(set) var dataset: HDF5Dataset?
  var attributes: [HDF5AttributePlace] = []
  /// Whether it has attributes where they are not read.
  var hasOtherAttributes = false

  init(path: String) { self.path = path }
}

/// Where an attribute is.
struct HDF5AttributePlace: Sendable {
  let address: Int
  let count: Int
  let flags: Int
}

/// An attribute, its value still as bytes.
struct HDF5Attribute {
  let name: String
  let type: HDF5Datatype
  let shape: [Int]
  let value: HDF5Cursor

  init(_ contents: HDF5Cursor, flags: Int) throws {
    var cursor = contents
    let version = try cursor.requireVersion(1...3)
    let ownFlags = try cursor.count(1)
    let sizes = [try cursor.count(2), try cursor.count(2), try cursor.count(2)]
    if version == 3 { try cursor.skip(1) }
    func part(_ size: Int) throws -> HDF5Cursor {
      let part = try cursor.part(size, cursor.item)
      if version == 1 { try cursor.skipPadding(after: size) }
      return part
    }
    let nameBytes = try part(sizes[0]).bytes
    name = try cursor.text(nameBytes.prefix { $0 != 0 })
    guard flags & 2 == 0, version == 1 || ownFlags & 3 == 0 else {
      throw cursor.unsupported(
        "the attribute \"\(name.shortened)\" of a named type", supported: "attributes with types of their own"
      )
    }
    var typePart = try part(sizes[1])
    type = try HDF5Datatype(&typePart)
    var shapePart = try part(sizes[2])
    shape = try HDF5Dataspace(&shapePart).shape
    value = try cursor.part(cursor.remaining, cursor.item)
  }
}

/// The shape of a dataset or an attribute.
struct HDF5Dataspace {
  /// No dimensions for a single value; one of length 0 for none.
  let shape: [Int]
  private static let largestRank = 32

  init(_ cursor: inout HDF5Cursor) throws {
    let version = try cursor.requireVersion(1...2)
    let rank = try cursor.count(1)
    guard rank <= Self.largestRank else {
      throw cursor.damaged("of at most \(Self.largestRank) dimensions", "of \(rank)")
    }
    try cursor.skip(1)
    let kind = try cursor.count(1)
    if version == 1 { try cursor.skip(4) }
    let sizes = try (0..<rank).map { _ in try cursor.count(8) }
    shape = version == 2 && kind == 2 ? [0] : sizes
  }
}
