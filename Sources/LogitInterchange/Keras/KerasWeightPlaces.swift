import Logit
import LogitFiles

/// Finds each weight's numbers in a file.
struct KerasWeightPlaces {
  private let contents: KerasContents
  private let architecture: KerasArchitecture
  private let source: String
  private var used: Set<String> = []

  init(_ contents: KerasContents, _ architecture: KerasArchitecture, source: String) {
    (self.contents, self.architecture, self.source) = (contents, architecture, source)
  }

  /// The datasets of weights, in their order.
  mutating func datasets(for weights: [StoredWeight]) throws -> [HDF5Dataset] {
    switch contents.naming {
    case .byClass: try datasetsByClass(weights)
    case .byList: try datasetsByList(weights)
    }
  }

  /// The optimizer's variables, in their order; none if the file has none.
  static func optimizer(of contents: KerasContents, source: String) throws -> [HDF5Dataset] {
    switch contents.naming {
    case .byClass: numbered(in: "optimizer/vars", contents.weights)
    case .byList: try listed(in: "optimizer_weights", contents.weights, source) ?? []
    }
  }

  /// Makes sure that the file has no weights of layers that the model does not have.
  func requireNothingElse() throws {
    let prefix = contents.naming == .byClass ? "layers/" : "model_weights/"
    let extra = contents.weights.objects.values.filter { object in
      // How far a generator of random numbers has come is no weight.
      object.dataset != nil && object.path.hasPrefix(prefix) && !used.contains(object.path)
        && !object.path.contains("seed_generator") && !object.path.contains("/top_level_model_weights/")
    }.map(\.path).min()
    if let extra {
      throw damaged("the dataset \"/\(extra)\"", "a weight of the model", "of a layer that it does not have")
    }
  }

  // MARK: By class

  private mutating func datasetsByClass(_ weights: [StoredWeight]) throws -> [HDF5Dataset] {
    var found: [HDF5Dataset] = []
    for layer in architecture.layers.indices {
      let own = weights.filter { $0.layer == layer }
      guard !own.isEmpty else { continue }
      let path = path(of: architecture.layers[layer])
      try take(Self.numbered(in: path, contents.weights), for: own, group: path, &found)
    }
    return found
  }

  /// Keras 2.12 and 2.13 call `layers` otherwise.
  private func path(of layer: KerasArchitecture.Layer) -> String {
    let path = "\(layer.path)/vars"
    guard contents.weights.children(of: path) == nil else { return path }
    let other = path.split(separator: "/").map { $0 == "layers" ? "_layer_checkpoint_dependencies" : $0 }
      .joined(separator: "/")
    return contents.weights.children(of: other) == nil ? path : other
  }

  /// The datasets `0`, `1` and so on of a group.
  private static func numbered(in group: String, _ file: HDF5File) -> [HDF5Dataset] {
    (0..<(file.children(of: group)?.count ?? 0)).compactMap { file.dataset("\(group)/\($0)") }
  }

  // MARK: By list

  private mutating func datasetsByList(_ weights: [StoredWeight]) throws -> [HDF5Dataset] {
    let prefix = contents.weights.children(of: "model_weights") == nil ? "" : "model_weights/"
    var byPlace: [Int: HDF5Dataset] = [:]
    var owners: [String] = []
    for layer in architecture.layers where owners.last != layer.owner { owners.append(layer.owner) }
    for owner in owners {
      let own = weights.filter { architecture.layers[$0.layer].owner == owner }
      guard !own.isEmpty else { continue }
      // Trained weights come first, those of all layers of a nested model.
      let ordered = own.filter(\.isTrainable) + own.filter { !$0.isTrainable }
      let group = "\(prefix)\(owner)"
      let listed = (try Self.listed(in: group, contents.weights, source) ?? []).filter {
        !$0.path.contains("seed_generator")
      }
      var found: [HDF5Dataset] = []
      try take(listed, for: ordered, group: group, &found)
      for (weight, dataset) in zip(ordered, found) { byPlace[weight.range.lowerBound] = dataset }
    }
    return weights.compactMap { byPlace[$0.range.lowerBound] }
  }

  /// The datasets that a group lists; `nil` if it has no list.
  private static func listed(
    in group: String, _ file: HDF5File, _ source: String
  ) throws -> [HDF5Dataset]? {
    guard let names = try names("weight_names", of: group, file) else { return nil }
    return try names.map { name in
      guard let dataset = file.dataset("\(group)/\(name)") else {
        throw FileError.damaged(
          source: source, item: "the dataset \"/\(group)/\(name)\"", expected: "there, as its group lists it",
          found: "missing", remedy: "the file is damaged, so use another one")
      }
      return dataset
    }
  }

  /// A list of names; a long one is spread over `name0`, `name1` and so on.
  private static func names(_ name: String, of group: String, _ file: HDF5File) throws -> [String]? {
    if let names = try texts(name, of: group, file) { return names }
    var names: [String]?
    var number = 0
    while let more = try texts("\(name)\(number)", of: group, file) {
      names = (names ?? []) + more
      number += 1
    }
    return names
  }

  /// The texts of an attribute. An empty list is one of numbers, since NumPy takes it for such.
  private static func texts(_ name: String, of group: String, _ file: HDF5File) throws -> [String]? {
    try file.isEmptyAttribute(name, of: group) ? [] : try file.texts(name, of: group)
  }

  // MARK: Checks

  private mutating func take(
    _ datasets: [HDF5Dataset], for weights: [StoredWeight], group: String, _ found: inout [HDF5Dataset]
  ) throws {
    let layer = weights.first.map { architecture.layers[$0.layer].name } ?? ""
    guard datasets.count == weights.count else {
      throw damaged(
        "the weights of layer \"\(layer)\" (in /\(group))",
        "\(weights.count): \(weights.map { "\($0.name) \($0.shape)" }.joined(separator: ", "))",
        "\(datasets.count)")
    }
    for (weight, dataset) in zip(weights, datasets) {
      guard weight.shape == dataset.shape else {
        throw damaged(
          "the \(weight.name) of layer \"\(architecture.layers[weight.layer].name)\" (/\(dataset.path))",
          "of shape \(weight.shape)", "of shape \(dataset.shape)")
      }
      used.insert(dataset.path)
      found.append(dataset)
    }
  }

  private func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(
      source: source, item: item, expected: expected, found: found,
      remedy: "use a file of this architecture, or another one if it is damaged")
  }
}
