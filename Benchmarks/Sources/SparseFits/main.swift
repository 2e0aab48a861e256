import Foundation
import Logit

// Fits a ridge regression to sparse rows, as often as is asked for, and prints how long each took; see
// ../../sparse.py.
//
//     logit-sparse-fits FOLDER COLUMNS REPETITIONS OUTPUT
//
// FOLDER has the rows as SciPy's csr_matrix has them: starts.i64, places.i32 and values.f32, and y.i32.

func read<Number: BitwiseCopyable>(_ name: String, as type: Number.Type) throws -> [Number] {
  let data = try Data(contentsOf: URL(fileURLWithPath: "\(CommandLine.arguments[1])/\(name)"))
  return data.withUnsafeBytes { Array($0.bindMemory(to: Number.self)) }
}

let starts = try read("starts.i64", as: Int64.self).map { Int($0) }
let x = try SparseMatrix(
  rowStarts: starts, columns: read("places.i32", as: Int32.self),
  values: .float(read("values.f32", as: Float.self)), columnCount: Int(CommandLine.arguments[2]) ?? 0)
let classes = try read("y.i32", as: Int32.self)
var regression = LogisticRegression()
regression.standardizes = false
/// What all threads have used of the processors.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let clock = ContinuousClock()
for _ in 0..<(Int(CommandLine.arguments[3]) ?? 1) {
  let (start, used) = (clock.now, processorSeconds())
  let model = try regression.fit(x, classes)
  let (seconds, processor) = ((clock.now - start) / .seconds(1), processorSeconds() - used)
  print(
    "{\"seconds\": \(seconds), \"processor\": \(processor), \"iterations\": \(model.solution.iterations), \"gradient\": \(model.solution.gradientNorm)}"
  )
  let found = model.coefficients.scalars + model.intercepts
  try found.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: CommandLine.arguments[4]))
}
