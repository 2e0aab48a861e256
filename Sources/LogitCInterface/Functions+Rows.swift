package import CLogit

// The functions of `logit.h` about rows. Arguments are described there.

private let invalidRow = Int32(LOGIT_INVALID_ROW)

/// `logit_predict_row`
@_cdecl("logit_predict_row")
package func predict(
  model: UnsafePointer<logit_model>?, row: UnsafePointer<Double>?, columns: Int64,
  probabilities: UnsafeMutablePointer<Float>?, classes: Int64
) -> Int32 {
  predictRow(model, row, columns, probabilities, classes)
}

/// `logit_predict_row_f32`
@_cdecl("logit_predict_row_f32")
package func predict(
  model: UnsafePointer<logit_model>?, row: UnsafePointer<Float>?, columns: Int64,
  probabilities: UnsafeMutablePointer<Float>?, classes: Int64
) -> Int32 {
  predictRow(model, row, columns, probabilities, classes)
}

/// `logit_predict_rows`
@_cdecl("logit_predict_rows")
package func predict(
  model: UnsafePointer<logit_model>?, x: UnsafePointer<Double>?, rows: Int64, columns: Int64, threads: Int32,
  probabilities: UnsafeMutablePointer<Float>?, classes: Int64, classIndices: UnsafeMutablePointer<Int32>?
) -> Int32 {
  predictRows(
    model, Double.self, x, rows, columns, nil, threads, probabilities, classes, classIndices)
}

/// `logit_predict_rows_f32`
@_cdecl("logit_predict_rows_f32")
package func predict(
  model: UnsafePointer<logit_model>?, x: UnsafePointer<Float>?, rows: Int64, columns: Int64, threads: Int32,
  probabilities: UnsafeMutablePointer<Float>?, classes: Int64, classIndices: UnsafeMutablePointer<Int32>?
) -> Int32 {
  predictRows(
    model, Float.self, x, rows, columns, nil, threads, probabilities, classes, classIndices)
}

/// `logit_predict_strided`
@_cdecl("logit_predict_strided")
package func predict(
  model: UnsafePointer<logit_model>?, x: UnsafeRawPointer?, type: Int32, rows: Int64, columns: Int64,
  rowStride: Int64, columnStride: Int64, threads: Int32, probabilities: UnsafeMutablePointer<Float>?,
  classes: Int64, classIndices: UnsafeMutablePointer<Int32>?
) -> Int32 {
  let strides = (row: rowStride, column: columnStride)
  switch type {
  case Int32(LOGIT_FLOAT64):
    return predictRows(
      model, Double.self, x, rows, columns, strides, threads, probabilities, classes, classIndices)
  case Int32(LOGIT_FLOAT32):
    return predictRows(
      model, Float.self, x, rows, columns, strides, threads, probabilities, classes, classIndices)
  default: return keep(CallError.unknownType(Int(type)), invalidRow)
  }
}

/// `logit_predict_json`
@_cdecl("logit_predict_json")
package func predict(
  model: UnsafePointer<logit_model>?, json: UnsafePointer<CChar>?, count: Int
) -> UnsafeMutablePointer<CChar>? {
  textOrNull(invalidRow) {
    let model = try loaded(model)
    guard let json else { throw CallError.nullPointer(argument: "text") }
    // Before it is copied.
    let largest = LoadedModel.largestTextByteCount
    guard (0...largest).contains(count) else {
      throw CallError.wrongCount(argument: "count", expected: "from 0 to \(largest) (1 GiB)", found: count)
    }
    return try model.predict(json: Array(UnsafeRawBufferPointer(start: json, count: count)))
  }
}

// MARK: - Checks

