import CLogitKernels
import Foundation
import Testing

@Suite struct DenseAndOptimizerTests {
  static let sizes = [1, 2, 3, 5, 15, 16, 17, 31, 33, 64]

  struct Products: Equatable {
    var output, kernelGradient, biasGradient, inputGradient: [Float]
  }

  private func products(_ level: logit_level, rows: Int, features: Int, units: Int) -> (Products, Double) {
    var data = TestData(seed: UInt32(rows + 100 * features + 10_000 * units))
    let (x, w, b) = (data.floats(rows * features), data.floats(features * units), data.floats(units))
    let g = data.floats(rows * units)
    var result = Products(
      output: .init(repeating: .nan, count: rows * units),
      kernelGradient: .init(repeating: .nan, count: w.count),
      biasGradient: .init(repeating: .nan, count: units),
      inputGradient: .init(repeating: .nan, count: x.count))
    let k = kernels(level)
    let (r, f, u) = (Int64(rows), Int64(features), Int64(units))
    k.dense_forward(x, w, b, r, f, u, &result.output)
    k.dense_parameter_gradient(x, g, r, f, u, &result.kernelGradient, &result.biasGradient)
    k.dense_input_gradient(g, w, r, f, u, &result.inputGradient)

    var worst = 0.0
    func check(_ found: Float, _ terms: (Int) -> Double, _ count: Int, _ start: Double = 0) {
      let exact = (0..<count).reduce(start) { $0 + terms($1) }
      worst = max(worst, abs(Double(found) - exact))
    }
    for i in 0..<rows {
      for j in 0..<units {
        check(
          result.output[i * units + j], { Double(x[i * features + $0]) * Double(w[$0 * units + j]) },
          features, Double(b[j]))
      }
      for q in 0..<features {
        check(
          result.inputGradient[i * features + q], { Double(g[i * units + $0]) * Double(w[q * units + $0]) },
          units)
      }
    }
    for q in 0..<features {
      for j in 0..<units {
        check(
          result.kernelGradient[q * units + j], { Double(x[$0 * features + q]) * Double(g[$0 * units + j]) },
          rows)
      }
    }
    for j in 0..<units { check(result.biasGradient[j], { Double(g[$0 * units + j]) }, rows) }
    return (result, worst)
  }

