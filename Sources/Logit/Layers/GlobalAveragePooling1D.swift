import LogitFiles

/// Averages a sequence over its steps, feature by feature.
///
///     try Sequential {
///       Embedding(1000, 16, inputShape: [20], maskZero: true)
///       GlobalAveragePooling1D()
///       Dense(2, activation: .softmax)
///     }
///
/// - Input: `[rows, steps, features]`; with ``DataFormat/channelsFirst`` `[rows, features, steps]`.
/// - Output: `[rows, features]`; with ``keepDimensions`` the steps stay as a dimension of 1.
///
/// Behind ``Masking``, or an ``Embedding`` with `maskZero`, steps that are masked do not count. As in Keras,
/// the mean of a row whose steps are all masked is NaN.
///
/// Follows `keras.layers.GlobalAveragePooling1D`.
public struct GlobalAveragePooling1D: Layer, Equatable {
  /// Which axis of a row holds the steps.
  public enum DataFormat: String, Sendable, Equatable, CaseIterable {
    /// `[steps, features]`.
    case channelsLast = "channels_last"
    /// `[features, steps]`.
    case channelsFirst = "channels_first"
  }

  /// Which axis of a row holds the steps.
  public var dataFormat: DataFormat
  /// Whether the steps stay as a dimension of 1; Keras's `keepdims`.
  public var keepDimensions: Bool
  /// The shape of one input row, if given.
  public var inputShape: [Int]?
  /// Kept for compatibility with Keras; there is nothing to train.
  public var isTrainable: Bool
  /// The name given by the user.
  public var name: String?
  /// The steps that count, once the model is known.
  private var mask: StepMask?

  /// Creates the layer.
  ///
  /// - Parameters:
  ///   - dataFormat: Which axis of a row holds the steps; `.channelsLast` by default.
  ///   - keepDimensions: Whether the steps stay as a dimension of 1; `false` by default.
  ///   - inputShape: The shape of one input row; needed only on the first layer.
  ///   - isTrainable: Kept for compatibility with Keras; `true` by default.
  ///   - name: The layer's name; `nil` gives `global_average_pooling1d`, `global_average_pooling1d_1`, ...
  public init(
    dataFormat: DataFormat = .channelsLast, keepDimensions: Bool = false, inputShape: [Int]? = nil,
    isTrainable: Bool = true, name: String? = nil
  ) {
    self.dataFormat = dataFormat
    self.keepDimensions = keepDimensions
    self.inputShape = inputShape
    self.isTrainable = isTrainable
    self.name = name
  }

  /// The features.
  ///
  /// - Throws: ``LogitError/invalidArchitecture(layer:reason:remedy:)`` unless a row has two dimensions.
  public func outputShape(inputShape: [Int]) throws -> [Int] {
    let isLast = dataFormat == .channelsLast
    guard inputShape.count == 2 else {
      let rows = isLast ? "[steps, features]" : "[features, steps]"
      throw LogitError.invalidArchitecture(
        layer: label, reason: "it takes rows of shape \(rows), but each row has shape \(inputShape)",
        remedy: "put a Reshape(\(rows)) before it")
    }
    let features = inputShape[isLast ? 1 : 0]
    guard keepDimensions else { return [features] }
    return isLast ? [1, features] : [features, 1]
  }

  /// None.
  public func parameters(inputShape: [Int]) -> [ParameterSpecification] { [] }

  /// How the numbers of a row are placed: number i of step s of feature f is at s · step + f · feature.
  private struct Places {
    let steps: Int
    let features: Int
    let stepStride: Int
    let featureStride: Int

    init(_ format: DataFormat, inputCount: Int, outputCount: Int, rows: Int) {
      features = outputCount / max(rows, 1)
      steps = outputCount > 0 ? inputCount / outputCount : 0
      (stepStride, featureStride) = format == .channelsLast ? (features, 1) : (1, steps)
    }
  }

  /// The row of the model's input that tells which steps count; `nil` if all do.
  private func markedRow(_ row: Int, steps: Int, pass: LayerPass) -> UnsafePointer<Float>? {
    guard let mask else { return nil }
    guard let rows = pass.modelRows else {
      programmingError("\(label) has a mask, but the pass has no rows of the model to find it in")
    }
    return rows.start + row * steps * mask.stepLength
  }

