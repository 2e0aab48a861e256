/// A constraint that multiplies vectors of weights by a factor, which depends on their Euclidean norm.
///
/// A vector runs along the axes; for a Dense kernel `[inputs, units]` and axis 0 it is the weights of a unit.
protocol NormConstraint: Constraint, KerasSerializable {
  /// The dimensions along which a vector runs; negative ones count from the last.
  var axes: [Int] { get }

  /// What a vector with this norm is multiplied by.
  func factor(norm: Float) -> Float
}

/// What Keras adds to a norm before it divides.
let normEpsilon: Float = 1e-7

extension NormConstraint {
  /// Multiplies each vector by its factor. Squares are summed in double precision.
  public func project(_ values: inout MutableSpan<Float>, shape: [Int]) {
    let groups = shape.indices.reduce(1) { isReduced($1, rank: shape.count) ? $0 : $0 * shape[$1] }
    guard groups > 0, !values.isEmpty else { return }
    values.withUnsafeMutableBufferPointer { values in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: groups) { sums in
        sums.initialize(repeating: 0)
        walk(values, shape, sums, groups: groups) { sum, value in sum += Double(value) * Double(value) }
        for group in sums.indices { sums[group] = Double(factor(norm: Float(sums[group].squareRoot()))) }
        walk(values, shape, sums, groups: groups) { factor, value in value *= Float(factor) }
      }
    }
  }

  /// Checks the options and that the axes are among the dimensions.
  public func validate(shape: [Int]) throws {
    try validate()
    try Self.checks.require(
      axes.allSatisfy { (-shape.count..<shape.count).contains($0) }, "axis", axes,
      "in \(-shape.count)...\(shape.count - 1) for a parameter of shape \(shape)")
  }

  func validateAxes() throws {
    try Self.checks.require(!axes.isEmpty, "axis", axes, "at least one axis")
  }

  /// Keras's `axis`: a number or a list.
  var kerasAxis: JSON.Member {
    JSON.Member("axis", axes.count == 1 ? .integer(axes[0]) : .array(axes.map { .integer($0) }))
  }

  private func isReduced(_ dimension: Int, rank: Int) -> Bool {
    axes.contains(dimension) || axes.contains(dimension - rank)
  }

  /// Calls a function with every element and its vector's entry of `sums`, in the elements' order.
  @inline(__always)
  private func walk(
    _ values: UnsafeMutableBufferPointer<Float>, _ shape: [Int], _ sums: UnsafeMutableBufferPointer<Double>,
    groups: Int, _ visit: (inout Double, inout Float) -> Void
  ) {
    // Adjacent dimensions of the same kind are merged: runs of `length` elements that all belong to one
    // vector, or each to a different one.
    var length = 1
    var dimension = shape.count
    let isLastReduced = shape.isEmpty || isReduced(shape.count - 1, rank: shape.count)
    while dimension > 0, isReduced(dimension - 1, rank: shape.count) == isLastReduced {
      dimension -= 1
      length *= shape[dimension]
    }
    for start in stride(from: 0, to: values.count, by: length) {
      // The vector of the run's first element, from the run's place in the leading dimensions.
      var (rest, group, step) = (start / length, 0, isLastReduced ? 1 : length)
      for leading in stride(from: dimension - 1, through: 0, by: -1) {
        let (quotient, index) = rest.quotientAndRemainder(dividingBy: shape[leading])
        rest = quotient
        guard !isReduced(leading, rank: shape.count) else { continue }
        group += index * step
        step *= shape[leading]
      }
      if isLastReduced {
        for i in start..<start + length { visit(&sums[group], &values[i]) }
      } else {
        for i in 0..<length { visit(&sums[group + i], &values[start + i]) }
      }
    }
  }
}

extension JSONFields {
  /// Keras's `axis`, a number or a list; 0 if absent.
  mutating func axes() throws -> [Int] { try optionalIntegers("axis") ?? [0] }
}
