// From a table to a model and back, in five lines: the Swift half of Documentation/Tutorial.md.
import LogitClassifier

// The bundled penguins, or: TableToModel patients.csv outcome
let arguments = CommandLine.arguments
let table = arguments.count > 2 ? try Table(csv: arguments[1]) : Dataset.penguins().table
let target = arguments.count > 2 ? arguments[2] : "species"

let (classifier, report) = try Classifier.fit(table, target: target)
print(report)
try classifier.save(to: "model.safetensors")
let predictions = try Classifier(contentsOf: "model.safetensors").predict(table)
print("The first row is of \(predictions.className(row: 0)), with", predictions.probabilities.row(0))