  private func keeps(_ step: Int, _ row: UnsafePointer<Float>?) -> Bool {
    guard let row, let mask else { return true }
    return mask.keeps(step: step, of: row)
  }

  /// Computes the means.
  public func forward(
    input: Span<Float>, parameters: Span<Float>, scratch: inout MutableSpan<Float>,
    output: inout MutableSpan<Float>, pass: LayerPass
  ) {
    let places = Places(dataFormat, inputCount: input.count, outputCount: output.count, rows: pass.rows)
    withForwardBuffers(
      input, parameters, &scratch, &output, columns: max(places.steps * places.features, 1),
      outputCount: pass.rows * places.features
    ) { buffers in
      for row in 0..<pass.rows {
        let marks = markedRow(row, steps: places.steps, pass: pass)
        let first = row * places.steps * places.features
        let count = Double((0..<places.steps).count { keeps($0, marks) })
        Reductions.forEachBlock(of: places.features) { start, width, sums, _ in
          for step in 0..<places.steps where keeps(step, marks) {
            let place = first + step * places.stepStride + start * places.featureStride
            for f in 0..<width { sums[f] += Double(buffers.input[place + f * places.featureStride]) }
          }
          for f in 0..<width { buffers.output[row * places.features + start + f] = Float(sums[f] / count) }
        }
      }
    }
  }

  /// Shares the gradient of a mean out over the steps that count.
  public func backward(
    input: Span<Float>, output: Span<Float>, parameters: Span<Float>, scratch: Span<Float>,
    outputGradient: inout MutableSpan<Float>, parameterGradient: inout MutableSpan<Float>,
    inputGradient: inout MutableSpan<Float>, pass: LayerPass
  ) {
    guard !inputGradient.isEmpty else { return }
    let places = Places(dataFormat, inputCount: input.count, outputCount: output.count, rows: pass.rows)
    withBackwardBuffers(
      input, output, parameters, scratch, &outputGradient, &parameterGradient, &inputGradient,
      columns: max(places.steps * places.features, 1), outputCount: pass.rows * places.features
    ) { buffers in
      for row in 0..<pass.rows {
        let marks = markedRow(row, steps: places.steps, pass: pass)
        let first = row * places.steps * places.features
        let count = Float((0..<places.steps).count { keeps($0, marks) })
        for step in 0..<places.steps {
          let isKept = keeps(step, marks)
          for f in 0..<places.features {
            let place = first + step * places.stepStride + f * places.featureStride
            buffers.inputGradient[place] =
              isKept ? buffers.outputGradient[row * places.features + f] / count : 0
          }
        }
      }
    }
  }
}

extension GlobalAveragePooling1D: ResolvedLayer {
  func resolved(inputShape: [Int], mask: StepMask?) throws -> any Layer {
    guard let mask else { return self }
    guard mask.isOfInput, dataFormat == .channelsLast, mask.shape == Array(inputShape.dropLast()) else {
      let found =
        dataFormat == .channelsLast
        ? "\(mask.source) does not read the model's input, where Logit looks for masked steps"
        : "\(mask.source) masks steps of [steps, features], but this layer takes [features, steps]"
      throw LogitError.invalidArchitecture(
        layer: label, reason: "a mask reaches it that it cannot use: \(found)",
        remedy: "make \(mask.source) the first layer, and pool with .channelsLast")
    }
    var layer = self
    layer.mask = mask
    return layer
  }
}

extension GlobalAveragePooling1D: KerasSerializable {
  /// `"GlobalAveragePooling1D"`.
  public static var kerasClassName: String { "GlobalAveragePooling1D" }

  /// The options as Keras writes them.
  public var kerasConfiguration: [JSON.Member] {
    kerasBase + [
      JSON.Member("data_format", .string(dataFormat.rawValue)),
      JSON.Member("keepdims", .bool(keepDimensions)),
    ]
  }

  /// Reads the options under Keras's names.
  public init(keras options: inout JSONFields) throws {
    let base = try LayerBase(&options)
    let name = try options.optionalString("data_format") ?? DataFormat.channelsLast.rawValue
    guard let dataFormat = DataFormat(rawValue: name) else {
      throw options.wrong(
        "data_format", expected: "\"channels_last\" or \"channels_first\"", found: .string(name))
    }
    self.init(
      dataFormat: dataFormat, keepDimensions: try options.bool("keepdims", default: false),
      isTrainable: base.isTrainable, name: base.name)
  }
}
