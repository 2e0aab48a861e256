/// An operation of a graph: the values it takes, and those it gives, by name.
struct ONNXNode {
  /// What an operation takes besides its inputs.
  enum Attribute {
    case float(Float)
    case integer(Int)
    case text(String)
    case tensor(ONNXTensor)
    case floats([Float])
    case integers([Int])
    case texts([String])
    /// A graph, or another kind that no operation known here has.
    case other
  }

  /// The domain of ONNX's operations for classical machine learning.
  static let ml = "ai.onnx.ml"

  var type: String
  var domain = ""
  var name = ""
  var inputs: [String]
  var outputs: [String]
  var attributes: [(name: String, value: Attribute)] = []

  /// The attribute of a name.
  subscript(name: String) -> Attribute? { attributes.first { $0.name == name }?.value }

  /// A number; the default if absent.
  func float(_ name: String, default fallback: Float) -> Float {
    if case .float(let value)? = self[name] { value } else { fallback }
  }

  /// A whole number; the default if absent.
  func integer(_ name: String, default fallback: Int) -> Int {
    if case .integer(let value)? = self[name] { value } else { fallback }
  }

  /// A text; the default if absent.
  func text(_ name: String, default fallback: String = "") -> String {
    if case .text(let value)? = self[name] { value } else { fallback }
  }

  /// Numbers; empty if absent.
  func floats(_ name: String) -> [Float] { if case .floats(let values)? = self[name] { values } else { [] } }

  /// Whole numbers; `nil` if absent.
  func integers(_ name: String) -> [Int]? {
    if case .integers(let values)? = self[name] { values } else { nil }
  }

  /// Texts; `nil` if absent.
  func texts(_ name: String) -> [String]? { if case .texts(let values)? = self[name] { values } else { nil } }

  /// What messages call it: `the node "dense/MatMul" (MatMul)`.
  var title: String {
    let type = domain.isEmpty || domain == "ai.onnx" ? type : "\(domain).\(type)"
    return name.isEmpty ? "a node of the type \(type)" : "the node \"\(name.shortened)\" (\(type))"
  }
}

/// An input or an output of a graph.
struct ONNXValue {
  /// A length that is known, or one that any batch may have.
  enum Length: Equatable {
    case fixed(Int)
    case free(String)
  }

  var name: String
  var type: ONNXElementType?
  /// `nil` if the file does not say.
  var shape: [Length]?
  /// What it is, for people.
  var documentation = ""
}
