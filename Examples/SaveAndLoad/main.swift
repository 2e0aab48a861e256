// Saves a model to a file and opens it again: the same predictions.

import Logit

let model = try Sequential(seed: 1) { Dense(1, inputShape: [2], activation: .sigmoid) }
try model.save(to: "model.safetensors")
print(try model.predict([[1, 2]]), try Sequential(contentsOf: "model.safetensors").predict([[1, 2]]))
