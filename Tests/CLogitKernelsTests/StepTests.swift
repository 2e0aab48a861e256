import CLogitKernels
import Foundation
import Testing

/// Whole steps and their parts against `Double`, and levels against each other.
@Suite struct StepTests {
  enum Kind: String, CaseIterable, Sendable {
    case binary, categorical, sparse
  }

  struct Result: Equatable {
    var kernelGradient, biasGradient: [Float]
    var loss, correct: Double
  }

  struct Problem {
    let kind: Kind
    let (rows, features, units): (Int, Int, Int)
    var x, y, kernel, bias: [Float]
    var weights: [Float]?
    let smoothing: Float

    init(_ kind: Kind, rows: Int, features: Int, units: Int, weighted: Bool, smoothing: Float) {
      var data = TestData(seed: UInt32(rows * 31 + features * 7 + units))
      self.kind = kind
      (self.rows, self.features, self.units) = (rows, features, kind == .binary ? 1 : units)
      self.smoothing = kind == .sparse ? 0 : smoothing
      x = data.floats(rows * features)
      let classes = data.labels(rows, classes: max(self.units, 2))
      switch kind {
      case .binary, .sparse: y = classes
      case .categorical: y = classes.flatMap { label in (0..<units).map { Float($0) == label ? 1 : 0 } }
      }
      kernel = data.floats(features * self.units)
      bias = data.floats(self.units)
      weights = weighted ? data.floats(rows).map { abs($0) } : nil
    }

    var head: logit_head {
      let kinds: [Kind: logit_head_kind] = [
        .binary: LOGIT_HEAD_BINARY, .categorical: LOGIT_HEAD_CATEGORICAL,
        .sparse: LOGIT_HEAD_SPARSE_CATEGORICAL,
      ]
      return logit_head(kind: kinds[kind] ?? LOGIT_HEAD_BINARY, smoothing: smoothing, threshold: 0)
    }

    /// One whole step: the fused kernel where the shape has one, else forward, head and gradient one by one.
    ///
    /// Every array lies at the end of memory of its own size, so that a sanitizer sees a read beyond it.
    func run(_ level: logit_level, blocks: [Range<Int64>]? = nil, indices: [UInt32]? = nil) -> Result {
      var k = kernels(level)
      var kernelGradient = [Float](repeating: .nan, count: features * units)
      var biasGradient = [Float](repeating: .nan, count: units)
      var totals = logit_totals()
      let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
      let scale = 1 / Float(max(rows, 1))
      withOptionalPointer(weights) { w in
        guard logit_step_fits(u) != 0 else {
          var z = [Float](repeating: .nan, count: rows * units)
          var head = head
          k.dense_forward(x, kernel, bias, r, f, u, &z)
          let logits = z
          k.head(&head, logits, y, w, r, u, scale, &z, &totals)
          k.dense_parameter_gradient(x, z, r, f, u, &kernelGradient, &biasGradient)
          return
        }
        x.withUnsafeBufferPointer { x in
          y.withUnsafeBufferPointer { y in
            kernel.withUnsafeBufferPointer { kernel in
              bias.withUnsafeBufferPointer { bias in
                kernelGradient.withUnsafeMutableBufferPointer { kernelGradient in
                  biasGradient.withUnsafeMutableBufferPointer { biasGradient in
                    withOptionalIndices(indices) { indices in
                      let scratch = UnsafeMutablePointer<Float>.allocate(
                        capacity: Int(logit_step_scratch_count(r, f, u)))
                      defer { scratch.deallocate() }
                      var step = logit_step(
                        head: head, input: x.baseAddress, labels: y.baseAddress, weights: w, indices: indices,
                        kernel: kernel.baseAddress, bias: bias.baseAddress,
                        kernel_gradient: kernelGradient.baseAddress, bias_gradient: biasGradient.baseAddress,
                        scratch: scratch, rows: r, features: f, units: u, scale: scale)
                      guard let blocks else { return logit_step_all(&k, &step, &totals) }
                      k.step_prepare(&step, 0, f)
                      let count = logit_step_block_count(r, f, u)
                      for block in blocks { k.step_blocks(&step, block.lowerBound, block.upperBound) }
                      k.step_reduce(&step, count, 0, f, &totals)
                    }
                  }
                }
              }
            }
          }
        }
      }
      return Result(
        kernelGradient: kernelGradient, biasGradient: biasGradient, loss: totals.loss, correct: totals.correct
      )
    }

