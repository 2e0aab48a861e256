import LogitData

// Operations that move numbers rather than change them.

extension ONNXInterpreter {
  /// Interprets a node that leaves numbers as they are.
  ///
  /// - Returns: Whether it is one.
  mutating func interpretShape(_ node: ONNXNode) throws -> Bool {
    switch node.type {
    case "Identity", "Dropout":
      guard let meaning = try meaning(node, 0) else {
        throw damaged(node.title, expected: "one with an input", found: "one without")
      }
      set(node, meaning)
    case "Shape": set(node, .lengths([nil] + (try rows(node)).shape))
    case "Cast": try interpretCast(node)
    case "Constant": try interpretConstant(node)
    case "Flatten":
      let rows = try rows(node)
      guard [1, -max(rows.shape.count, 1)].contains(node.integer("axis", default: 1)) else {
        throw unsupported(node.title)
      }
      flatten(rows, node)
    case "Reshape": try interpretReshape(node)
    case "Squeeze", "Unsqueeze": try interpretSqueeze(node)
    case "Transpose": try interpretTranspose(node)
    case "Concat": try interpretConcat(node)
    case "Gather": try interpretGather(node)
    default: return false
    }
    return true
  }

  private mutating func interpretCast(_ node: ONNXNode) throws {
    guard let meaning = try meaning(node, 0) else { throw unsupported(node.title) }
    let type = ONNXElementType(rawValue: node.integer("to", default: 1))
    switch meaning {
    case .rows where !(type?.isFloatingPoint ?? false):
      throw unsupported("\(node.title) to \(type?.name ?? "another type")")
    case .texts(let names): throw unsupported("\(node.title) of the texts \(DataError.list(names))")
    case .constant(let tensor): try cast(tensor, to: type, node)
    default: set(node, meaning)
    }
  }

  private mutating func interpretConstant(_ node: ONNXNode) throws {
    switch node.attributes.first?.value {
    case .tensor(let tensor)?:
      allow(tensor)
      set(node, .constant(tensor))
    case .float(let value)?: set(node, .constant(ONNXTensor([value], shape: [])))
    case .floats(let values)?: set(node, .constant(ONNXTensor(values)))
    case .integer(let value)?: set(node, .constant(ONNXTensor([value], shape: [])))
    case .integers(let values)?: set(node, .constant(ONNXTensor(values)))
    case .texts(let values)?: set(node, .constant(ONNXTensor(values)))
    default: throw unsupported(node.title)
    }
  }

  private mutating func flatten(_ rows: ONNXRows, _ node: ONNXNode) {
    guard rows.shape.count != 1 else { return set(node, rows) }
    let count =
      rows.shape.contains(nil) ? nil : rows.shape.compactMap(\.self).reduce(1) { $0.multipliedOrZero(by: $1) }
    set(node, rows, .flatten, shape: [count])
  }

  /// The lengths that a node is given; −1 for one that is to be found out, or the number of rows.
  private func lengths(_ node: ONNXNode, _ index: Int) throws -> [Int] {
    if case .lengths(let lengths)? = try meaning(node, index) { return lengths.map { $0 ?? -1 } }
    guard let lengths = try required(node, index).integers(), lengths.count <= 8 else {
      throw unsupported(node.title)
    }
    return lengths
  }

  private mutating func interpretReshape(_ node: ONNXNode) throws {
    let lengths = try lengths(node, 1)
    if case .constant(let tensor)? = try meaning(node, 0) {
      guard !lengths.contains(where: { $0 < 1 }),
        lengths.reduce(1, { $0.multipliedOrZero(by: $1) }) == tensor.count
      else { throw unsupported(node.title) }
      return set(node, .constant(ONNXTensor(tensor.type, shape: lengths, tensor.values)))
    }
    let rows = try rows(node)
    // The batch comes first, whatever it is; behind it at most one length is to be found out.
    guard lengths.count >= 2, lengths[0] <= 0 || lengths[1...].allSatisfy({ $0 > 0 }) else {
      throw unsupported(node.title)
    }
    if lengths.count == 2 {
      guard rows.shape.count != 1 || lengths[1] < 1 || rows.shape[0] ?? lengths[1] == lengths[1] else {
        throw unsupported(node.title)
      }
      return flatten(rows, node)
    }
    guard lengths[1...].allSatisfy({ $0 > 0 }) else { throw unsupported(node.title) }
    set(node, rows, .reshape(Array(lengths[1...])), shape: lengths[1...].map { $0 })
  }

