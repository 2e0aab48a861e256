extension Sequential {
  /// The weights with names that tell them apart, such as `dense/kernel`; in the order of ``weights``.
  package var namedWeights: [(name: String, tensor: Tensor<Float>)] {
    guard let stack else { return [] }
    let names = stack.entries.flatMap { entry in
      entry.places.map { "\(entry.name)/\($0.specification.name)" }
    }
    return Array(zip(names, weights)).map { (name: $0, tensor: $1) }
  }
}
