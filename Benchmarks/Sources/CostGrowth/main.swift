// Measures how the time and memory of an epoch grow with rows, features and classes:
//
//   logit-cost-growth [--quick] FIGURE.svg
//
// Prints a Markdown table, draws a figure, and ends with status 1 when memory or time grow more than they
// may.

import Logit
import LogitPlots

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Memory that training may take beyond the data.
let allowedBytes = 32_000_000
/// The power of a count that time may grow with and still be called linear; caches give way on the way up.
let allowedExponent = 1.1

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--measure" {
  let sizes = arguments.dropFirst().compactMap { Int($0) }
  let measured = try Problem(rows: sizes[0], features: sizes[1], classes: sizes[2]).measure()
  print(measured.seconds, measured.extraBytes)
  exit(0)
}

var failures: [String] = []
var figureColor = 0
var figure = try Figure(width: 8, height: 6)
print("| grows | count | one epoch | of it per unit | memory beyond the data |")
print("|---|--:|--:|--:|--:|")
for var study in Study.all(quick: arguments.contains("--quick")) {
  for (problem, count) in zip(study.problems, study.counts) {
    let measured = try Child.measure(problem)
    study.measurements.append(measured)
    let isTooMuch = measured.extraBytes > allowedBytes
    if isTooMuch { failures.append("\(count) \(study.name) take more than 32 MB beyond the data") }
    print(
      """
      | \(study.name) (\(study.constants)) | \(count) | \(milliseconds(measured.seconds)) ms \
      | \(microseconds(measured.seconds / Double(count))) µs \
      | \(megabytes(measured.extraBytes)) MB\(isTooMuch ? " **too much**" : "") |
      """)
  }
  let exponent = (study.exponent * 100).rounded() / 100
  if exponent > allowedExponent { failures.append("time grows faster than \(study.name)") }
  print("| \(study.name) | | time grows with their power of \(exponent) | | |")
  let x = study.counts.map { log10(Double($0)) }
  let y = study.measurements.map { log10($0.seconds * 1e3) }
  let color = PlotColor.cycle[figureColor]
  figureColor += 1
  try figure.axes.line(x, y, color: color, label: "\(study.name) (\(study.constants))")
  try figure.axes.scatter(x, y, color: color)
}
figure.axes.title = "Time of one epoch"
figure.axes.xLabel = "log10 of the number of rows, features or classes"
figure.axes.yLabel = "log10 of the time in ms"
figure.axes.showsLegend = true
figure.axes.grid = GridLines(style: .dashed, opacity: 0.6)
if let path = arguments.last, path.hasSuffix(".svg") { try figure.write(to: path) }
for failure in failures { print("\n**Failed: \(failure).**") }
exit(failures.isEmpty ? 0 : 1)

func milliseconds(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e3 }
func microseconds(_ seconds: Double) -> Double { (seconds * 1e9).rounded() / 1e3 }
func megabytes(_ bytes: Int) -> Double { (Double(bytes) / 1e5).rounded() / 10 }
