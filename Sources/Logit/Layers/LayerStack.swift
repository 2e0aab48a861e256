/// A model's layers with their resolved shapes and the places of their parameters.
///
/// All parameters are in one flat buffer: layer after layer, within a layer in the order of
/// ``Layer/parameters(inputShape:)``. Each layer starts at a multiple of 16 floats (one cache line), and the
/// whole is padded to one; the padding stays zero.
struct LayerStack: Sendable {
  struct Entry: Sendable {
    var layer: any Layer
    var name: String
    var inputShape: [Int]
    var outputShape: [Int]
    var specifications: [ParameterSpecification]
    /// Where the layer's parameters are in the flat buffer.
    var parameterRange: Range<Int>
    /// Whether training changes its parameters, as the model was compiled.
    var isTrainable: Bool
    /// The mask that leaves the layer.
    var masks: MaskPath

    var inputCount: Int { inputShape.reduce(1, *) }
    var outputCount: Int { outputShape.reduce(1, *) }
  }

  static let alignment = 16
  /// 64 GiB of floats; more could not be trained anyway.
  static let largestStorageCount = 1 << 34

  let inputShape: [Int]
  private(set) var entries: [Entry] = []
  /// The length of the flat buffer, padding included.
  private(set) var storageCount = 0
  /// The first layer that reads numbers rather than shapes alone, if it may reject some.
  private(set) var inputChecker: (any Layer)?

  var inputCount: Int { inputShape.reduce(1, *) }
  var outputShape: [Int] { entries.last?.outputShape ?? inputShape }
  var outputCount: Int { outputShape.reduce(1, *) }
  /// The mask that reaches the end.
  var masks: MaskPath { entries.last?.masks ?? MaskPath() }
  /// The number of parameters, padding not included.
  var parameterCount: Int { entries.reduce(0) { $0 + $1.parameterRange.count } }

