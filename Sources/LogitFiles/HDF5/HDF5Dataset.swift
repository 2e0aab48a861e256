/// The numbers of a file under one name: what they are, and where.
package struct HDF5Dataset: Sendable {
  /// Where the numbers are.
  enum Storage: Sendable {
    /// One after the other from an address on, or nowhere if there are none.
    case contiguous(address: Int)
    /// In pieces, which may be compressed.
    case chunked(HDF5ChunkLayout)
  }

  /// The names from the root on, with slashes between them.
  package let path: String
  /// The lengths of its dimensions; none for a single number.
  package let shape: [Int]
  /// What the numbers are.
  package let type: HDF5Datatype
  let storage: Storage
  /// The bytes of all numbers.
  package let byteCount: Int

  /// The number of numbers.
  package var count: Int {
    // A length of 0 hides others whose product nobody can count.
    shape.contains(0) ? 0 : shape.reduce(1, *)
  }

  init(_ header: HDF5ObjectHeader, path: String, _ bytes: HDF5Bytes) throws {
    let source = bytes.file.name
    self.path = path
    let item = "the dataset \"/\(path)\""
    if let external = try header.only(HDF5ObjectHeader.Kind.externalFiles) {
      throw external.unsupported(
        "data in other files", supported: "data in the file itself, contiguous, compact or in chunks",
        leadsElsewhere: true)
    }
    guard var typePart = try header.only(HDF5ObjectHeader.Kind.datatype),
      var spacePart = try header.only(HDF5ObjectHeader.Kind.dataspace),
      var layout = try header.only(HDF5ObjectHeader.Kind.layout)
    else { throw HDF5.damaged(source, item, "described by a type, a shape and a place", "not") }
    type = try HDF5Datatype(&typePart)
    shape = try HDF5Dataspace(&spacePart).shape
    guard let size = type.byteCount else {
      throw typePart.unsupported("the type \(type)", supported: Self.supportedTypes)
    }
    guard let byteCount = Self.product(shape, size) else {
      throw spacePart.damaged("a shape of a size that can be counted", "\(shape)")
    }
    self.byteCount = byteCount
    let filters = try header.only(HDF5ObjectHeader.Kind.filters).map { try HDF5Filters($0) }
    storage = try Self.storage(
      &layout, byteCount: byteCount, shape: shape, elementSize: size, filters: filters, bytes)
  }

  static let supportedTypes = "whole and floating-point numbers of up to 64 bits, bfloat16 and texts"

  /// The bytes of a shape; `nil` if they cannot be counted.
  static func product(_ shape: [Int], _ size: Int) -> Int? {
    if shape.contains(0) { return 0 }
    var count = size
    for length in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: length)
      guard !overflows, product <= Int.max / 8 else { return nil }
      count = product
    }
    return count
  }

  private enum LayoutClass {
    static let compact = 0
    static let contiguous = 1
    static let chunked = 2
    static let virtual = 3
  }

  private static func storage(
    _ layout: inout HDF5Cursor, byteCount: Int, shape: [Int], elementSize: Int, filters: HDF5Filters?,
    _ bytes: HDF5Bytes
  ) throws -> Storage {
    let version = try layout.requireVersion(1...4)
    guard version >= 3 else {
      throw layout.unsupported("a layout of version \(version)", supported: "versions 3 and 4")
    }
    switch try layout.count(1) {
    case LayoutClass.compact:
      let size = try layout.count(2)
      guard size >= byteCount, size <= layout.remaining else {
        throw layout.damaged("\(byteCount) bytes of numbers", "\(min(size, layout.remaining)) bytes")
      }
      return .contiguous(address: layout.address)
    case LayoutClass.contiguous:
      let address = try layout.optionalAddress()
      let size = try layout.count(8)
      guard byteCount > 0 else { return .contiguous(address: 0) }
      guard let address, size == byteCount else {
        throw layout.damaged(
          "\(byteCount) bytes of numbers, as its shape \(shape) says",
          address == nil ? "none stored" : "\(size) bytes")
      }
      _ = try bytes.place(of: byteCount, at: address, layout.item)
      return .contiguous(address: address)
    case LayoutClass.chunked where version == 3:
      return .chunked(
        try HDF5ChunkLayout(&layout, shape: shape, elementSize: elementSize, filters: filters))
    case LayoutClass.virtual:
      throw layout.unsupported(
        "a virtual dataset, whose data are in other files", supported: supportedStorage, leadsElsewhere: true)
    case let other:
      throw layout.unsupported("storage of class \(other) in version \(version)", supported: supportedStorage)
    }
  }

  private static let supportedStorage =
    "contiguous and compact storage, and chunks with a B-tree (h5py's libver=\"earliest\")"

  /// Whether the numbers may take more bytes than the file has for them. The filters that move bytes or add a
  /// checksum do not shrink them.
  var isCompressed: Bool {
    guard case .chunked(let layout) = storage else { return false }
    return layout.filters.contains(.deflate)
  }
}
