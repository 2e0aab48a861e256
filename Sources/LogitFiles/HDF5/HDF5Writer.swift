/// Makes the bytes of an HDF5 file, in the oldest form, which every version of HDF5 and h5py reads.
///
///     let writer = HDF5Writer()
///     writer.add("layers/dense/vars/0", shape: [4, 1], .floats(kernel))
///     let bytes = writer.encoded()
///
/// Superblock 0, groups with symbol tables, contiguous little-endian numbers, texts of any length as
/// attributes. Groups on the way to a dataset are made.
package final class HDF5Writer {
  /// The numbers of a dataset.
  package enum Values {
    /// Of single precision. They are copied only into the file, and must stay where they are until then.
    case floats(UnsafeBufferPointer<Float>)
    /// Whole numbers of 64 bits.
    case integers([Int])
  }

  /// A text, or a list of texts.
  enum Texts {
    case one(String)
    case list([String])
  }

  /// A group, or a dataset if it has values.
  final class Node {
    var children: [String: Node] = [:]
    var attributes: [(name: String, texts: Texts)] = []
    var dataset: (shape: [Int], values: Values)?
  }

  /// The longest list of texts in one attribute, whose message has at most 64 kB.
  package static let largestListCount = 4000

  let root = Node()

  /// Begins a file with nothing but its root.
  package init() {}

  /// Adds a group, unless it is there.
  ///
  /// - Parameter path: Names with slashes between them.
  package func addGroup(_ path: String) { _ = node(path) }

  /// Adds a dataset; one that is there already is replaced.
  ///
  /// - Parameters:
  ///   - path: Names with slashes between them.
  ///   - shape: The lengths of its dimensions, whose product is the number of values.
  ///   - values: The numbers, row by row.
  package func add(_ path: String, shape: [Int], _ values: Values) {
    guard shape.reduce(1, *) == values.count else {
      programmingError("\(values.count) numbers do not have the shape \(shape)")
    }
    node(path).dataset = (shape, values)
  }

  /// Gives a group an attribute.
  ///
  /// - Parameters:
  ///   - name: The attribute's name.
  ///   - text: Its only text.
  ///   - path: The group; empty for the root.
  package func setText(_ name: String, _ text: String, of path: String) {
    node(path).attributes.append((name, .one(text)))
  }

  /// Gives a group a list of texts. A list that is too long for an attribute is spread over several, as Keras
  /// spreads it: `name0`, `name1` and so on.
  ///
  /// - Parameters:
  ///   - name: The attribute's name.
  ///   - texts: The list.
  ///   - path: The group; empty for the root.
  package func setTexts(_ name: String, _ texts: [String], of path: String) {
    guard texts.count > Self.largestListCount else {
      node(path).attributes.append((name, .list(texts)))
      return
    }
    for (number, start) in stride(from: 0, to: texts.count, by: Self.largestListCount).enumerated() {
      let part = Array(texts[start..<min(start + Self.largestListCount, texts.count)])
      node(path).attributes.append(("\(name)\(number)", .list(part)))
    }
  }

  /// The whole file.
  package func encoded() -> [UInt8] {
    var encoder = HDF5Encoder()
    encoder.encode(root)
    return encoder.bytes
  }

  private func node(_ path: String) -> Node {
    path.split(separator: "/").reduce(root) { node, name in
      if let child = node.children[String(name)] { return child }
      let child = Node()
      node.children[String(name)] = child
      return child
    }
  }
}

extension HDF5Writer.Values {
  var count: Int {
    switch self {
    case .floats(let floats): floats.count
    case .integers(let integers): integers.count
    }
  }

  var byteCount: Int {
    switch self {
    case .floats: 4 * count
    case .integers: 8 * count
    }
  }
}
