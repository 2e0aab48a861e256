import CLogitKernels

/// The levels this processor can run.
let availableLevels: [logit_level] = [
  LOGIT_LEVEL_BASELINE, LOGIT_LEVEL_AVX2, LOGIT_LEVEL_AVX512, LOGIT_LEVEL_NEON,
].filter { logit_kernels_for_level($0) != nil }

/// Those with fused multiply-add, which must agree bit for bit.
var fusedLevels: [logit_level] { availableLevels.filter { $0 != LOGIT_LEVEL_BASELINE } }

func kernels(_ level: logit_level) -> logit_kernels {
  guard let kernels = logit_kernels_for_level(level) else { preconditionFailure("level \(level) cannot run") }
  return kernels.pointee
}

/// A small generator of test data; quality does not matter.
struct TestData {
  private var state: UInt32

  init(seed: UInt32) { state = seed &* 2_654_435_761 | 1 }

  mutating func next() -> UInt32 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return state
  }

  /// Numbers in -scale..<scale.
  mutating func floats(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in (Float(next() >> 8) * 0x1p-23 - 1) * scale }
  }

  mutating func labels(_ count: Int, classes: Int) -> [Float] {
    (0..<count).map { _ in Float(Int(next() >> 16) % classes) }
  }
}

/// How many representable numbers a result is away from the exact one.
func unitsInLastPlace(_ found: Float, _ exact: Double) -> Double {
  if exact.isNaN { return found.isNaN ? 0 : .infinity }
  let rounded = Float(exact)
  if rounded.isInfinite || found.isInfinite { return found == rounded ? 0 : .infinity }
  if found.isNaN { return .infinity }
  let unit = max(Double(rounded.ulp), Double(Float.leastNonzeroMagnitude))
  return abs(Double(found) - exact) / unit
}
