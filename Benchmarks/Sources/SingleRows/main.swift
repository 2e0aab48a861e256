// Predictions of single rows of 28 numbers, each way there is, as a line of JSON: nanoseconds a call.
// With names of ways, those alone.

import Logit
import LogitClassifier

private let featureCount = 28

/// The median time of a call over several runs of about 20 milliseconds.
private func nanoseconds(_ body: (Int) throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  var count = 64
  try body(count)
  while try clock.measure({ try body(count) }) < .milliseconds(20) { count *= 2 }
  let times = try (0..<9).map { _ in
    let (seconds, attoseconds) = try clock.measure { try body(count) }.components
    return (Double(seconds) * 1e9 + Double(attoseconds) * 1e-9) / Double(count)
  }
  return times.sorted()[4]
}

/// Keeps the optimizer from leaving a result out.
@inline(never) private func keep<Value>(_ value: Value) {}

private var random = RandomGenerator(seed: 1)
private let rowCount = 2000
private let values = random.normal(mean: 0, standardDeviation: 1, shape: [rowCount, featureCount]).scalars
private let names = (0..<featureCount).map { "f\($0)" }
private let columns = names.indices.map { column in
  Column(names[column], numbers: (0..<rowCount).map { Double(values[$0 * featureCount + column]) })
}
private let labels = (0..<rowCount).map { row -> String? in
  let start = row * featureCount
  return values[start] + values[start + 1] + values[start + 5] > 0.3 ? "yes" : "no"
}
private var options = ClassifierOptions()
options.measuring = .holdout(0)
private let table = try Table(columns + [Column("y", strings: labels)])
private let classifier = try Classifier.fit(table, target: "y", options: options).classifier
private let predictor = try classifier.predictor()

private let numbers = (0..<featureCount).map { Double(values[7 * featureCount + $0]) }
private let row = Row(numbers)
private let dictionary: [String: any TableValue] = Dictionary(
  uniqueKeysWithValues: zip(names, numbers.map { $0 as any TableValue }))
guard try predictor.predict(row) == predictor.predict(numbers),
  try predictor.predict(dictionary) == predictor.predict(numbers),
  try predictor.predict(numbers) == classifier.predict(table)[7]
else { fatalError("the forms of a row differ") }

private var times: [(String, Double)] = []
private let wanted = CommandLine.arguments.dropFirst()
@MainActor func add(_ name: String, _ body: (Int) throws -> Void) rethrows {
  guard wanted.isEmpty || wanted.contains(name) else { return }
  times.append((name, try nanoseconds(body)))
}

private let tensorForm = try Predictor(classifier.model)
private let features = try classifier.features.matrix(of: table).row(7).scalars
try add("tensor form") { count in
  // A variable of a function, as in a program; each use of a file's one is checked at run time.
  var output: [Float] = [0]
  for _ in 0..<count { try tensorForm.predict(features, into: &output) }
  keep(output)
}
try add("numbers") { for _ in 0..<$0 { keep(try predictor.predict(numbers)) } }
try add("empty walk of the struct") { for _ in 0..<$0 { try row.encode(to: EmptyEncoder()) } }
try add("struct") { for _ in 0..<$0 { keep(try predictor.predict(row)) } }
add("look-ups in the dictionary") { for _ in 0..<$0 { for name in names { keep(dictionary[name]) } } }
try add("dictionary") { for _ in 0..<$0 { keep(try predictor.predict(dictionary)) } }
private let oneRow = try table.rows(at: [7])
try add("table of one row") { for _ in 0..<$0 { keep(try classifier.predict(oneRow)) } }

print("{\(times.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}")