  /// Where trained parameters are in the flat buffer, adjacent ones joined (with the padding between them,
  /// which is zero and stays zero).
  var trainableRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    // Whether nothing but padding came after the last range.
    var isOpen = false
    for entry in entries {
      for (specification, offset) in entry.places where specification.count > 0 {
        guard entry.isTrainable && specification.isTrainable else {
          isOpen = false
          continue
        }
        let range = offset..<offset + specification.count
        if isOpen, let last = ranges.last {
          ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
          ranges.append(range)
        }
        isOpen = true
      }
    }
    if isOpen, let last = ranges.last { ranges[ranges.count - 1] = last.lowerBound..<storageCount }
    return ranges
  }

  /// The trained parameters one by one.
  var trainableVariables: [TrainableVariable] {
    entries.flatMap { entry in
      entry.places.compactMap { specification, offset in
        guard entry.isTrainable && specification.isTrainable else { return nil }
        return TrainableVariable(
          path: "\(entry.name)/\(specification.name)", range: offset..<offset + specification.count,
          shape: specification.shape, regularizer: specification.regularizer,
          constraint: specification.constraint)
      }
    }
  }

  /// - Parameters:
  ///   - layers: Layers whose own options are valid.
  ///   - inputShape: The shape of one input row, at least one dimension, each at least 1.
  init(layers: [any Layer], inputShape: [Int]) throws {
    guard !layers.isEmpty else {
      throw LogitError.invalidArchitecture(
        layer: "(none)", reason: "the model has no layers", remedy: "add at least one, such as Dense(1)")
    }
    try Self.require(inputShape, "the input rows", of: "(input)")
    self.inputShape = inputShape
    var shape = inputShape
    for (layer, name) in zip(layers, try Self.names(of: layers)) {
      shape = try append(layer, name: name, inputShape: shape)
    }
    inputChecker = firstChecker
  }

  private var firstChecker: (any Layer)? {
    let first = entries.first { !($0.layer is any ShapeLayer) }?.layer
    return first is Dense ? nil : first
  }

  /// The stack without its last layer; `nil` if that was the only one.
  func droppingLast() -> LayerStack? {
    var stack = self
    stack.entries.removeLast()
    guard let last = stack.entries.last else { return nil }
    stack.storageCount = last.parameterRange.upperBound.roundedUp(to: Self.alignment)
    stack.inputChecker = stack.firstChecker
    return stack
  }

  /// Freezes a layer or lets it be trained. The layer stays as it was made for its place.
  mutating func setTrainable(_ isTrainable: Bool, at index: Int) {
    if var layer = entries[index].layer as? any FreezableLayer {
      layer.isTrainable = isTrainable
      entries[index].layer = layer
    }
    entries[index].isTrainable = isTrainable
    inputChecker = firstChecker
  }

  private mutating func append(_ layer: any Layer, name: String, inputShape: [Int]) throws -> [Int] {
    if let declared = layer.inputShape, declared != inputShape {
      throw LogitError.invalidArchitecture(
        layer: name,
        reason: "it declares rows of shape \(declared), but receives rows of shape \(inputShape)",
        remedy: "make the two agree, or omit the shape to have it inferred")
    }
    let outputShape = try layer.outputShape(inputShape: inputShape)
    var masks = masks
    let layer = try masks.pass(layer, name: name, inputShape: inputShape)
    let specifications = layer.parameters(inputShape: inputShape)
    let count = try parameterCount(specifications, of: name)
    try Self.require(outputShape, "its output rows", of: name)
    for specification in specifications {
      try specification.initializer.validate(shape: specification.shape)
      try specification.regularizer?.validate(shape: specification.shape)
      try specification.constraint?.validate(shape: specification.shape)
    }
    try layer.activityRegularizer?.validate(shape: [1] + outputShape)
    entries.append(
      Entry(
        layer: layer, name: name, inputShape: inputShape, outputShape: outputShape,
        specifications: specifications, parameterRange: storageCount..<storageCount + count,
        isTrainable: layer.isTrainable, masks: masks))
    storageCount = (storageCount + count).roundedUp(to: Self.alignment)
    return outputShape
  }

  /// Throws unless rows can have a shape. Layers that the package brings give no others, but anybody may add
  /// one.
  private static func require(_ shape: [Int], _ rows: String, of layer: String) throws {
    guard shape.allSatisfy({ $0 >= 1 }), elementCount([shape]) != nil else {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "\(rows) have shape \(shape)",
        remedy: "give every dimension a length of 1 or more, and a row at most \(largestStorageCount) numbers"
      )
    }
  }

  /// The number of elements of a layer's parameters.
  private func parameterCount(_ specifications: [ParameterSpecification], of layer: String) throws -> Int {
    let shapes = specifications.map(\.shape)
    let list = shapes.map(\.description).joined(separator: " and ")
    if shapes.contains(where: { $0.contains { $0 < 0 } }) {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "its parameters have shape \(list)",
        remedy: "give every dimension a length of 0 or more")
    }
    func larger(than limit: String) -> LogitError {
      .invalidArchitecture(
        layer: layer, reason: "its parameters, of shape \(list), make the model larger than \(limit)",
        remedy: "give it fewer units")
    }
    guard let count = Self.elementCount(shapes), storageCount + count <= Self.largestStorageCount else {
      throw larger(than: "\(Self.largestStorageCount) parameters")
    }
    guard (storageCount + count).fitsMemory(stride: MemoryLayout<Float>.stride) else {
      throw larger(than: "memory")
    }
    return count
  }

  /// The total number of elements of tensors, or `nil` if it exceeds ``largestStorageCount``.
  private static func elementCount(_ shapes: [[Int]]) -> Int? {
    var total = 0
    for shape in shapes {
      var count = 1
      for size in shape {
        let (product, overflows) = count.multipliedReportingOverflow(by: size)
        guard !overflows, product <= largestStorageCount else { return nil }
        count = product
      }
      total += count
    }
    return total
  }

  /// The given names, and Keras's (`dense`, `dense_1`, ...) where none was given.
  static func names(of layers: [any Layer]) throws -> [String] {
    var counts: [String: Int] = [:]
    var taken: Set<String> = []
    return try layers.map { layer in
      let name = layer.name ?? numbered(layer.typeName.snakeCase, &counts)
      guard taken.insert(name).inserted else {
        throw LogitError.invalidArchitecture(
          layer: name, reason: "two layers have this name", remedy: "give each layer a name of its own")
      }
      return name
    }
  }

  private static func numbered(_ stem: String, _ counts: inout [String: Int]) -> String {
    let number = counts[stem, default: 0]
    counts[stem] = number + 1
    return number == 0 ? stem : "\(stem)_\(number)"
  }

}
