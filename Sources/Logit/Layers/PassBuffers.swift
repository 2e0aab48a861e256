/// The spans of a forward pass as buffers, for loops that cannot afford a bounds check for each element.
struct ForwardBuffers {
  let input: UnsafeBufferPointer<Float>
  let parameters: UnsafeBufferPointer<Float>
  let scratch: UnsafeMutableBufferPointer<Float>
  let output: UnsafeMutableBufferPointer<Float>
}

/// The spans of a backward pass as buffers.
struct BackwardBuffers {
  let input: UnsafeBufferPointer<Float>
  let output: UnsafeBufferPointer<Float>
  let parameters: UnsafeBufferPointer<Float>
  let scratch: UnsafeBufferPointer<Float>
  let outputGradient: UnsafeMutableBufferPointer<Float>
  let parameterGradient: UnsafeMutableBufferPointer<Float>
  /// Empty when it is not needed.
  let inputGradient: UnsafeMutableBufferPointer<Float>
}

/// Opens the spans of a forward pass.
@inline(__always)
func withForwardBuffers(
  _ input: Span<Float>, _ parameters: Span<Float>, _ scratch: inout MutableSpan<Float>,
  _ output: inout MutableSpan<Float>, body: (ForwardBuffers) -> Void
) {
  input.withUnsafeBufferPointer { input in
    parameters.withUnsafeBufferPointer { parameters in
      scratch.withUnsafeMutableBufferPointer { scratch in
        output.withUnsafeMutableBufferPointer { output in
          body(ForwardBuffers(input: input, parameters: parameters, scratch: scratch, output: output))
        }
      }
    }
  }
}

/// Opens the spans of a backward pass.
@inline(__always)
func withBackwardBuffers(
  _ input: Span<Float>, _ output: Span<Float>, _ parameters: Span<Float>, _ scratch: Span<Float>,
  _ outputGradient: inout MutableSpan<Float>, _ parameterGradient: inout MutableSpan<Float>,
  _ inputGradient: inout MutableSpan<Float>, body: (BackwardBuffers) -> Void
) {
  input.withUnsafeBufferPointer { input in
    output.withUnsafeBufferPointer { output in
      parameters.withUnsafeBufferPointer { parameters in
        scratch.withUnsafeBufferPointer { scratch in
          outputGradient.withUnsafeMutableBufferPointer { outputGradient in
            parameterGradient.withUnsafeMutableBufferPointer { parameterGradient in
              inputGradient.withUnsafeMutableBufferPointer { inputGradient in
                body(
                  BackwardBuffers(
                    input: input, output: output, parameters: parameters, scratch: scratch,
                    outputGradient: outputGradient, parameterGradient: parameterGradient,
                    inputGradient: inputGradient))
              }
            }
          }
        }
      }
    }
  }
}
