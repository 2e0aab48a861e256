import CLogitKernels

extension DenseRows {
  /// Lends the arrays' memory to a kernel for the length of one call.
  func withKernelRows(_ body: (inout logit_linear) -> Void) {
    var data = logit_linear()
    data.stride = Int64(model.columnCount * rowStride)
    data.columns = Int64(model.columnCount)
    data.predictors = Int64(model.predictorCount)
    data.has_intercept = model.hasIntercept ? 1 : 0
    withMatrix(&data) { data in
      withLabels(&data) { data in
        withColumns(&data) { data in
          withWeightsAndOffsets(&data, body)
        }
      }
    }
  }

  private func withMatrix(_ data: inout logit_linear, _ body: (inout logit_linear) -> Void) {
    switch matrix {
    case .float(let x):
      x.withUnsafeBufferPointer {
        data.input = UnsafeRawPointer($0.baseAddress)
        body(&data)
      }
    case .double(let x):
      x.withUnsafeBufferPointer {
        data.is_double = 1
        data.input = UnsafeRawPointer($0.baseAddress)
        body(&data)
      }
    }
  }

  private func withLabels(_ data: inout logit_linear, _ body: (inout logit_linear) -> Void) {
    switch labels {
    case .classes(let classes):
      classes.withUnsafeBufferPointer {
        data.classes = $0.baseAddress
        body(&data)
      }
    case .shares(let shares):
      shares.withUnsafeBufferPointer {
        data.shares = $0.baseAddress
        body(&data)
      }
    }
  }

  private func withColumns(_ data: inout logit_linear, _ body: (inout logit_linear) -> Void) {
    shift.withUnsafeBufferPointer { shift in
      scale.withUnsafeBufferPointer { scale in
        data.shift = shift.baseAddress
        data.scale = scale.baseAddress
        body(&data)
      }
    }
  }

  private func withWeightsAndOffsets(_ data: inout logit_linear, _ body: (inout logit_linear) -> Void) {
    withPointer(weights) { weights in
      withPointer(offsets) { offsets in
        data.weights = weights
        data.offsets = offsets
        body(&data)
      }
    }
  }

  private func withPointer(_ array: [Double]?, _ body: (UnsafePointer<Double>?) -> Void) {
    if let array { array.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
  }
}
