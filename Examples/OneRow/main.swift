// From a bundled set to the prediction of a single row, as a server or an app needs it.
import LogitClassifier

let (classifier, _) = try Classifier.fit(Dataset.penguins().table, target: "species")
// Made once; any number of threads may use it.
let predictor = try classifier.predictor()
let island = "Biscoe"
// What is left out counts as missing.
print(try predictor.predict(["island": island, "bill_length_mm": 46.1, "body_mass_g": 4500]))
