// Reads a CSV file of numbers once in one of several ways, and prints one line of JSON: seconds, peak memory,
// sum.

import BenchmarkWorkloads
import Foundation
import LogitData
import SwiftCSV

/// The sum of all fields of a file of numbers, found by splitting lines at commas.
func sumOfFields(_ path: String, _ number: (Substring.UTF8View) -> Double) throws -> Double {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  var sum = 0.0
  for line in text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
    for field in line.split(separator: UInt8(ascii: ",")) { sum += number(field) }
  }
  return sum
}

/// Reads the file in the way named, and says what its numbers add up to.
func sum(_ way: String, _ path: String) throws -> Double {
  switch way {
  case "logit", "logit-double":
    let table = try Table(csv: path, options: CSVOptions(precision: way == "logit" ? .single : .double))
    // Summing all would be no part of reading; rivals do not.
    return table.columns.reduce(0) { sum, column in
      switch column.chunks.first {
      case .single(let values)?: sum + Double(values[0])
      case .numeric(let values)?: sum + values[0]
      default: sum
      }
    }
  case "stream":
    // What `logit predict` does with standard input, without the prediction.
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let stream = try CSVStream(descriptor: descriptor, name: path, options: CSVOptions(precision: .single))
    var rows = 0
    while let batch = try stream.next() { rows += batch.rowCount }
    return Double(rows)
  case "swiftcsv":
    let csv = try CSV<Named>(url: URL(fileURLWithPath: path))
    return csv.columns.map { Double($0.values.count) } ?? 0
  case "double": return try sumOfFields(path) { Double(Substring($0)) ?? 0 }
  case "strtod": return try sumOfFields(path) { strtod(String(Substring($0)), nil) }
  default: fatalError("unknown way \(way)")
  }
}

let (way, path) = (CommandLine.arguments[1], CommandLine.arguments[2])
let clock = ContinuousClock()
var total = 0.0
let duration = try clock.measure { total = try sum(way, path) }
let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
print("{\"seconds\": \(seconds), \"peak\": \(PeakMemory.bytes), \"sum\": \(total)}")
