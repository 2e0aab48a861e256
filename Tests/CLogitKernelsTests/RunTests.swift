import CLogitKernels
import Testing

/// A run of steps in one call against the same steps one by one.
@Suite struct RunTests {
  struct Outcome: Equatable {
    var parameters, slots: [Float]
    var loss, correct: Double
    var steps: Int64
  }

  struct Case: Sendable, CustomStringConvertible {
    var kind: StepTests.Kind
    var features, units: Int
    var rule: logit_rule_kind
    var hasBias = true
    var decays = false
    var description: String {
      "\(kind) \(features) x \(units) rule \(rule.rawValue) bias \(hasBias) decay \(decays)"
    }
  }

  /// Those that runs contain without a call for each step.
  static let rules = [LOGIT_RULE_SGD, LOGIT_RULE_MOMENTUM, LOGIT_RULE_ADAM]
  static let otherCases: [Case] = Rules.all.flatMap { rule in
    [
      Case(kind: .binary, features: 3, units: 1, rule: rule, hasBias: false, decays: true),
      Case(kind: .sparse, features: 8, units: 16, rule: rule),
    ]
  }
  static let cases: [Case] =
    otherCases
    + rules.flatMap { rule in
      [
        Case(kind: .binary, features: 1, units: 1, rule: rule),
        Case(kind: .binary, features: 3, units: 1, rule: rule, hasBias: false),
        Case(kind: .binary, features: 8, units: 1, rule: rule),
        Case(kind: .categorical, features: 2, units: 3, rule: rule),
        Case(kind: .categorical, features: 5, units: 4, rule: rule, hasBias: false),
        Case(kind: .sparse, features: 4, units: 3, rule: rule),
        Case(kind: .sparse, features: 8, units: 16, rule: rule),
      ]
    }

  private static let (rows, batchRows, stepCount) = (70, 32, 3)

  /// Trains for three steps, the last one over a short batch.
  private func outcome(_ test: Case, level: logit_level, inOneCall: Bool) -> Outcome {
    let problem = StepTests.Problem(
      test.kind, rows: Self.rows, features: test.features, units: test.units, weighted: true, smoothing: 0.1)
    let kernelCount = test.features * problem.units
    let count = kernelCount + (test.hasBias ? problem.units : 0)
    let stride = (count + 15) / 16 * 16
    var parameters = problem.kernel + (test.hasBias ? problem.bias : [])
    parameters += [Float](repeating: 0, count: stride - count)
    var slots = [Float](repeating: 0, count: 3 * stride)
    let rates = [0.1, 0.05, 0.2].map { Rules.rates(Float($0)) }
    var rule = Rules.rule(test.rule)
    rule.is_nesterov = 1
    var adjustment = Rules.neutralAdjustment
    adjustment.weight_decay = 0.1
    let weights = problem.weights ?? []
    var totals = logit_totals()
    var steps: Int64 = 0
    parameters.withUnsafeMutableBufferPointer { p in
      slots.withUnsafeMutableBufferPointer { s in
        problem.x.withUnsafeBufferPointer { x in
          problem.y.withUnsafeBufferPointer { y in
            weights.withUnsafeBufferPointer { w in
              withUnsafePointer(to: adjustment) { adjustment in
                rates.withUnsafeBufferPointer { rates in
                  var run = logit_run(
                    head: problem.head, rule: rule, input: x.baseAddress, labels: y.baseAddress,
                    weights: w.baseAddress, rows: Int64(Self.rows), batch_rows: Int64(Self.batchRows),
                    features: Int64(test.features), units: Int64(problem.units),
                    has_bias: test.hasBias ? 1 : 0,
                    slot_count: Int32(Rules.slotCount(test.rule)), parameters: p.baseAddress,
                    slots: s.baseAddress, slot_stride: Int64(stride), rates: rates.baseAddress,
                    adjustment: test.decays ? adjustment : nil)
                  let k = kernels(level)
                  if inOneCall {
                    steps = k.run(&run, Int64(Self.stepCount), &totals)
                  } else {
                    steps = self.steps(
                      run, kernels: k, kernelCount: kernelCount, count: count, totals: &totals)
                  }
                }
              }
            }
          }
        }
      }
    }
    return Outcome(
      parameters: parameters, slots: slots, loss: totals.loss, correct: totals.correct, steps: steps)
  }

