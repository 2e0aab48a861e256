/// Scales numbers into their place in a matrix.
struct NumericEncoder: FeatureEncoder {
  enum Rule {
    /// As they are, in single precision.
    case keep
    /// `(x − mean) / deviation`
    case standardize(Standardization)
    /// `x · scale + offset`
    case rescale(ColumnRescaling)
  }

  let rule: Rule
  /// What goes in the place of a missing value, scaled.
  let replacement: Float
  /// The same before it is rounded to single precision.
  let preciseReplacement: Double
  let hasIndicator: Bool
  /// Whether it was learned from whole numbers, whose digits all count.
  let isInteger: Bool
  /// The number of each text of the column.
  private let textNumbers: [Double]

  init(rule: Rule, replacement: DoubleDouble, hasIndicator: Bool, isInteger: Bool, textNumbers: [Double]) {
    self.rule = rule
    self.hasIndicator = hasIndicator
    self.isInteger = isInteger
    self.textNumbers = textNumbers
    preciseReplacement =
      switch rule {
      case .keep: replacement.high
      case .standardize(let scaling): scaling.precisely(replacement)
      case .rescale(let rescaling): Double(rescaling(Float(replacement.high)).finite)
      }
    self.replacement = Float(preciseReplacement)
  }

  /// The number of a row before it is rounded to single precision; `nil` if it is missing.
  ///
  /// What is rescaled is Keras's number, which is of single precision.
  func value(_ chunk: ColumnChunk, at row: Int) -> Double? {
    if isInteger, case .standardize(let scaling) = rule, case .integer(let values) = chunk {
      guard values[row] != ColumnChunk.missingInteger else { return nil }
      let (origin, scaling) = scaling.fromOrigin
      return scaling.precisely(values[row].distance(from: origin))
    }
    let number: Double =
      switch chunk {
      case .numeric(let values): values[row]
      case .single(let values): Double(values[row])
      case .integer(let values): values[row] == ColumnChunk.missingInteger ? .nan : Double(values[row])
      case .boolean(let values): values[row] == ColumnChunk.missingBoolean ? .nan : Double(values[row])
      case .string(let codes):
        codes[row] < 0 || textNumbers.isEmpty ? .nan : textNumbers[Int(codes[row])]
      }
    guard number.isFinite else { return nil }
    switch rule {
    case .keep: return number
    case .standardize(let scaling): return scaling.precisely(number)
    case .rescale(let rule):
      let single = Float(number)
      return Double((Double(single) == number ? rule(single) : rule(number)).clamped)
    }
  }

  func encode(
    _ chunks: [ColumnChunk], rows: Range<Int>, into features: FeatureRows, tally: inout FeatureTally
  ) {
    switch chunks[0] {
    case .numeric(let values): write(values, rows, features, &tally) { $0 }
    case .single(let values): write(values, rows, features, &tally) { Double($0) }
    case .integer(let values):
      if isInteger, case .standardize(let scaling) = rule {
        let (origin, scaling) = scaling.fromOrigin
        standardize(values, rows, features, &tally, scaling) {
          $0 == ColumnChunk.missingInteger ? .nan : $0.distance(from: origin)
        }
      } else {
        write(values, rows, features, &tally) { $0 == ColumnChunk.missingInteger ? .nan : Double($0) }
      }
    case .boolean(let values):
      write(values, rows, features, &tally) { $0 == ColumnChunk.missingBoolean ? .nan : Double($0) }
    case .string(let codes):
      textNumbers.withUnsafeBufferPointer { numbers in
        // Without numbers, a column has no value at all.
        write(codes, rows, features, &tally) { $0 < 0 || numbers.isEmpty ? .nan : numbers[Int($0)] }
      }
    }
  }

  /// One loop for each type of values and rule; the closures are inlined.
  @inline(__always)
  private func write<Value: BitwiseCopyable>(
    _ values: [Value], _ rows: Range<Int>, _ features: FeatureRows, _ tally: inout FeatureTally,
    _ number: (Value) -> Double
  ) {
    switch rule {
    case .standardize(let scaling): standardize(values, rows, features, &tally, scaling, number)
    case .keep: store(values, rows, features, &tally, number) { Float($0) }
    case .rescale(let rule):
      store(values, rows, features, &tally, number) { rule.scaled($0) }
    }
  }

  @inline(__always)
  private func standardize<Value: BitwiseCopyable>(
    _ values: [Value], _ rows: Range<Int>, _ features: FeatureRows, _ tally: inout FeatureTally,
    _ scaling: Standardization, _ number: (Value) -> Double
  ) {
    let (high, low, divisor) = (scaling.center.high, scaling.center.low, scaling.divisor)
    let (starts, offset) = (features.starts, features.offset)
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows.count {
        let number = number(values[rows.lowerBound &+ row])
        let scaled = ((number - high) - low) / divisor
        if scaled.magnitude <= Standardization.largest {
          starts[row][offset] = Float(scaled)
          if hasIndicator { starts[row][offset &+ 1] = 0 }
        } else {
          let far = scaling.far(number)
          starts[row][offset] = far.isNaN ? replacement : Float(far)
          if far.isNaN { tally.addMissing(row: rows.lowerBound + row) }
          if hasIndicator { starts[row][offset &+ 1] = far.isNaN ? 1 : 0 }
        }
      }
    }
  }

  @inline(__always)
  private func store<Value: BitwiseCopyable>(
    _ values: [Value], _ rows: Range<Int>, _ features: FeatureRows, _ tally: inout FeatureTally,
    _ number: (Value) -> Double, _ scaled: (Double) -> Float
  ) {
    let (starts, offset) = (features.starts, features.offset)
    values.withUnsafeBufferPointer { values in
      for row in 0..<rows.count {
        let number = number(values[rows.lowerBound &+ row])
        let value = scaled(number)
        let isThere = number.isFinite
        starts[row][offset] = isThere ? value.clamped : replacement
        if hasIndicator { starts[row][offset &+ 1] = isThere ? 0 : 1 }
        if !isThere {
          tally.addMissing(row: rows.lowerBound + row)
        } else if !value.isFinite {
          tally.addTooLarge(row: rows.lowerBound + row, number)
        }
      }
    }
  }
}

extension ColumnRescaling {
  /// The rescaled number of a column.
  @inline(__always)
  func scaled(_ number: Double) -> Float {
    let single = Float(number)
    // What single precision holds becomes Keras's number to the last bit.
    return Double(single) == number ? self(single) : self(number)
  }
}

extension Float {
  /// The number; 0 if it is none, which only a constant at the edge of single precision becomes.
  fileprivate var finite: Float { isFinite ? self : 0 }

  /// The nearest finite number.
  var clamped: Float { min(max(self, -.greatestFiniteMagnitude), .greatestFiniteMagnitude) }
}