  private mutating func interpretSqueeze(_ node: ONNXNode) throws {
    let axes = try node.integers("axes") ?? constant(node, 1)?.integers() ?? []
    switch try meaning(node, 0) {
    case .constant(let tensor)?:
      var shape = tensor.shape
      guard axes.count <= 1, shape.count <= 2 else { throw unsupported(node.title) }
      if node.type == "Unsqueeze" {
        let axis = axes.first ?? 0
        shape.insert(1, at: min(max(axis < 0 ? axis + shape.count + 1 : axis, 0), shape.count))
      } else if let axis = axes.first.map({ $0 < 0 ? $0 + shape.count : $0 }) {
        guard shape.indices.contains(axis), shape[axis] == 1 else { throw unsupported(node.title) }
        shape.remove(at: axis)
      } else {
        shape.removeAll { $0 == 1 }
      }
      set(node, .constant(ONNXTensor(tensor.type, shape: shape, tensor.values)))
    case .missing?: set(node, .missing)
    case .lengths(let lengths)?: set(node, .lengths(lengths))
    default:
      let rows = try rows(node)
      if node.type == "Unsqueeze", rows.shape.isEmpty, axes == [1] || axes == [-1] {
        return set(node, rows, shape: [1])
      }
      // A single number for each row, with or without an axis of its own.
      guard node.type == "Squeeze", rows.shape == [1] || rows.shape == [nil],
        axes.isEmpty || axes == [1] || axes == [-1]
      else { throw unsupported(node.title) }
      set(node, rows)
    }
  }

  private mutating func interpretTranspose(_ node: ONNXNode) throws {
    guard case .constant(let tensor)? = try meaning(node, 0), tensor.shape.count == 2,
      node.integers("perm") ?? [1, 0] == [1, 0], let values = try tensor.floats()
    else { throw unsupported(node.title) }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    try spend(values.count, node)
    set(
      node, .constant(ONNXTensor(transposed(values, rows: rows, columns: columns), shape: [columns, rows])))
  }

  /// Columns side by side: those of inputs, or a probability behind what is left of 1.
  private mutating func interpretConcat(_ node: ONNXNode) throws {
    let areLengths = try node.inputs.indices.contains {
      if case .lengths? = try meaning(node, $0) { true } else { false }
    }
    if areLengths {
      let all = try node.inputs.indices.flatMap { try lengths(node, $0) }
      guard all.count <= 8 else { throw unsupported(node.title) }
      return set(node, .lengths(all.map { $0 == -1 ? nil : $0 }))
    }
    guard [1, -1].contains(node.integer("axis", default: 1)) else { throw unsupported(node.title) }
    let parts = try node.inputs.indices.map { try rows(node, $0) }
    guard let first = parts.first else { throw unsupported(node.title) }
    if parts.count == 1 { return set(node, first) }
    if parts.count == 2, parts[0].isComplement(of: parts[1]) { return set(node, parts[1], .pair, shape: [2]) }
    guard parts.allSatisfy({ $0.steps.isEmpty && $0.shape == [1] }) else {
      throw unsupported("\(node.title) of what is no input of one column")
    }
    let names = parts.flatMap(\.inputNames)
    set(node, ONNXRows(inputNames: names, shape: [names.count]))
  }

  /// All columns in their order, or some outputs of a layer of weights.
  private mutating func interpretGather(_ node: ONNXNode) throws {
    if case .texts? = try meaning(node, 0) { _ = try rows(node) }
    if case .lengths(let lengths)? = try meaning(node, 0) {
      guard let place = try required(node, 1).integers()?.first, lengths.indices.contains(place) else {
        throw unsupported(node.title)
      }
      return set(node, .lengths([lengths[place]]))
    }
    guard let places = try required(node, 1).integers(), node.integer("axis", default: 0) == 1 else {
      throw unsupported(node.title)
    }
    if case .missing? = try meaning(node, 0) { return set(node, .missing) }
    var rows = try rows(node)
    if let last = rows.steps.last, case .dense(let kernel, let bias) = last.step {
      let count = kernel.shape[1]
      guard places.allSatisfy({ (0..<count).contains($0) }), !places.isEmpty else {
        throw unsupported(node.title)
      }
      rows.steps.removeLast()
      let inputs = kernel.shape[0]
      try spend(inputs.multipliedReportingOverflow(by: places.count).partialValue, node)
      let all = try kernel.values()
      let values = (0..<inputs).flatMap { row in places.map { all[row * count + $0] } }
      let chosen = ONNXMatrix(values, shape: [inputs, places.count])
      let biases = bias.map { bias in places.map { bias[$0] } }
      return set(node, rows, .dense(kernel: chosen, bias: biases), shape: [places.count])
    }
    guard rows.shape == [places.count], places == Array(places.indices) else {
      throw unsupported("\(node.title), which chooses columns,")
    }
    set(node, rows)
  }
}

extension ONNXRows {
  /// Whether these are 1 less others.
  func isComplement(of other: ONNXRows) -> Bool {
    guard steps.count == other.steps.count + 2, zip(steps, other.steps).allSatisfy({ $0.id == $1.id }) else {
      return false
    }
    if case .multiply([-1]) = steps[steps.count - 2].step, case .add([1]) = steps[steps.count - 1].step {
      return true
    }
    return false
  }
}

extension Int {
  /// The product; 0 if it is beyond all bounds.
  func multipliedOrZero(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? 0 : product
  }
}

/// The numbers of a matrix, `[rows, columns]`, as those of `[columns, rows]`.
func transposed(_ values: [Float], rows: Int, columns: Int) -> [Float] {
  guard values.count == rows * columns else { return values }
  return [Float](unsafeUninitializedCapacity: values.count) { target, count in
    for row in 0..<rows {
      for column in 0..<columns {
        target.initializeElement(at: column * rows + row, to: values[row * columns + column])
      }
    }
    count = values.count
  }
}