@inline(__always)
private func predictRow<Number: RowNumber>(
  _ model: UnsafePointer<logit_model>?, _ row: UnsafePointer<Number>?, _ columns: Int64,
  _ probabilities: UnsafeMutablePointer<Float>?, _ classes: Int64
) -> Int32 {
  do {
    let handle = try checked(model)
    guard columns == handle.pointee.columns else { throw wrongColumns(handle, columns) }
    try requireRoom(handle, probabilities, classes)
    // A model without columns takes a row without numbers.
    guard let row = row ?? (columns == 0 ? noNumbers() : nil) else {
      throw CallError.nullPointer(argument: "row")
    }
    return try Unmanaged<LoadedModel>.fromOpaque(handle.pointee.object)._withUnsafeGuaranteedRef {
      Int32(try $0.predict(row, into: probabilities))
    }
  } catch {
    return keep(error, invalidRow)
  }
}

private func predictRows<Number: RowNumber>(
  _ model: UnsafePointer<logit_model>?, _: Number.Type, _ x: UnsafeRawPointer?, _ rows: Int64,
  _ columns: Int64, _ strides: (row: Int64, column: Int64)?, _ threads: Int32,
  _ probabilities: UnsafeMutablePointer<Float>?, _ classes: Int64,
  _ classIndices: UnsafeMutablePointer<Int32>?
) -> Int32 {
  do {
    let handle = try checked(model)
    guard columns == handle.pointee.columns else { throw wrongColumns(handle, columns) }
    try requireRoom(handle, probabilities, classes)
    let size = Int64(MemoryLayout<Number>.size)
    let strides = strides ?? (columns &* size, size)
    guard rows >= 0 else {
      throw CallError.wrongCount(argument: "rows", expected: "at least 0", found: Int(rows))
    }
    try requireRange("rows", rows, times: [max(columns, 1), handle.pointee.classes, 8])
    guard threads >= 0 else {
      throw CallError.wrongCount(argument: "threads", expected: "at least 0", found: Int(threads))
    }
    guard rows > 0 else { return Int32(LOGIT_OK) }
    try requireRange("row_stride", strides.row, times: [rows])
    try requireRange("column_stride", strides.column, times: [max(columns, 1)])
    guard let x = x ?? (columns == 0 ? UnsafeRawPointer(noNumbers() as UnsafePointer<Number>) : nil) else {
      throw CallError.nullPointer(argument: "x")
    }
    let found = StridedRows<Number>(
      x, count: Int(rows), columnCount: Int(columns), rowStride: Int(strides.row),
      columnStride: Int(strides.column))
    try loaded(model).predict(
      found, threads: Int(threads),
      into: PredictionOutput(probabilities: probabilities, classes: classIndices))
    return Int32(LOGIT_OK)
  } catch {
    return keep(error, invalidRow)
  }
}

@inline(never)
private func wrongColumns(_ model: UnsafePointer<logit_model>, _ found: Int64) -> CallError {
  .wrongCount(
    argument: "columns", expected: "\(model.pointee.columns), as many as the model has", found: Int(found))
}

/// Checks the room for probabilities.
@inline(__always)
private func requireRoom(
  _ model: UnsafePointer<logit_model>, _ probabilities: UnsafeMutablePointer<Float>?, _ classes: Int64
) throws {
  guard classes != (probabilities == nil ? 0 : model.pointee.classes) else { return }
  throw CallError.wrongCount(
    argument: "classes",
    expected: probabilities == nil
      ? "0, since probabilities is NULL" : "\(model.pointee.classes), as many as the model has",
    found: Int(classes))
}

/// Checks that memory of a size, or that far away, can exist.
private func requireRange(_ argument: String, _ found: Int64, times others: [Int64]) throws {
  var product = Int64(clamping: found.magnitude)
  for other in others {
    let (next, overflows) = product.multipliedReportingOverflow(by: other)
    guard !overflows else {
      throw CallError.wrongCount(argument: argument, expected: "small enough for memory", found: Int(found))
    }
    product = next
  }
}

/// Somewhere in memory that holds no numbers.
private func noNumbers<Number>() -> UnsafePointer<Number> {
  UnsafePointer(bitPattern: MemoryLayout<Number>.alignment).unsafelyUnwrapped
}
