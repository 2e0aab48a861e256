import CLogitKernels

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
import LogitFiles
#endif

/// The numeric kernels of the instruction set this process uses.
///
/// The best one the processor has is chosen once, at first use. The environment variable `LOGIT_SIMD`
/// (`baseline`, `avx2`, `avx512` or `neon`) forces another, which is how the tests compare them.
enum Kernels {
  /// The chosen kernels; the best available when `LOGIT_SIMD` asks for one that cannot run.
  static let current: logit_kernels = table(choice.level)

  /// Throws if `LOGIT_SIMD` names an instruction set that is unknown or that this processor lacks.
  static func validateEnvironment() throws(LogitError) {
    if let error = choice.error { throw error }
  }

  private static let names: [(name: String, level: logit_level)] = [
    ("baseline", LOGIT_LEVEL_BASELINE), ("avx2", LOGIT_LEVEL_AVX2),
    ("avx512", LOGIT_LEVEL_AVX512), ("neon", LOGIT_LEVEL_NEON),
  ]

  private static let choice: (level: logit_level, error: LogitError?) = {
    let best = logit_best_level()
    guard let requested = getenv("LOGIT_SIMD").map({ String(cString: $0) }) else { return (best, nil) }
    let available = names.filter { logit_kernels_for_level($0.level) != nil }
    if let match = available.first(where: { $0.name == requested }) { return (match.level, nil) }
    let expected = "one of " + available.map(\.name).joined(separator: ", ") + " on this processor"
    return (best, .invalidEnvironment(variable: "LOGIT_SIMD", value: requested, expected: expected))
  }()

  private static func table(_ level: logit_level) -> logit_kernels {
    guard let kernels = logit_kernels_for_level(level) else {
      programmingError("logit_best_level() names a level that this build does not contain")
    }
    return kernels.pointee
  }
}