  private func steps(
    _ run: logit_run, kernels: logit_kernels, kernelCount: Int, count: Int, totals: inout logit_totals
  ) -> Int64 {
    var kernels = kernels
    let stride = Int(run.slot_stride)
    let labelColumns = run.head.kind == LOGIT_HEAD_CATEGORICAL ? Int(run.units) : 1
    var gradient = [Float](repeating: 0, count: stride)
    for index in 0..<Self.stepCount {
      let first = index * Self.batchRows
      let rows = min(Self.batchRows, Self.rows - first)
      let scratch = UnsafeMutablePointer<Float>.allocate(
        capacity: Int(logit_step_scratch_count(Int64(rows), run.features, run.units)))
      defer { scratch.deallocate() }
      var stepTotals = logit_totals()
      gradient.withUnsafeMutableBufferPointer { g in
        guard let g = g.baseAddress, let parameters = run.parameters else { return }
        var step = logit_step(
          head: run.head, input: run.input + first * Int(run.features),
          labels: run.labels + first * labelColumns,
          weights: run.weights + first, indices: nil, kernel: parameters,
          bias: run.has_bias == 1 ? UnsafePointer(parameters + kernelCount) : nil, kernel_gradient: g,
          bias_gradient: run.has_bias == 1 ? g + kernelCount : nil, scratch: scratch, rows: Int64(rows),
          features: run.features, units: run.units, scale: 1 / Float(rows))
        logit_step_all(&kernels, &step, &stepTotals)
      }
      totals.loss += stepTotals.loss
      totals.correct += stepTotals.correct
      var rule = run.rule
      kernels.update(
        &rule, run.rates + index, run.adjustment, run.parameters, run.slots, run.slot_stride, gradient,
        Int64(count))
    }
    return Int64(Self.stepCount)
  }

  @Test("A run gives the bits of its steps", arguments: cases)
  func sameAsSteps(_ test: Case) {
    for level in availableLevels {
      #expect(outcome(test, level: level, inOneCall: true) == outcome(test, level: level, inOneCall: false))
    }
  }

  @Test("Levels with fused multiply-add run to the same bits", arguments: cases)
  func sameBytes(_ test: Case) {
    let outcomes = fusedLevels.map { outcome(test, level: $0, inOneCall: true) }
    for other in outcomes.dropFirst() { #expect(other == outcomes[0]) }
  }

  @Test("A run stops before the update when a loss is not finite", arguments: availableLevels)
  func stops(_ level: logit_level) {
    var parameters = [Float](repeating: 0, count: 16)
    parameters[0] = 1
    let x: [Float] = [1, 1, .nan, 1]
    let y: [Float] = [1, 0, 1, 1]
    let rates = [Float](repeating: 0.5, count: 4).map { Rules.rates($0) }
    var slots: [Float] = [0]
    var totals = logit_totals()
    var run = logit_run()
    run.head.kind = LOGIT_HEAD_BINARY
    (run.rows, run.batch_rows, run.features, run.units) = (4, 1, 1, 1)
    let steps = x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        rates.withUnsafeBufferPointer { rates in
          parameters.withUnsafeMutableBufferPointer { p in
            slots.withUnsafeMutableBufferPointer { s in
              (run.input, run.labels, run.rates) = (x.baseAddress, y.baseAddress, rates.baseAddress)
              (run.parameters, run.slots) = (p.baseAddress, s.baseAddress)
              return kernels(level).run(&run, 4, &totals)
            }
          }
        }
      }
    }
    #expect(steps == 2)
    #expect(totals.failed_loss.isNaN && totals.loss.isFinite)
    #expect(parameters[0].isFinite && parameters[0] != 1)
  }
}
