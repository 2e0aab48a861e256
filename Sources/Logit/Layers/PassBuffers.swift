import LogitFiles

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

/// Opens the spans of a forward pass after comparing their lengths: layers are public, and the loops behind
/// this door check no index.
///
/// - Parameters:
///   - columns: The input holds whole rows of so many numbers.
///   - outputCount: The length of the output; the input's by default.
///   - scratchCount: The floats of scratch that are written.
@inline(__always)
func withForwardBuffers(
  _ input: Span<Float>, _ parameters: Span<Float>, _ scratch: inout MutableSpan<Float>,
  _ output: inout MutableSpan<Float>, columns: Int = 1, outputCount: Int? = nil, scratchCount: Int = 0,
  body: (ForwardBuffers) -> Void
) {
  guard
    columns > 0 && input.count % columns == 0 && output.count == outputCount ?? input.count
      && scratch.count >= scratchCount
  else {
    programmingError("The spans of a layer's forward pass do not hold the same rows")
  }
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

/// Opens the spans of a backward pass after comparing their lengths.
///
/// - Parameters:
///   - columns: The input holds whole rows of so many numbers.
///   - outputCount: The length of the output; the input's by default.
///   - scratchCount: The floats of scratch that are read.
@inline(__always)
func withBackwardBuffers(
  _ input: Span<Float>, _ output: Span<Float>, _ parameters: Span<Float>, _ scratch: Span<Float>,
  _ outputGradient: inout MutableSpan<Float>, _ parameterGradient: inout MutableSpan<Float>,
  _ inputGradient: inout MutableSpan<Float>, columns: Int = 1, outputCount: Int? = nil, scratchCount: Int = 0,
  body: (BackwardBuffers) -> Void
) {
  guard
    columns > 0 && input.count % columns == 0 && output.count == outputCount ?? input.count
      && outputGradient.count == output.count && parameterGradient.count == parameters.count
      && (inputGradient.isEmpty || inputGradient.count == input.count) && scratch.count >= scratchCount
  else {
    programmingError("The spans of a layer's backward pass do not hold the same rows")
  }
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
