import Logit

/// The weights of a layer, `[inputs, outputs]`, which stay in the file until the model that they belong to takes
/// them: so that they are in memory once.
struct ONNXMatrix {
  private let tensor: ONNXTensor
  private let isTransposed: Bool
  private let factor: Float
  /// The numbers of inputs and of outputs.
  let shape: [Int]

  /// - Parameters:
  ///   - tensor: A constant of two dimensions, no texts.
  ///   - isTransposed: Whether it has a row for each output.
  ///   - factor: What all numbers are multiplied by.
  init(_ tensor: ONNXTensor, isTransposed: Bool = false, factor: Float = 1) {
    (self.tensor, self.isTransposed, self.factor) = (tensor, isTransposed, factor)
    shape = isTransposed ? tensor.shape.reversed() : tensor.shape
  }

  /// Numbers in memory.
  init(_ values: [Float], shape: [Int]) { self.init(ONNXTensor(values, shape: shape)) }

  /// The numbers, a row for each input.
  func values() throws -> [Float] {
    try [Float](unsafeUninitializedCapacity: shape[0] * shape[1]) { buffer, count in
      try write(to: UnsafeMutableBufferPointer(rebasing: buffer[..<(shape[0] * shape[1])]))
      count = shape[0] * shape[1]
    }
  }

  /// Puts the numbers where they belong, a row for each input.
  func write(to target: UnsafeMutableBufferPointer<Float>) throws {
    if isTransposed { return try writeTransposed(to: target) }
    for start in stride(from: 0, to: target.count, by: Self.blockCount) {
      let block = try tensor.floats(start..<min(start + Self.blockCount, target.count))
      for (place, value) in block.enumerated() { target[start + place] = value * factor }
    }
  }

  /// Some rows of the file are turned at a time, so that what is written lies side by side.
  private func writeTransposed(to target: UnsafeMutableBufferPointer<Float>) throws {
    let (inputs, outputs) = (shape[0], shape[1])
    let rowCount = min(Self.rowCount, max(1, Self.blockCount / max(inputs, 1)))
    for first in stride(from: 0, to: outputs, by: rowCount) {
      let rows = min(rowCount, outputs - first)
      try tensor.floats(first * inputs..<(first + rows) * inputs).withUnsafeBufferPointer { block in
        for input in 0..<inputs {
          for row in 0..<rows { target[input * outputs + first + row] = block[row * inputs + input] * factor }
        }
      }
    }
  }

  /// The numbers that are read at a time: 1 MiB.
  private static let blockCount = 1 << 18
  /// The rows that are turned at a time: a cache line of numbers.
  private static let rowCount = 16
}

/// The weights of a layer as they come to the model.
enum ONNXWeights {
  case matrix(ONNXMatrix)
  case row([Float])

  var shape: [Int] {
    switch self {
    case .matrix(let matrix): matrix.shape
    case .row(let values): [values.count]
    }
  }

  /// Puts the numbers where they belong.
  func write(to target: UnsafeMutableBufferPointer<Float>) throws {
    switch self {
    case .matrix(let matrix): try matrix.write(to: target)
    case .row(let values): _ = target.update(fromContentsOf: values)
    }
  }
}
