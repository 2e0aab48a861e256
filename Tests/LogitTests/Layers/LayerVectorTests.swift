import Testing

@testable import Logit

/// Every layer by itself against Keras: outputs, gradients and state, in training and in inference.
@Suite struct LayerVectorTests {
  static let cases: [JSON] = KerasVectors.load("layers")["cases"]?.elements ?? []

  static func name(_ example: JSON) -> String { example["name"]?.text ?? "" }

  /// In float32 a few roundings of the largest element: 1e-6. Where columns lie far from 0 (mean 20,
  /// deviation 0.5, or a constant), x · factor - mean · factor loses up to 40 times that in Keras, and
  /// gradients of columns far from 0 as much again; `CenteringTests` holds the layers to double precision
  /// there.
  ///
  /// Of group normalization Keras is off from double precision by 3.6e-5 at mean 200 and deviation 1, and in
  /// gradients of groups of two numbers, which nearly cancel, by 8.4e-6, 1.3e-6 for each channel and 1.0e-6
  /// without gamma and beta; Logit by 1.7e-6 at most.
  static func tolerance(_ name: String) -> Double {
    switch name {
    case "layer normalization shifted": 2e-5
    case "batch normalization constant": 4e-6
    case "group normalization": 1e-5
    case "group normalization each channel", "group normalization bare": 2e-6
    case "group normalization far shifted": 5e-5
    default: name.contains("shifted") ? 1e-5 : 1e-6
    }
  }

  @Test("There are cases")
  func present() {
    #expect(Self.cases.count > 50)
  }

  @Test("A layer made from Keras's configuration computes what Keras's does", arguments: cases.map(name))
  func layer(_ name: String) throws {
    let example = try #require(Self.cases.first { Self.name($0) == name })
    let difference = try Self.largestDifference(example) { what, difference in
      #expect(difference <= Self.tolerance(name), "\(what): \(difference)")
    }
    #expect(difference.isFinite)
  }

  static let activationCases: [JSON] =
    (KerasVectors.load("activations")["cases"]?.elements ?? [])
    .filter { $0["layer"] != nil }

  @Test("Activations as layers agree at boundaries and corners", arguments: activationCases.map(name))
  func activation(_ name: String) throws {
    let example = try #require(Self.activationCases.first { Self.name($0) == name })
    let layer = try KerasRegistry.layers.make(try #require(example["layer"]))
    let shape = example.shape
    let single = LayerCase(layer, inputShape: [shape[1]], rows: shape[0])
    let passes = try single.run(
      example["x"]?.floats ?? [], upstream: example["upstream"]?.floats ?? [], training: true)
    // Element by element, each to a few roundings; but 1 - y² and Keras's exp(x) - 1 lose what the rounding
    // of 1 takes.
    for (found, expected) in [(passes.output, "y"), (passes.inputGradient, "dx")] {
      let numbers = example[expected]?.floats ?? []
      #expect(found.count == numbers.count)
      for (index, pair) in zip(found, numbers).enumerated() {
        let tolerance = max(1e-6 * abs(pair.1), 3e-7)
        #expect(abs(pair.0 - pair.1) <= tolerance, "\(expected)[\(index)]: \(pair)")
      }
    }
  }

  @Test("The largest differences are recorded for the parity table")
  func record() throws {
    var found: [String: (count: Int, largest: Double)] = [:]
    for example in Self.cases {
      let kind = example["config"]?["class_name"]?.text ?? ""
      let difference = try Self.largestDifference(example) { _, _ in }
      let before = found[kind] ?? (0, 0)
      found[kind] = (before.count + 1, max(before.largest, difference))
    }
    for (kind, entry) in found {
      ParityTable.record(
        family: "layers", item: kind, configurations: entry.count, largestDifference: entry.largest)
    }
  }

  /// Runs both passes of a case and reports each difference.
  private static func largestDifference(
    _ example: JSON, report: (String, Double) -> Void
  ) throws -> Double {
    let config = try #require(example["config"])
    var layer = try KerasRegistry.layers.make(config)
    let x = try #require(example["x"])
    let initial = example["initial"]?.elements ?? []
    let shape = Array(x.shape.dropFirst())
    if layer is Normalization, !initial.isEmpty {
      // Mean and variance of the data are among the initial weights; adapting must find them by itself.
      var adapting = try #require(layer as? Normalization)
      if name(example).contains("adapted") && !name(example).contains("unadapted") {
        try adapting.adapt(Tensor(x.floats, shape: x.shape))
        guard case .adapted(let mean, let variance) = adapting.statistics else { return .infinity }
        report("adapted mean", relativeDifference(mean, initial[0].floats))
        report("adapted variance", relativeDifference(variance, initial[1].floats))
      }
      layer = adapting
    }
    if let resolved = layer as? any ResolvedLayer {
      layer = try resolved.resolved(inputShape: shape, mask: nil)
    }
    let specifications = layer.parameters(inputShape: shape)
    #expect(specifications.map(\.name) == initial.compactMap { $0["name"]?.text })
    #expect(specifications.map(\.shape) == initial.map(\.shape))
    let single = LayerCase(
      layer, inputShape: shape, rows: x.shape[0], parameters: initial.flatMap(\.floats))
    var largest = 0.0
    func compare(_ what: String, _ found: [Float], _ expected: [Float]) {
      // Over constant columns gamma's gradient is 0. Keras is left with the rounding of two sums of about 100
      // that cancel.
      let cancels = name(example) == "batch normalization constant" && what.hasSuffix("gamma")
      let difference = relativeDifference(found, expected, scale: cancels ? 100 : 1e-30)
      report(what, difference)
      largest = max(largest, difference)
    }
    for (phase, training) in [("training", true), ("inference", false)] {
      let expected = try #require(example[phase])
      let y = try #require(expected["y"])
      #expect(try layer.outputShape(inputShape: shape) == Array(y.shape.dropFirst()))
      let passes = try single.run(
        x.floats, upstream: expected["upstream"]?.floats ?? [], training: training)
      compare("\(phase) output", passes.output, y.floats)
      compare("\(phase) state", passes.state, (expected["state"]?.elements ?? []).flatMap(\.floats))
      if let dx = expected["dx"], dx != .null {
        compare("\(phase) input gradient", passes.inputGradient, dx.floats)
      }
      for gradient in expected["gradients"]?.elements ?? [] {
        let gradientName = gradient["name"]?.text
        guard let index = specifications.firstIndex(where: { $0.name == gradientName }) else {
          report("\(phase): no parameter \(gradientName ?? "")", .infinity)
          continue
        }
        let start = specifications[..<index].reduce(0) { $0 + $1.count }
        let found = Array(passes.parameterGradient[start..<start + specifications[index].count])
        compare("\(phase) gradient of \(gradientName ?? "")", found, gradient.floats)
      }
    }
    return largest
  }
}
