extension Loss {
  /// Throws unless an axis is that of a row's outputs, or none for the whole batch.
  func requireOutputAxis(_ axis: Int?) throws {
    try checks.require(
      axis == nil || axis == -1 || axis == 1, "axis", axis ?? 0,
      "nil for the whole batch, or -1 for the outputs of a row")
  }

  /// Throws unless there is one output per class.
  func requireClasses(units: Int, layer: String) throws {
    guard units >= 2 else {
      throw LogitError.invalidArchitecture(
        layer: layer, reason: "\(name) needs one output per class, but it has 1",
        remedy: "use .binaryCrossentropy for two classes, or give the layer one unit per class")
    }
  }

  /// Throws unless every label lies in 0...1.
  func requireProbabilities(_ labels: Span<Float>, units: Int) throws {
    for i in labels.indices where !(labels[i] >= 0 && labels[i] <= 1) {
      throw LogitError.labelOutOfRange(
        row: i / units, column: i % units, value: labels[i], expected: "0, 1 or a probability between them",
        remedy: "encode the two classes as 0 and 1")
    }
  }

  /// Throws unless labels lie in 0...1 and each row sums to one, within 1e-3.
  func requireOneHotRows(_ labels: Span<Float>, units: Int) throws {
    let tolerance: Float = 1e-3  // rows of rounded probabilities, such as [0.333, 0.333, 0.333], pass
    for row in 0..<labels.count / units {
      var sum: Float = 0
      for column in 0..<units {
        let label = labels[row * units + column]
        guard label >= 0 && label <= 1 else {
          throw LogitError.labelOutOfRange(
            row: row, column: column, value: label, expected: "one-hot rows with values in 0...1",
            remedy: "use Tensor.oneHot(_:classCount:), or .sparseCategoricalCrossentropy with class indices")
        }
        sum += label
      }
      guard abs(sum - 1) <= tolerance else { throw LogitError.labelsNotOneHot(row: row, sum: sum) }
    }
  }

  /// Throws unless every label is a whole number in 0..<units, or the ignored class.
  func requireClassIndices(_ labels: Span<Float>, units: Int) throws {
    let ignored = ignoredClass.map { Float($0) }
    for row in labels.indices where !(0..<Float(units)).contains(labels[row]) || !labels[row].isWhole {
      if labels[row] == ignored { continue }
      throw LogitError.labelOutOfRange(
        row: row, column: 0, value: labels[row], expected: "a class index in 0...\(units - 1)",
        remedy: "number the classes from 0, or give the last layer one unit for each class")
    }
  }
}

extension Float {
  var isWhole: Bool { self == rounded(.towardZero) }
}
