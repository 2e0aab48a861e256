/// Scales numbers into their place in a matrix.
struct NumericEncoder: FeatureEncoder {
  private enum Rule {
    /// `(x − mean) / scale`
    case normalize(mean: Float, scale: Float)
    /// `x · scale + offset`
    case rescale(Rescaling)
  }

  private let rule: Rule
  /// What goes in the place of a missing value, scaled.
  private let replacement: Float
  private let hasIndicator: Bool

  init(
    scaling: NumericFeature.Scaling, normalization: Normalization?, replacement: Double, hasIndicator: Bool
  ) {
    self.hasIndicator = hasIndicator
    if case .rescaled(let rescaling) = scaling {
      rule = .rescale(rescaling)
      self.replacement = rescaling(Float(replacement)).finite
    } else if let normalization {
      rule = .normalize(mean: normalization.mean, scale: normalization.scale)
      self.replacement = normalization(replacement).finite
    } else {
      rule = .normalize(mean: 0, scale: 1)
      self.replacement = Float(replacement)
    }
  }

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    switch chunks[0] {
    case .numeric(let values):
      values.withUnsafeBufferPointer {
        write($0, rows, features, &tally) {
          $0
        } single: {
          Float($0)
        }
      }
    case .single(let values):
      values.withUnsafeBufferPointer {
        write($0, rows, features, &tally) {
          Double($0)
        } single: {
          $0
        }
      }
    case .integer(let values):
      values.withUnsafeBufferPointer {
        write($0, rows, features, &tally) {
          $0 == ColumnChunk.missingInteger ? .nan : Double($0)
        } single: {
          $0 == ColumnChunk.missingInteger ? .nan : Float($0)
        }
      }
    case .boolean(let values):
      values.withUnsafeBufferPointer {
        write($0, rows, features, &tally) {
          $0 == ColumnChunk.missingBoolean ? .nan : Double($0)
        } single: {
          $0 == ColumnChunk.missingBoolean ? .nan : Float($0)
        }
      }
    case .string:
      // Only a column without any value gets here.
      write(UnsafeBufferPointer<Float>(start: nil, count: 0), rows, features, &tally) { _ in
        .nan
      } single: {
        $0
      }
    }
  }

  /// One loop for each type of values and rule; the closures are inlined.
  @inline(__always)
  private func write<Value: BitwiseCopyable>(
    _ values: UnsafeBufferPointer<Value>, _ rows: Range<Int>, _ features: FeatureRows,
    _ tally: inout FeatureTally,
    double: (Value) -> Double, single: (Value) -> Float
  ) {
    guard let start = values.baseAddress else { return writeMissing(rows, features, &tally) }
    let first = start + rows.lowerBound
    switch rule {
    case .normalize(let mean, let scale) where Value.self == Float.self:
      store(first, rows, features, &tally) { (single($0) - mean) / scale }
    case .normalize(let mean, let scale):
      let mean = Double(mean)
      store(first, rows, features, &tally) { Float(double($0) - mean) / scale }
    case .rescale(let rule):
      store(first, rows, features, &tally) { single($0) * rule.scale + rule.offset }
    }
  }

  @inline(__always)
  private func store<Value>(
    _ values: UnsafePointer<Value>, _ rows: Range<Int>, _ features: FeatureRows, _ tally: inout FeatureTally,
    _ scaled: (Value) -> Float
  ) {
    let (starts, offset) = (features.starts, features.offset)
    var missingCount = 0
    var firstMissing = 0
    for row in 0..<rows.count {
      let value = scaled(values[row])
      if value.isFinite {
        starts[row][offset] = value
      } else {
        starts[row][offset] = replacement
        if missingCount == 0 { firstMissing = row }
        missingCount &+= 1
      }
      if hasIndicator { starts[row][offset &+ 1] = value.isFinite ? 0 : 1 }
    }
    if missingCount > 0 { tally.addMissing(missingCount, row: rows.lowerBound + firstMissing) }
  }

  private func writeMissing(_ rows: Range<Int>, _ features: FeatureRows, _ tally: inout FeatureTally) {
    for row in 0..<rows.count {
      features.starts[row][features.offset] = replacement
      if hasIndicator { features.starts[row][features.offset + 1] = 1 }
    }
    tally.addMissing(rows.count, row: rows.lowerBound)
  }
}

extension Float {
  /// The number; 0 if it is none, which only a constant at the edge of single precision becomes.
  fileprivate var finite: Float { isFinite ? self : 0 }
}
