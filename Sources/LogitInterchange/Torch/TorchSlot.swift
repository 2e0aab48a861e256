import Logit
import LogitFiles

/// A layer that has weights, and the tensors of a module of PyTorch that they are.
struct TorchSlot {
  /// One of its weights.
  struct Part {
    /// The tensor's last name.
    let tensor: String
    /// The tensor's shape.
    let shape: [Int]
    let weight: StoredWeight
    /// Whether rows and columns change places.
    var isTransposed = false
    /// Whether a tensor of one number stands for all.
    var mayBeShared = false
  }

  /// The layer's name.
  let name: String
  let className: String
  let parts: [Part]

  /// What messages call it.
  var text: String { "the layer \"\(name)\" (\(className))" }

  /// The layers of a model that have weights.
  ///
  /// - Throws: ``InterchangeError/unsupported(source:item:supported:)`` for one that no module stands for.
  static func slots(of model: Sequential, source: String) throws -> [TorchSlot] {
    let weights = Dictionary(grouping: model.storedWeights, by: \.layer)
    return try model.layers.enumerated().compactMap { index, layer in
      guard let own = weights[index], !own.isEmpty else { return nil }
      let className = model.layerNames[index].className
      guard let parts = parts(layer.configuration, own), !parts.isEmpty else {
        throw InterchangeError.unsupported(
          source: source,
          item: "the layer \"\(layer.name)\" (\(className)), for whose weights PyTorch has no names,",
          supported: supported)
      }
      return TorchSlot(name: layer.name, className: className, parts: parts)
    }
  }

  private static let supported =
    "Dense, BatchNormalization, LayerNormalization, GroupNormalization, RMSNormalization, PReLU, Embedding and "
    + "Normalization"

  private static func parts(_ layer: any Layer, _ weights: [StoredWeight]) -> [Part]? {
    func part(_ weight: StoredWeight, _ names: [String: String]) -> Part? {
      names[weight.name].map { Part(tensor: $0, shape: weight.shape, weight: weight) }
    }
    let names: [String: String]
    switch layer {
    case is Dense:
      return weights.map { weight in
        let isKernel = weight.name == "kernel"
        return Part(
          tensor: isKernel ? "weight" : "bias", shape: isKernel ? weight.shape.reversed() : weight.shape,
          weight: weight, isTransposed: isKernel)
      }
    case is PReLU:
      return weights.map {
        Part(tensor: "weight", shape: [$0.shape.reduce(1, *)], weight: $0, mayBeShared: true)
      }
    case is BatchNormalization:
      names = [
        "gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var",
      ]
    case is LayerNormalization, is GroupNormalization: names = ["gamma": "weight", "beta": "bias"]
    case is RMSNormalization: names = ["scale": "weight", "gamma": "weight"]
    case is Embedding: names = ["embeddings": "weight"]
    case is Normalization:
      // The count is nothing that rows are normalized by.
      return weights.filter { !$0.isInteger }.compactMap {
        part($0, ["mean": "running_mean", "variance": "running_var"])
      }
    default: return nil
    }
    let parts = weights.compactMap { part($0, names) }
    return parts.count == weights.count ? parts : nil
  }

  /// Whether a module has just these tensors.
  func fits(_ module: TorchModule) -> Bool { mismatch(module) == nil }

  /// What is wrong with a module, as the parts of an error; `nil` if it fits.
  func mismatch(_ module: TorchModule) -> (item: String, expected: String, found: String)? {
    for part in parts {
      let item = "the tensor \(module.path(part.tensor))"
      let expected = "of shape \(part.shape), as \(text) needs it"
      guard let entry = module.tensors[part.tensor] else { return (item, expected, "missing") }
      guard entry.shape == part.shape || part.mayBeShared && entry.shape.reduce(1, *) == 1 else {
        return (item, expected, "of shape \(entry.shape)")
      }
    }
    let names = Set(parts.map(\.tensor))
    guard let other = module.tensors.keys.filter({ !names.contains($0) }).min() else { return nil }
    return ("the tensor \(module.path(other))", "absent, since \(text) has no such weight", "there")
  }
}
