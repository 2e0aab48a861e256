// From a CSV file to a model and back: the Swift half of Documentation/Tutorial.md.

import LogitClassifier

// A file such as yours
try Dataset.penguins().table.write(to: "penguins.csv")

let table = try Table(csv: "penguins.csv")
let (classifier, report) = try Classifier.fit(table, target: "species")
print(report)
try classifier.save(to: "model.safetensors")
let predictions = try Classifier(contentsOf: "model.safetensors").predict(table)
print("The first row is of \(predictions.className(row: 0)), with", predictions.probabilities.row(0))
