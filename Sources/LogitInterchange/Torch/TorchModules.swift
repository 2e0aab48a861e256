import Logit
import LogitFiles

/// The modules of PyTorch that the tensors of a file belong to: `fc1.weight` and `fc1.bias` are those of
/// `fc1`.
struct TorchModule {
  /// The name, with those of the modules around it: `encoder.0`. Empty for a module that was saved by itself.
  let name: String
  /// The tensors by their last name, without counts of batches, which are no weights.
  let tensors: [String: SafetensorsFile.Entry]

  /// The modules of a file in the order of their names, in which numbers count by their value.
  static func modules(of file: SafetensorsFile) -> [TorchModule] {
    var found: [String: [String: SafetensorsFile.Entry]] = [:]
    for (tensor, entry) in file.entries {
      let dot = tensor.lastIndex(of: ".")
      let module = dot.map { String(tensor[..<$0]) } ?? ""
      let local = dot.map { String(tensor[tensor.index(after: $0)...]) } ?? tensor
      guard local != "num_batches_tracked" else { continue }
      found[module, default: [:]][local] = entry
    }
    return found.map { TorchModule(name: $0, tensors: $1) }.sorted { $0.parts.precede($1.parts) }
  }

  /// The full name of a tensor.
  func path(_ local: String) -> String { name.isEmpty ? local : "\(name).\(local)" }

  /// What messages call it.
  var text: String { name.isEmpty ? "the only module" : "\"\(name)\"" }

  /// The name without its numbers, by which modules are told apart that come one after the other.
  var stem: String { parts.map { $0.number == nil ? $0.text : "#" }.joined() }

  /// A run of digits, or what lies between such.
  fileprivate struct Part {
    let text: String
    let number: Int?
  }

  private var parts: [Part] {
    var (parts, rest) = ([Part](), name[...])
    while let first = rest.first {
      let isDigit = first.isASCII && first.isNumber
      let run = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
      parts.append(Part(text: String(run), number: isDigit ? Int(run) : nil))
      rest = rest[run.endIndex...]
    }
    return parts
  }
}

extension [TorchModule.Part] {
  fileprivate func precede(_ other: Self) -> Bool {
    for (a, b) in zip(self, other) where a.text != b.text {
      if let a = a.number, let b = b.number, a != b { return a < b }
      return a.text.unicodeScalars.lexicographicallyPrecedes(b.text.unicodeScalars)
    }
    return count < other.count
  }
}
