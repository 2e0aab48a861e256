import LogitFiles

/// Opens the spans of a derivative after comparing their lengths.
///
/// - Parameters:
///   - known: What the derivative follows from: pre-activations or outputs, as many as the gradient has
///     numbers.
///   - body: Receives both and their length.
@inline(__always)
func withDerivativeBuffers(
  _ known: Span<Float>, _ gradient: inout MutableSpan<Float>,
  body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
) {
  let count = gradient.count
  guard known.count >= count else {
    programmingError("A derivative needs \(count) numbers, but was given \(known.count)")
  }
  known.withUnsafeBufferPointer { known in
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let known = known.baseAddress, let gradient = gradient.baseAddress else { return }
      body(known, gradient, count)
    }
  }
}
