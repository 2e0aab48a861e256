// Fits a regression with its inference again and again, and prints one line of JSON a repetition: seconds.
// Then comes what inference.py compares: the peak of memory, and the numbers of the table as a file of
// doubles.
//
//   logit-regressions FOLDER COLUMNS table|effects|firth-fit|firth REPETITIONS OUTPUT
//
// FOLDER holds x.f64, [rows, columns], and y.i32, [rows].

import BenchmarkWorkloads
import Foundation
import Logit
import LogitStatistics

func numbers<Number>(_ path: String, as type: Number.Type) throws -> [Number] {
  let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
  return data.withUnsafeBytes { Array($0.bindMemory(to: Number.self)) }
}

let arguments = CommandLine.arguments
guard arguments.count == 6, let columns = Int(arguments[2]), let repetitions = Int(arguments[4])
else { fatalError("Usage: logit-regressions FOLDER COLUMNS WHAT REPETITIONS OUTPUT") }
let classes = try numbers("\(arguments[1])/y.i32", as: Int32.self)
let x = try Tensor(numbers("\(arguments[1])/x.f64", as: Double.self)).reshaped([classes.count, columns])
let outcome = RegressionOutcome.classes(classes, names: ["0", "1"])

/// The table's estimates and errors, then effects and their errors or the ends of profile intervals.
func fitted() throws -> [Double] {
  var options = RegressionOptions()
  if arguments[3] == "effects" { options.standardErrors = .robust(.hc1) }
  options.usesFirthPenalty = arguments[3].hasPrefix("firth")
  options.comparesPenalizedLikelihoods = arguments[3] == "firth"
  var fit = try FittedRegression(RegressionDesign(x), outcome, options: options)
  if arguments[3] == "effects" {
    let changes = (0..<columns).map {
      MarginalChange(name: "x\($0 + 1)", columns: [$0], kind: .derivative(.constant([1])))
    }
    try fit.addMarginalEffects(changes, at: .overall)
  }
  var numbers: [Double?] = []
  for line in fit.inference.coefficients { numbers.append(line.estimate) }
  for line in fit.inference.coefficients { numbers.append(line.standardError) }
  for effect in fit.inference.marginalEffects ?? [] { numbers += [effect.effect, effect.standardError] }
  if options.comparesPenalizedLikelihoods {
    for line in fit.inference.coefficients { numbers += [line.confidenceLow, line.confidenceHigh] }
  }
  return numbers.map { $0 ?? .nan }
}

let clock = ContinuousClock()
var result: [Double] = []
PeakMemory.reset()
for _ in 0..<repetitions {
  let duration = try clock.measure { result = try fitted() }
  let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  print("{\"seconds\": \(seconds)}")
}
print("{\"peak\": \(PeakMemory.bytes)}")
try result.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: arguments[5])) }
