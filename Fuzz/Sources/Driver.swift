#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What libFuzzer offers for programs with a `main` of their own.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ tryInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// libFuzzer's own `main` asks for this name; the target comes from the environment, as all arguments are
/// libFuzzer's.
@_cdecl("LLVMFuzzerTestOneInput")
func tryInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// The name that SwiftPM gives the `main` of this target.
@_cdecl("LogitFuzz_main")
func main(
  _ argumentCount: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  var argumentCount = argumentCount
  var arguments = arguments
  return runFuzzer(&argumentCount, &arguments, tryInput)
}

private let target: FuzzTarget = {
  let name = getenv("LOGIT_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError(
      "LOGIT_FUZZ_TARGET is \"\(name)\", but must be one of "
        + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
  }
  return target
}()