    private func withOptionalIndices(_ values: [UInt32]?, _ body: (UnsafePointer<UInt32>?) -> Void) {
      guard let values else { return body(nil) }
      values.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private func withOptionalPointer(_ values: [Float]?, _ body: (UnsafePointer<Float>?) -> Void) {
      guard let values else { return body(nil) }
      values.withUnsafeBufferPointer { body($0.baseAddress) }
    }

    /// The same in `Double`.
    func exact() -> (kernelGradient: [Double], biasGradient: [Double], loss: Double) {
      var kernelGradient = [Double](repeating: 0, count: features * units)
      var biasGradient = [Double](repeating: 0, count: units)
      var loss = 0.0
      for row in 0..<rows {
        let z = (0..<units).map { u in
          (0..<features).reduce(Double(bias[u])) {
            $0 + Double(x[row * features + $1]) * Double(kernel[$1 * units + u])
          }
        }
        let weight = Double(weights?[row] ?? 1)
        let s = Double(smoothing)
        var (p, t): ([Double], [Double])
        switch kind {
        case .binary:
          t = [Double(y[row]) * (1 - s) + s / 2]
          p = [1 / (1 + exp(-z[0]))]
          loss -= weight * (t[0] * log(p[0]) + (1 - t[0]) * log(1 - p[0]))
        case .categorical, .sparse:
          let exponentials = z.map { exp($0) }
          let sum = exponentials.reduce(0, +)
          p = exponentials.map { $0 / sum }
          t = (0..<units).map { u in
            kind == .sparse
              ? (Double(y[row]) == Double(u) ? 1 : 0)
              : Double(y[row * units + u]) * (1 - s) + s / Double(units)
          }
          loss -= weight * zip(t, p).reduce(0) { $0 + $1.0 * log($1.1) }
        }
        for u in 0..<units {
          let g = weight * (p[u] - t[u]) / Double(rows)
          biasGradient[u] += g
          for f in 0..<features { kernelGradient[f * units + u] += g * Double(x[row * features + f]) }
        }
      }
      return (kernelGradient, biasGradient, loss)
    }
  }

  static let shapes: [(rows: Int, features: Int, units: Int)] = [
    (1, 1, 2), (15, 1, 3), (16, 1, 2), (32, 1, 2), (100, 2, 3), (33, 3, 4), (17, 4, 3), (31, 5, 8),
    (32, 8, 2),
    (12, 3, 20), (50, 7, 10), (20, 9, 3), (48, 28, 2), (140, 1030, 5), (7, 16, 16), (40, 17, 10),
    (64, 33, 31), (9, 100, 33), (130, 20, 70),
  ]

  @Test("Steps agree with Double", arguments: Kind.allCases, availableLevels)
  func exactness(_ kind: Kind, level: logit_level) {
    for shape in Self.shapes {
      for weighted in [false, true] {
        let problem = Problem(
          kind, rows: shape.rows, features: shape.features, units: shape.units, weighted: weighted,
          smoothing: weighted ? 0.1 : 0)
        let (found, exact) = (problem.run(level), problem.exact())
        #expect(abs(found.loss - exact.loss) <= 2e-6 * max(exact.loss, 1), "\(shape)")
        for (a, b) in zip(
          found.kernelGradient + found.biasGradient, exact.kernelGradient + exact.biasGradient)
        {
          #expect(abs(Double(a) - b) <= 2e-6, "\(shape)")
        }
      }
    }
  }

