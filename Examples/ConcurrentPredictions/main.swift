// One classifier that any number of tasks predict with at the same time.

import LogitClassifier

let (classifier, _) = try Classifier.fit(Dataset.iris().table, target: "species")
let predictor = try classifier.predictor()

// A task of its own for each row
let flowers = [[5.1, 3.5, 1.4, 0.2], [6.0, 2.9, 4.5, 1.5], [6.9, 3.1, 5.4, 2.1]]
let predictions = try await withThrowingTaskGroup(of: (Int, Prediction).self) { group in
  for (row, flower) in flowers.enumerated() { group.addTask { (row, try predictor.predict(flower)) } }
  var predictions = [Int: Prediction]()
  for try await (row, prediction) in group { predictions[row] = prediction }
  return predictions
}
for row in flowers.indices { print("\(flowers[row]): \(predictions[row]!)") }
