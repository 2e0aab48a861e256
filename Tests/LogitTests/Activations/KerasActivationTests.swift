import Testing

@testable import Logit

/// Every case of `activations.json`.
///
/// A number agrees with Keras if it is within 1e-6 of it, relatively. Where Keras overflows, flushes
/// subnormal numbers or subtracts nearly equal ones, it may differ by more, but then ours must be within a
/// few units in the last place of the exact one, and Keras's must not be closer.
@Suite struct KerasActivationTests {
  static let cases = KerasVectors.cases("activations")

  static func activation(_ test: KerasVectors.Case) throws -> any Activation {
    guard case .null = test["layer"] else {
      return try KerasRegistry.activations.activation(fromKeras: test["layer"])
    }
    guard case .object(let members) = test["options"], !members.isEmpty, members[0].name != "axis" else {
      return try KerasRegistry.activations.activation(fromKeras: test["config"])
    }
    return try KerasRegistry.activations.activation(
      fromKeras: ["class_name": test["config"], "config": test["options"]])
  }

  /// The largest relative difference of the numbers that agree by it.
  @discardableResult
  static func compare(_ test: KerasVectors.Case) throws -> Double {
    let activation = try activation(test)
    var shape = test["shape"].integers
    // Rows of the transposed are columns: this is how axis 0 is tested.
    let isTransposed = test["options"]["axis"] == .integer(0)
    func numbers(_ name: String) -> [Float] {
      let values = test[name].floats
      guard isTransposed, !values.isEmpty else { return values }
      let (rows, columns) = (test["shape"].integers[0], test["shape"].integers[1])
      return (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
    }
    if isTransposed { shape.reverse() }
    let (x, upstream) = (numbers("x"), numbers("upstream"))
    let (y, dx) = evaluate(activation, x, upstream: upstream, columns: shape[1])
    if activation is Sparsemax {
      // Keras computes another function; see the type's documentation.
      let defined = numbers("defined")
      for (i, expected) in defined.enumerated() {
        #expect(
          abs(y[i] - expected) <= 1e-7, "\(test.name): f(\(x[i])) is \(y[i]), by definition \(expected)")
      }
      return 0
    }
    let exact = exactRows(test, x, upstream, columns: shape[1])
    var largest = 0.0
    for (found, expected, right, what) in [
      (y, numbers("y"), exact?.values, "f"), (dx, numbers("dx"), exact?.gradient, "f'"),
    ] {
      for i in found.indices {
        let difference = relativeDifference(found[i], expected[i])
        if difference <= 1e-6 {
          largest = max(largest, difference)
          continue
        }
        let message = "\(test.name): \(what)(\(x[i])) is \(found[i]), Keras's \(expected[i])"
        guard let right = right?[i] else {
          Issue.record("\(message)")
          continue
        }
        let error = abs(Double(found[i]) - right)
        if what == "f'", !activation.needsInput {
          // From the output: y's own rounding is as large as what is left of 1 - y (or of a row's sum), here
          // and in Keras.
          let size = Double(upstream.map { abs($0) }.max() ?? 0)
          #expect(error <= 0x1p-22 * max(size, abs(right)), "\(message), exact \(right)")
          continue
        }
        // A derivative may cross 0, where only its absolute error, counted by its two terms of about 1, can
        // be small. A subnormal result may be a product of a subnormal number and z.
        let room = max(Double(Float(right).ulp), what == "f" ? 0x1p-146 : abs(Double(upstream[i])) * 0x1p-25)
        // The approximate GELU's exponent is -25 at z = -6. A unit in its last place, its rounding without
        // fused multiply-add, is 1.9e-6, up to 32 units of the result.
        let isApproximate = (activation as? GELU)?.approximate ?? false
        let units: Double = activation is TanhShrink || isApproximate ? 32 : 8
        #expect(error <= units * room || Float(right) == found[i], "\(message), exact \(right)")
        #expect(!(abs(Double(expected[i]) - right) < error), "\(message), exact \(right): Keras is closer")
      }
    }
    return largest
  }

  static func exactRows(
    _ test: KerasVectors.Case, _ x: [Float], _ upstream: [Float], columns: Int
  ) -> (values: [Double], gradient: [Double])? {
    var name = test["config"].text ?? ""
    var options = test["options"]
    if test["layer"] != .null {
      options = test["layer"]["config"] ?? .null
      name = options["activation"]?.text ?? test["layer"]["class_name"]?.text?.lowercased() ?? ""
    }
    if name == "softmax" || name == "log_softmax" {
      return RowFunction(name).map { $0.evaluate(x, upstream, columns: columns) }
    }
    guard let exact = ExactActivation(name, options) else { return nil }
    return (
      x.map { exact.value(Double($0)) }, zip(x, upstream).map { exact.derivative(Double($0)) * Double($1) }
    )
  }

  @Test("Values and gradients are Keras's", arguments: cases)
  func values(_ test: KerasVectors.Case) throws { try Self.compare(test) }

  @Test("A name without options is written as Keras writes it", arguments: cases)
  func writtenForm(_ test: KerasVectors.Case) throws {
    let activation = try Self.activation(test)
    let written = try activation.kerasValue
    #expect(try KerasRegistry.activations.activation(fromKeras: written).kerasValue == written)
    if test["options"] == .object([]) { #expect(written == test["config"]) }
    if case .object(let members)? = test["layer"]["config"], case .object = written, !(activation is ReLU6) {
      let options = members.filter { !["name", "trainable", "dtype"].contains($0.name) }
      #expect(written["config"] == .object(options))
      #expect(written["class_name"] == test["layer"]["class_name"])
    }
  }

  @Test("The largest differences go into the parity table")
  func parity() throws {
    for (item, cases) in Dictionary(grouping: Self.cases, by: { $0["config"].text ?? "layers" }) {
      let largest = try cases.map { try Self.compare($0) }.max() ?? 0
      ParityTable.record(
        family: "activations", item: item, configurations: cases.count, largestDifference: largest)
    }
  }

  @Test("Aliases, null, functions as objects and unknown names")
  func names() throws {
    let registry = KerasRegistry.activations
    #expect(try registry.activation(fromKeras: .string("swish")) is SiLU)
    #expect(try registry.activation(fromKeras: .string("hard_swish")) is HardSiLU)
    #expect(try registry.activation(fromKeras: .null) is Linear)
    let function =
      ["module": "builtins", "class_name": "function", "config": "silu", "registered_name": "silu"] as JSON
    #expect(try registry.activation(fromKeras: function) is SiLU)
    for wrong in [JSON.string("glu"), .string("threshold"), .object([]), .integer(3)] {
      #expect(throws: LogitError.self) { try registry.activation(fromKeras: wrong) }
    }
    let softmax = ["class_name": "Softmax", "config": ["axis": 0]] as JSON
    #expect(throws: LogitError.self) { try registry.activation(fromKeras: softmax) }
  }
}