  @Test("Products agree with Double, and levels with each other", arguments: sizes)
  func dense(_ size: Int) {
    for (rows, features, units) in [
      (size, 7, 20), (9, size, 3), (9, 40, size), (size, size, 1), (3, 18, size),
    ] {
      let results = availableLevels.map { ($0, products($0, rows: rows, features: features, units: units)) }
      for (level, (_, worst)) in results {
        #expect(worst < 1e-5, "\(rows) x \(features) x \(units), level \(level)")
      }
      let fused = results.filter { $0.0 != LOGIT_LEVEL_BASELINE }.map(\.1.0)
      for result in fused.dropFirst() { #expect(result == fused[0], "\(rows) x \(features) x \(units)") }
    }
  }

  @Test(
    "Optimizers agree with their formulas, for any count, and levels with each other",
    arguments: [0, 1, 15, 16, 17, 50])
  func optimizers(_ count: Int) {
    var data = TestData(seed: 9)
    let (w0, g) = (data.floats(count), data.floats(count))
    let (m0, v0) = (data.floats(count), data.floats(count).map { $0 * $0 })
    var runs: [(level: logit_level, values: [[Float]])] = []
    for level in availableLevels {
      let k = kernels(level)
      let n = Int64(count)
      func updated(_ rule: logit_rule, rate: Float, slots: [[Float]]) -> [[Float]] {
        var (rule, rates) = (rule, Rules.rates(rate))
        var w: [Float] = w0
        var kept: [Float] = slots.reduce(into: []) { $0 += $1 } + [0]
        k.update(&rule, &rates, nil, &w, &kept, n, g, n)
        var result = [w]
        for slot in slots.indices { result.append(Array(kept[slot * count..<(slot + 1) * count])) }
        return result
      }
      var heavyRule = Rules.rule(LOGIT_RULE_MOMENTUM)
      heavyRule.is_nesterov = 0
      var nesterovRule = heavyRule
      nesterovRule.is_nesterov = 1
      let adamRule = Rules.rule(LOGIT_RULE_ADAM)
      let sgd = updated(logit_rule(), rate: 0.1, slots: [])[0]
      let (heavy, nesterov) = (
        updated(heavyRule, rate: 0.1, slots: [m0]), updated(nesterovRule, rate: 0.1, slots: [m0])
      )
      let adam = updated(adamRule, rate: 0.01, slots: [m0, v0])
      runs.append((level, [sgd, heavy[0], heavy[1], nesterov[0]] + adam))
      for i in 0..<count {
        let step = Double(g[i]) * 0.1
        let m = 0.9 * Double(m0[i]) - step
        let am = Double(m0[i]) + (Double(g[i]) - Double(m0[i])) * 0.1
        let av = Double(v0[i]) + (Double(g[i]) * Double(g[i]) - Double(v0[i])) * 0.001
        let expected = [
          Double(w0[i]) - step, Double(w0[i]) + m, m, Double(w0[i]) + 0.9 * m - step,
          Double(w0[i]) - am * 0.01 / (av.squareRoot() + 1e-7), am, av,
        ]
        for (values, exact) in zip(runs[runs.count - 1].values, expected) {
          #expect(abs(Double(values[i]) - exact) < 1e-6)
        }
      }
    }
    let fused = runs.filter { $0.level != LOGIT_LEVEL_BASELINE }
    for run in fused.dropFirst() { #expect(run.values == fused[0].values) }
  }

  @Test(
    "Every other rule has the same bits on every level and for any count, also after clipping and decay",
    arguments: Rules.all.filter { $0.rawValue > LOGIT_RULE_ADAM.rawValue }, [false, true])
  func rules(_ kind: logit_rule_kind, adjusts: Bool) {
    var data = TestData(seed: kind.rawValue + 1)
    let count = 50
    let (w0, g0) = (data.floats(count), data.floats(count))
    // Means of squares that are larger than the squares of means.
    let slots0 = data.floats(Rules.slotCount(kind) * count).enumerated().map {
      abs($0.element) + ($0.offset < count ? 2 : 0.01)
    }
    func updated(_ level: logit_level, parts: [Int]) -> [Float] {
      var (rule, rates, adjustment) = (Rules.rule(kind), Rules.rates(0.01), Rules.neutralAdjustment)
      (adjustment.loss_scale, adjustment.largest, adjustment.weight_decay) = (3, 0.2, 0.1)
      (adjustment.is_norm_clipped, adjustment.multiplier, adjustment.divisor) = (1, 0.7, 0.9)
      var (w, slots, start) = (w0, slots0, 0)
      w.withUnsafeMutableBufferPointer { w in
        slots.withUnsafeMutableBufferPointer { slots in
          g0.withUnsafeBufferPointer { g in
            guard let w = w.baseAddress, let slots = slots.baseAddress, let g = g.baseAddress else { return }
            withUnsafePointer(to: &adjustment) { adjustment in
              for part in parts {
                kernels(level).update(
                  &rule, &rates, adjusts ? adjustment : nil, w + start, slots + start, Int64(count),
                  g + start,
                  Int64(part))
                start += part
              }
            }
          }
        }
      }
      return w + slots
    }
    let whole = updated(availableLevels[0], parts: [50])
    #expect(whole.allSatisfy { $0.isFinite })
    for level in availableLevels {
      #expect(updated(level, parts: [50]) == whole)
      #expect(updated(level, parts: [1, 15, 0, 17, 16, 1]) == whole)
    }
  }

  @Test("No rule moves a weight of zero that has no gradient", arguments: Rules.all)
  func padding(_ kind: logit_rule_kind) {
    for level in availableLevels {
      var (rule, rates, adjustment) = (Rules.rule(kind), Rules.rates(0.01), Rules.neutralAdjustment)
      adjustment.weight_decay = 0.1
      var (w, slots) = ([Float](repeating: 0, count: 16), [Float](repeating: 0, count: 48))
      for _ in 0..<3 {
        kernels(level).update(
          &rule, &rates, &adjustment, &w, &slots, 16, [Float](repeating: 0, count: 16), 16)
      }
      #expect(w.allSatisfy { $0 == 0 })
    }
  }

  @Test("Powers are the exact ones, rounded", arguments: availableLevels)
  func powers(_ level: logit_level) {
    // With a weight of 0 and a gradient whose square is small beside l, Ftrl leaves -l / (a^p / rate).
    var data = TestData(seed: 12)
    for power: Float in [0, 0.1, 0.4, 0.5, 0.8, 1, 1.7] {
      var rule = Rules.rule(LOGIT_RULE_FTRL)
      (rule.power, rule.l1, rule.two_shrinkage) = (power, 0, 0)
      var rates = Rules.rates(1)
      rates.corrections.0 = 0
      let a =
        data.floats(64).map { exp(20 * $0) } + [
          .leastNormalMagnitude, .leastNormalMagnitude / 7, 1, 1e20, 4, 0.5, 2,
        ]
      var w = [Float](repeating: 0, count: a.count)
      var slots = a + [Float](repeating: -1, count: a.count)
      let n = Int64(a.count)
      kernels(level).update(&rule, &rates, nil, &w, &slots, n, [Float](repeating: 0, count: a.count), n)
      for (found, a) in zip(w, a) {
        let exact = 1 / Double(Float(pow(Double(a), Double(power))))
        #expect(unitsInLastPlace(found, exact) <= 1.01, "\(a) to the \(power)")
      }
    }
  }

  @Test(
    "Sums of squares, averages and accumulated gradients agree with Double on every level",
    arguments: [1, 17, 5000])
  func surroundings(_ count: Int) {
    var data = TestData(seed: 77)
    let (x, y) = (data.floats(count), data.floats(count))
    let n = Int64(count)
    let blocks = (count + Int(LOGIT_SUM_BLOCK) - 1) / Int(LOGIT_SUM_BLOCK)
    var results: [[Float]] = []
    var sums: [[Double]] = []
    for level in availableLevels {
      let k = kernels(level)
      var squares = [Double](repeating: 0, count: blocks)
      k.sums_of_squares(x, 1, n, 0, Int64(blocks), &squares)
      let exact = x.reduce(0) { $0 + Double($1) * Double($1) }
      #expect(abs(squares.reduce(0, +) - exact) <= 1e-14 * Double(count) * exact)
      sums.append(squares)
      var (average, sum, gradient, accumulated) = (x, x, y, x)
      k.average(&average, y, 0.9, n)
      k.accumulate(&sum, y, 2, n)
      k.take_accumulated(&accumulated, &gradient, 2, 3, n)
      #expect(accumulated.allSatisfy { $0 == 0 })
      #expect(sum == zip(x, y).map { $0 + $1 / 2 })
      #expect(gradient == zip(x, y).map { ($1 / 2 + $0) / 3 })
      #expect(average == zip(x, y).map { 0.9 * $0 + (1 - 0.9) * $1 })
      results.append(average)
    }
    for sum in sums.dropFirst() { #expect(sum == sums[0]) }
  }

  @Test("Rows are gathered and the first number that is not finite is found", arguments: availableLevels)
  func data(_ level: logit_level) {
    var data = TestData(seed: 2)
    for columns in [1, 2, 5, 8, 9, 40] {
      let source = data.floats(10 * columns)
      let indices: [UInt32] = [9, 0, 3, 3, 7]
      var output = [Float](repeating: 0, count: 5 * columns)
      kernels(level).gather_rows(source, indices, 5, Int64(columns), &output)
      let expected = indices.flatMap { index -> ArraySlice<Float> in
        let start = Int(index) * columns
        return source[start..<start + columns]
      }
      #expect(output == expected)
    }
    for count in [0, 1, 63, 64, 65, 200] {
      var values = data.floats(count, scale: .greatestFiniteMagnitude)
      #expect(kernels(level).first_non_finite(values, Int64(count)) == -1)
      for place in stride(from: 0, to: count, by: 13) {
        values[place] = place % 2 == 0 ? .nan : -.infinity
        #expect(kernels(level).first_non_finite(values, Int64(count)) == Int64(place))
        values[place] = 0
      }
    }
  }

  @Test("Places beyond 2^31 elements are reached", arguments: availableLevels)
  func largeOffsets(_ level: logit_level) throws {
    // Nine gigabytes of addresses, of which only the pages written to become memory.
    let (columns, rows) = (1 << 10, 2_200_000)
    let bytes = rows * columns * MemoryLayout<Float>.stride
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    try #require(memory != MAP_FAILED)
    defer { munmap(memory, bytes) }
    let source = try #require(memory).bindMemory(to: Float.self, capacity: rows * columns)
    let far = rows - 1
    #expect(far * columns > 1 << 31)
    let row: [Float] = (0..<columns).map { Float($0 % 7) }
    for k in 0..<columns { source[far * columns + k] = row[k] }
    var gathered = [Float](repeating: .nan, count: columns)
    let index = UInt32(far)
    kernels(level).gather_rows(source, [index], 1, Int64(columns), &gathered)
    #expect(gathered == row)

    // The same row, found by a step through its index.
    var gradient = [Float](repeating: .nan, count: columns)
    let kernel = [Float](repeating: 0, count: columns)
    let labels = UnsafeMutablePointer<Float>.allocate(capacity: rows)
    defer { labels.deallocate() }
    labels[far] = 1
    let scratch = UnsafeMutablePointer<Float>.allocate(
      capacity: Int(logit_step_scratch_count(1, Int64(columns), 1)))
    defer { scratch.deallocate() }
    var (k, totals) = (kernels(level), logit_totals())
    kernel.withUnsafeBufferPointer { kernel in
      gradient.withUnsafeMutableBufferPointer { gradient in
        withUnsafePointer(to: index) { index in
          var step = logit_step(
            head: logit_head(kind: LOGIT_HEAD_BINARY, smoothing: 0, threshold: 0), input: source,
            labels: labels,
            weights: nil, indices: index, kernel: kernel.baseAddress, bias: nil,
            kernel_gradient: gradient.baseAddress, bias_gradient: nil, scratch: scratch, rows: 1,
            features: Int64(columns), units: 1, scale: 1)
          logit_step_all(&k, &step, &totals)
        }
      }
    }
    let expected: [Float] = row.map { -0.5 * $0 }
    #expect(gradient == expected)
  }
}
