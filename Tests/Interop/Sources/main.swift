// Does what keras_interop.py asks for, a line at a time, with files in Keras's forms:
//
//     predict IN ARCHITECTURE|- ROWS OUT       what the model gives for rows of float32, as float32
//     convert IN ARCHITECTURE|- OUT            the same model in another file
//     step IN ROWS LABELS OUT                  the model after another step of training
//
// Words are separated by tabs. Each line is answered by "ok" and notes, or by "error" and the reason.
import Logit
import LogitFiles
import LogitInterchange

func floats(_ path: String) throws -> [Float] {
  let bytes = try StoredBytes(path: path).prefix(.max)
  return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
}

func model(_ path: String, _ architecture: String) throws -> ForeignModel {
  let text =
    try architecture == "-"
    ? nil : String(decoding: StoredBytes(path: architecture).prefix(.max), as: UTF8.self)
  return try ForeignModel(kerasFile: path, architecture: text, seed: 1)
}

func rows(_ path: String, for model: Sequential) throws -> Tensor<Float> {
  let shape = model.inputShape ?? []
  let values = try floats(path)
  return try Tensor(values, shape: [values.count / shape.reduce(1, *)] + shape)
}

func answer(_ words: [String]) throws -> [String] {
  switch words.first {
  case "predict" where words.count == 5:
    let foreign = try model(words[1], words[2])
    let predictions = try foreign.model.predict(rows(words[3], for: foreign.model))
    let bytes = predictions.scalars.withUnsafeBytes { Array($0) }
    try StagedFile.write(bytes, to: words[4])
    return foreign.notes
  case "convert" where words.count == 4:
    let foreign = try model(words[1], words[2])
    return try foreign.notes + foreign.model.save(kerasFile: words[3])
  case "step" where words.count == 5:
    var foreign = try model(words[1], "-")
    let x = try rows(words[2], for: foreign.model)
    let labels = try floats(words[3])
    _ = try foreign.model.trainOnBatch(x, Tensor(labels, shape: [x.shape[0], labels.count / x.shape[0]]))
    return try foreign.notes + foreign.model.save(kerasFile: words[4])
  default: return ["unknown line"]
  }
}

while let line = readLine() {
  do {
    let notes = try answer(line.split(separator: "\t").map(String.init))
    // At once: whoever asked waits for it.
    Terminal.write("ok\t\(notes.joined(separator: " "))\n")
  } catch {
    Terminal.write("error\t\(error)\n")
  }
}
