// From a table to a model and back, in five lines: the Swift half of Documentation/Tutorial.md.
import LogitData

let table = CommandLine.arguments.count > 2 ? try Table(csv: CommandLine.arguments[1]) : Dataset.penguins().table
let target = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : "species"

let (classifier, report) = try Classifier.fit(table, target: target)
print(report)
try classifier.save(to: "model.safetensors")
let predictions = try Classifier(contentsOf: "model.safetensors").predict(table)
print("The first row is of \(predictions.className(row: 0)), with", predictions.probabilities.row(0))
