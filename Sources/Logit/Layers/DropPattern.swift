/// Which elements dropout drops: by seeds and position alone.
struct DropPattern {
  private let bits: PlacedBits
  private let bound: UInt64
  private let noiseShape: [Int?]?

  /// - Parameters:
  ///   - rate: The fraction that is dropped, below 1.
  ///   - noiseShape: As ``Dropout/noiseShape``.
  init(rate: Double, noiseShape: [Int?]?, seed: Int?, pass: LayerPass) {
    bits = PlacedBits(pass.seed, seed)
    bound = UInt64(rate * 0x1p32)
    self.noiseShape = noiseShape
  }

  /// Writes a number for what is kept and 0 for what is dropped, `[rows, columns]`.
  func fill(_ mask: UnsafeMutableBufferPointer<Float>, kept: Float, rows: Int) {
    guard let noiseShape else {
      for i in mask.indices { mask[i] = bits[i] >> 32 >= bound ? kept : 0 }
      return
    }
    let columns = mask.count / rows
    let rowStride = noiseShape[0] == 1 ? 0 : columns
    let columnStride = noiseShape[1] == 1 ? 0 : 1
    for row in 0..<rows {
      for column in 0..<columns {
        mask[row * columns + column] =
          bits[row * rowStride + column * columnStride] >> 32 >= bound ? kept : 0
      }
    }
  }
}

extension Layer {
  /// Throws unless a noise shape, if there is one, fits rows.
  func requireNoiseShape(_ noiseShape: [Int?]?, _ inputShape: [Int]) throws {
    guard let noiseShape else { return }
    try requireFlatRows(inputShape)
    let fits =
      noiseShape.count == 2 && [nil, 1].contains(noiseShape[0])
      && [nil, 1, inputShape[0]].contains(noiseShape[1])
    try checks.require(
      fits, "noiseShape", noiseShape.map { $0.map(String.init) ?? "nil" },
      "[nil or 1, nil, 1 or \(inputShape[0])]")
  }
}

func keras(noiseShape: [Int?]?) -> JSON {
  noiseShape.map { .array($0.map { .optional($0) }) } ?? .null
}

extension JSONFields {
  /// Keras's `noise_shape`.
  mutating func noiseShape() throws -> [Int?]? {
    switch value("noise_shape") {
    case nil, .null?: return nil
    case .array(let sizes)?:
      return try sizes.map {
        switch $0 {
        case .null: nil
        case .integer(let size): size
        default: throw wrong("noise_shape", expected: "whole numbers or null", found: $0)
        }
      }
    case let other?: throw wrong("noise_shape", expected: "a list", found: other)
    }
  }
}
