import Logit
import LogitFiles

// Files of Keras, and archives that turn out to be PyTorch's.

extension FileInspection {
  static func archive(_ file: StoredBytes) throws -> FileInspection {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(file)
    } catch let error as any CodedError {
      // PyTorch's archives are laid out in a way that this reader does not know; their names can be found all
      // the same.
      let isPickled = try file.prefix(largestPickle).contains(text: "data.pkl")
      var found = FileInspection(file: file.name, format: isPickled ? "pytorch" : "zip")
      if isPickled {
        found.risks.append(
          Risk(.code, at: "data.pkl", "it is a pickle, and loading one runs whatever it names."))
      }
      found.notes.append("The list of the archive could not be read: \(error.description)")
      return found
    }
    if let pickle = archive.entries.first(where: { $0.name.hasSuffix("data.pkl") }) {
      var found = FileInspection(file: file.name, format: "pytorch")
      found.producer = "PyTorch"
      do {
        found.add(PickleScan(try archive.contents(of: pickle, limit: largestPickle)), at: pickle.name)
      } catch let error as any CodedError {
        found.notes.append("\(pickle.name) could not be looked at: \(error.description)")
      }
      found.notes.append("Write its weights with safetensors.torch.save_file to use them here.")
      return found
    }
    guard archive.entries.contains(where: { $0.name == "config.json" }) else {
      throw InterchangeError.unsupported(
        source: file.name, item: "a zip archive without config.json or data.pkl",
        supported: "archives of Keras and PyTorch")
    }
    var found = FileInspection(file: file.name, format: "keras")
    found.producer = "Keras"
    found.addRisks(of: archive, size: file.size)
    if let entry = archive.entries.first(where: { $0.name == "config.json" }),
      let bytes = try? archive.contents(of: entry, limit: 1 << 24),
      let value = try? JSON(json: String(decoding: bytes, as: UTF8.self))
    {
      found.addRisks(of: value, at: "config.json")
    }
    found.addModel(of: file)
    return found
  }

  static func hdf5(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: "hdf5")
    do {
      let contents = try KerasContents(file)
      found.version = contents.version
      if let value = contents.configuration {
        found.producer = "Keras"
        found.addRisks(of: value, at: "model_config")
      }
    } catch let error as HDF5Unsupported {
      if error.item.contains("external") || error.item.contains("virtual") || error.item.contains("link") {
        found.risks.append(
          Risk(.files, at: error.item, "loading it opens other files or places that it names."))
      }
    } catch let error as any CodedError {
      found.notes.append(error.description)
      return found
    }
    found.addModel(of: file)
    return found
  }

  /// Adds names that lead out of an archive, and members that are far larger than what they are packed into.
  private mutating func addRisks(of archive: ZipArchive, size: Int) {
    for entry in archive.entries {
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
      if entry.name.hasPrefix("/") || entry.name.contains("\\") || parts.contains("..") {
        risks.append(
          Risk(.files, at: "the entry \"\(entry.name.shortened)\"", "unpacking it writes outside the folder.")
        )
      }
      if entry.size > 1 << 28, entry.size / 200 > entry.compressedSize {
        risks.append(
          Risk(
            .memory, at: "the entry \"\(entry.name.shortened)\"",
            "its \(entry.compressedSize.grouped) bytes unpack to \(entry.size.grouped)."))
      }
    }
  }

  /// Adds what an architecture names that is code: functions that the file brings, and classes of other
  /// modules.
  private mutating func addRisks(of value: JSON, at place: String, depth: Int = 0) {
    guard depth < 200 else { return }
    if let members = value.object {
      let className = value["class_name"]?.string
      if className == "Lambda" || className == "__lambda__" {
        let name = value["config"]?["name"]?.string ?? "a function"
        risks.append(
          Risk(
            .code, at: "\(place), \(name.shortened)",
            "it is a \(className == "Lambda" ? "Lambda layer" : "function") with code of its own, which runs where the model does."
          ))
      } else if let className, let module = value["module"]?.string, !Self.isKeras(module),
        value["registered_name"]?.string != nil || module.contains(".")
      {
        risks.append(
          Risk(
            .code, at: "\(place), \(className.shortened)",
            "it is a class of the module \(module.shortened), which loading imports."))
      }
      for member in members { addRisks(of: member.value, at: place, depth: depth + 1) }
    } else if let values = value.array {
      for value in values { addRisks(of: value, at: place, depth: depth + 1) }
    }
  }

  private static func isKeras(_ module: String) -> Bool {
    ["keras", "builtins", "tensorflow.keras", "tf_keras", "keras_core"].contains {
      module == $0 || module.hasPrefix("\($0).")
    }
  }

  /// Adds the model itself, if Logit can read it, and otherwise why not.
  private mutating func addModel(of file: StoredBytes) {
    do {
      let foreign = try ForeignModel(kerasFile: file.name)
      let predictor = try Predictor(foreign.model)
      isReadable = true
      version = version ?? (try? KerasContents(file).version)
      inputs = [Value("", type: "float32", shape: [nil, predictor.inputCount])]
      outputs = [Value(foreign.model.outputName, type: "float32", shape: [nil, predictor.outputCount])]
      layers = foreign.model.layers.map {
        Layer($0.name, type: $0.configuration.typeName, parameters: $0.parameterCount)
      }
      (parameters, classes) = (foreign.model.parameterCount, foreign.classNames)
      notes += foreign.notes
    } catch let error as any CodedError {
      notes.append(error.description)
    } catch {
      notes.append("\(error)")
    }
  }
}