  @Test("Levels with fused multiply-add give the same bits", arguments: Kind.allCases)
  func sameBytes(_ kind: Kind) {
    for shape in Self.shapes {
      let problem = Problem(
        kind, rows: shape.rows, features: shape.features, units: shape.units, weighted: true, smoothing: 0.1)
      let results = fusedLevels.map { problem.run($0) }
      for result in results.dropFirst() { #expect(result == results[0], "\(shape)") }
    }
  }

  @Test("The number predicted right is counted", arguments: availableLevels)
  func correct(_ level: logit_level) {
    let binary = Problem(.binary, rows: 100, features: 2, units: 1, weighted: false, smoothing: 0)
    let expected = (0..<100).count { row in
      let z = binary.x[row * 2] * binary.kernel[0] + binary.x[row * 2 + 1] * binary.kernel[1] + binary.bias[0]
      return binary.y[row] == (z > 0 ? 1 : 0)
    }
    #expect(binary.run(level).correct == Double(expected))
  }

  @Test(
    "Logits that are not finite give a loss that is not finite", arguments: availableLevels,
    [Float.infinity, -.infinity, .nan])
  func nonFinite(_ level: logit_level, value: Float) {
    for features in [1, 20] {
      for kind in Kind.allCases {
        var problem = Problem(kind, rows: 20, features: features, units: 3, weighted: false, smoothing: 0)
        problem.x = [Float](repeating: 0.5, count: 20 * features)
        problem.x[7 * features] = value
        problem.kernel = (0..<features * problem.units).map { Float($0 % 3) - 1.25 }
        switch kind {
        // The label for which an infinite logit is wrong; for the other one the loss is 0 and harmless.
        case .binary: problem.y = [Float](repeating: value * problem.kernel[0] > 0 ? 0 : 1, count: 20)
        case .categorical: problem.y = [Float](repeating: 1 / 3, count: 60)
        case .sparse: problem.y = [Float](repeating: 1, count: 20)
        }
        #expect(!problem.run(level).loss.isFinite, "\(kind), \(features) features")
      }
    }
  }

  @Test("Blocks can be done in any order", arguments: Kind.allCases)
  func blockOrder(_ kind: Kind) {
    let shapes = [(rows: 200, features: 20, units: 3), (rows: 20_000, features: 2, units: 3)]
    for shape in shapes {
      let problem = Problem(
        kind, rows: shape.rows, features: shape.features, units: shape.units, weighted: true, smoothing: 0.1)
      let level = logit_best_level()
      let count = shape.features > 8 ? Int64(4) : 3
      let backwards = (0..<count).reversed().map { $0..<$0 + 1 }
      #expect(problem.run(level, blocks: backwards) == problem.run(level))
    }
  }

  @Test("Rows named by indices count as if they had been gathered", arguments: Kind.allCases, availableLevels)
  func indices(_ kind: Kind, level: logit_level) {
    let problem = Problem(kind, rows: 130, features: 20, units: 5, weighted: true, smoothing: 0.1)
    let indices = (0..<130).map { UInt32(($0 * 37) % 130) }
    func gathered(_ values: [Float]) -> [Float] {
      let columns = values.count / 130
      return indices.flatMap { values[Int($0) * columns..<(Int($0) + 1) * columns] }
    }
    var copy = problem
    (copy.x, copy.y, copy.weights) = (
      gathered(problem.x), gathered(problem.y), problem.weights.map(gathered)
    )
    #expect(problem.run(level, indices: indices) == copy.run(level))
  }

  @Test("Zero rows give zero loss and zero gradients", arguments: Kind.allCases, availableLevels)
  func empty(_ kind: Kind, level: logit_level) {
    let result = Problem(kind, rows: 0, features: 3, units: 3, weighted: false, smoothing: 0).run(level)
    #expect(result.loss == 0 && result.correct == 0)
    #expect((result.kernelGradient + result.biasGradient).allSatisfy { $0 == 0 })
  }
}
