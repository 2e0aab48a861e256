// Fits a regression to its optimum again and again, and prints one line of JSON a repetition: seconds. Then
// come the coefficients, as a file of doubles that exact_fits.py judges.
//
//   logit-exact-fits [--tolerance T] FOLDER CLASSES COLUMNS ridge|none|path|separation REPETITIONS OUTPUT
//
// FOLDER holds x.f32, [rows, columns], and y.i32, [rows]; for a path lambdas.f64 too. The tolerance is the
// library's by default.

import Foundation
import Logit

func numbers<Number>(_ path: String, as type: Number.Type) throws -> [Number] {
  let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
  return data.withUnsafeBytes { Array($0.bindMemory(to: Number.self)) }
}

let hasTolerance = CommandLine.arguments.count > 2 && CommandLine.arguments[1] == "--tolerance"
let tolerance = hasTolerance ? Double(CommandLine.arguments[2]) : nil
let arguments = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(hasTolerance ? 3 : 1)
guard arguments.count == 7, let classCount = Int(arguments[2]), let columns = Int(arguments[3]),
  let repetitions = Int(arguments[5])
else { fatalError("Usage: logit-exact-fits [--tolerance T] FOLDER CLASSES COLUMNS WHAT REPETITIONS OUTPUT") }
let classes = try numbers("\(arguments[1])/y.i32", as: Int32.self)
let x = try Tensor(numbers("\(arguments[1])/x.f32", as: Float.self)).reshaped([classes.count, columns])

func regression(_ penalty: LogisticRegression.Penalty) -> LogisticRegression {
  var regression = LogisticRegression(penalty: penalty)
  if let tolerance { regression.tolerance = tolerance }
  return regression
}

/// Of each model the coefficients, `[predictors, columns]`, then the intercepts.
func fitted() throws -> [Double] {
  switch arguments[4] {
  case "ridge", "none":
    let penalty: LogisticRegression.Penalty = arguments[4] == "none" ? .none : .ridge()
    let model = try regression(penalty).fit(x, classes, classCount: classCount)
    return model.coefficients.scalars + model.intercepts
  case "path":
    let lambdas = try numbers("\(arguments[1])/lambdas.f64", as: Double.self)
    let path = try regression(.lasso()).path(x, classes, classCount: classCount, lambdas: lambdas)
    return path.lambdas.indices.flatMap { index in
      [path.lambdas[index]] + path.coefficients(at: index).scalars + path.intercepts(at: index)
    }
  default: fatalError("unknown fit \(arguments[4])")
  }
}

let clock = ContinuousClock()
var result: [Double] = []
for _ in 0..<repetitions {
  let duration = try clock.measure { result = try fitted() }
  let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  print("{\"seconds\": \(seconds)}")
}
try result.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: arguments[6])) }
