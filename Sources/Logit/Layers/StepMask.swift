/// Which steps of a sequence count, as ``Masking`` and an ``Embedding`` with `maskZero` tell layers behind
/// them; Keras's mask.
///
/// It is computed from the model's input where it is used, so nothing but the input travels with the rows.
struct StepMask: Sendable, Equatable {
  /// The layer that made it, for messages.
  var source: String
  /// The shape of the steps of a row.
  var shape: [Int]
  /// The numbers of a step.
  var stepLength: Int
  /// A step of which every number is this one does not count.
  var value: Float
  /// Whether the layer that made it reads the model's input, as the layer that uses it has to.
  var isOfInput: Bool

  /// Whether a step of a row of the model's input counts.
  @inline(__always)
  func keeps(step: Int, of row: UnsafePointer<Float>) -> Bool {
    Self.keeps(row + step * stepLength, length: stepLength, value: value)
  }

  /// Whether a step counts, of which every number would be a value if it did not.
  @inline(__always)
  static func keeps(_ step: UnsafePointer<Float>, length: Int, value: Float) -> Bool {
    for i in 0..<length where step[i] != value { return true }
    return false
  }
}

/// A layer that makes a mask.
protocol MaskingLayer: Layer {
  /// What it tells layers behind it; `nil` for nothing.
  func mask(inputShape: [Int]) -> StepMask?
}

/// A layer that must know the shape of its input, or the mask that reaches it, before a pass.
protocol ResolvedLayer: Layer {
  /// The layer for a place in a model.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` if it cannot use the mask.
  func resolved(inputShape: [Int], mask: StepMask?) throws -> any Layer
}

/// The rows that a model was given, for layers that look at them again.
struct ModelRows: @unchecked Sendable, Equatable {
  /// `[rows, numbers of a row]`.
  let start: UnsafePointer<Float>
}

/// How a mask passes through the layers of a model, as it does in Keras.
struct MaskPath: Sendable {
  /// The mask that reaches the next layer.
  private(set) var mask: StepMask?
  /// Whether the layers so far have left the numbers and their order as they were.
  private var isInput = true

  /// Goes on through a layer, and makes it what it has to be for a pass.
  mutating func pass(_ layer: any Layer, name: String, inputShape: [Int]) throws -> any Layer {
    var resolved = layer
    if let layer = layer as? any ResolvedLayer {
      resolved = try layer.resolved(inputShape: inputShape, mask: mask)
    } else if let mask, layer is BatchNormalization {
      throw LogitError.invalidArchitecture(
        layer: name,
        reason: "the mask of \(mask.source) reaches it, and Keras leaves masked steps out of its statistics, "
          + "which Logit does not",
        remedy: "put it before \(mask.source), or a Flatten() between them")
    }
    if let source = layer as? any MaskingLayer {
      mask = source.mask(inputShape: inputShape)
      mask?.source = name
      mask?.isOfInput = isInput
    } else if !Self.passesMask(layer) {
      mask = nil
    }
    if !(layer is any ShapeLayer) { isInput = false }
    return resolved
  }

  /// Whether Keras's layer of the kind passes a mask on (`supports_masking`).
  private static func passesMask(_ layer: any Layer) -> Bool {
    switch layer {
    case is any FunctionLayer, is ActivityRegularization, is AlphaDropout, is BatchNormalization, is Dense,
      is Dropout, is GaussianNoise, is GroupNormalization, is IdentityLayer, is LayerNormalization,
      is Normalization, is PReLU, is Rescaling, is UnitNormalization:
      true
    default: false
    }
  }
}
