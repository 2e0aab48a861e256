import Logit
import LogitFiles

// Files of Keras, and archives that turn out to be PyTorch's.

extension FileInspection {
  static func archive(_ file: StoredBytes) throws -> FileInspection {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(file)
    } catch let error as any CodedError {
      return try unreadableArchive(file, error)
    }
    let pickles = archive.entries.filter { $0.name.hasSuffix(".pkl") }
    if pickles.contains(where: { $0.name.hasSuffix("data.pkl") }) {
      return pytorch(archive, pickles)
    }
    guard archive.entries.contains(where: { $0.name == "config.json" }) else {
      throw InterchangeError.unsupported(
        source: file.name, item: "a zip archive without config.json or data.pkl",
        supported: "archives of Keras and PyTorch")
    }
    var found = FileInspection(file: file.name, format: "keras")
    found.producer = "Keras"
    found.addRisks(of: archive, size: file.size)
    for entry in archive.entries where entry.name == "config.json" {
      found.addConfiguration(at: entry.name) {
        let bytes = try archive.contents(of: entry, limit: largestConfiguration)
        return try JSON(json: String(decoding: bytes, as: UTF8.self))
      }
    }
    for entry in archive.entries where entry.name.hasSuffix(".h5") || entry.name.hasSuffix(".hdf5") {
      found.addStructure(at: entry.name) {
        let bytes = try archive.bytes(of: entry, limit: HDF5File.largestExpansion(of: file.size))
        _ = try HDF5File(bytes, storedByteCount: file.size)
      }
    }
    found.addModel(of: file)
    return found
  }

  /// The longest text of an architecture.
  private static let largestConfiguration = 1 << 24

  /// An archive whose list is damaged. PyTorch's may be laid out in a way that this reader does not know;
  /// their names can be found all the same.
  private static func unreadableArchive(
    _ file: StoredBytes, _ error: any CodedError
  ) throws -> FileInspection {
    let isPickled = try file.prefix(largestPickle).contains(text: "data.pkl")
    var found = FileInspection(file: file.name, format: isPickled ? "pytorch" : "zip")
    if isPickled {
      found.risks.append(
        Risk(.code, at: "data.pkl", "it is a pickle, and loading one runs whatever it names."))
    }
    found.unseen.append("The archive, whose list could not be read: \(error.description)")
    return found
  }

  private static func pytorch(_ archive: ZipArchive, _ pickles: [ZipArchive.Entry]) -> FileInspection {
    var found = FileInspection(file: archive.file.name, format: "pytorch")
    found.producer = "PyTorch"
    found.addRisks(of: archive, size: archive.file.size)
    for pickle in pickles {
      do {
        found.add(PickleScan(try archive.contents(of: pickle, limit: largestPickle)), at: pickle.name)
      } catch {
        // Whatever is in it, loading it means running it.
        found.risks.append(
          Risk(.code, at: pickle.name, "it is a pickle, and loading one runs whatever it names."))
        found.unseen.append("\(pickle.name): \(Self.text(of: error))")
      }
    }
    found.notes.append("Write its weights with safetensors.torch.save_file to use them here.")
    return found
  }

  static func hdf5(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: "hdf5")
    var contents: KerasContents?
    found.addStructure(at: "the file") {
      // The structure by itself first: what leads elsewhere is to be found whatever the architecture is.
      _ = try HDF5File(file)
      contents = try KerasContents(file)
    }
    guard let contents else {
      // Why it cannot be read was said.
      return found
    }
    found.version = contents.version
    if let value = contents.configuration {
      found.producer = "Keras"
      found.addConfiguration(at: "model_config") { value }
    }
    found.addModel(of: file)
    return found
  }

  /// Looks for what leads out of an HDF5 file.
  private mutating func addStructure(at place: String, _ open: () throws -> Void) {
    do { try open() } catch let error as HDF5Unsupported where error.leadsElsewhere {
      risks.append(
        Risk(
          .files, at: place == "the file" ? error.item : "\(place), \(error.item)",
          "loading it opens other files or places that it names."))
      unseen.append("What else is in \(place), since it leads elsewhere.")
    } catch {
      unseen.append("What is in \(place): \(Self.text(of: error))")
    }
  }

  /// Looks for code in an architecture.
  private mutating func addConfiguration(at place: String, _ value: () throws -> JSON) {
    do {
      let configuration = try value()
      layers = Self.layers(of: configuration)
      let scan = KerasConfigurationScan(configuration, at: place)
      risks += scan.risks
      if scan.isCutOff {
        unseen.append("The innermost values of \(place), which lie too deep in each other.")
      }
    } catch {
      unseen.append("What \(place) names: \(Self.text(of: error))")
    }
  }

  /// The outermost layers that an architecture lists, whether or not Logit can make a model of them.
  private static func layers(of architecture: JSON) -> [Layer] {
    let configuration = architecture["config"]
    let listed = configuration?["layers"]?.array ?? configuration?.array ?? []
    return listed.prefix(mostListedLayers).map { layer in
      let name = layer["config"]?["name"]?.string ?? layer["name"]?.string
      return Layer(name ?? "", type: layer["class_name"]?.string ?? "", parameters: nil)
    }
  }

  /// The most layers of a model that Logit cannot make.
  private static let mostListedLayers = 4096

  private static func text(of error: any Error) -> String {
    (error as? any CodedError)?.description ?? "\(error)"
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

  /// Adds the model itself, if Logit can read it, and otherwise why not.
  private mutating func addModel(of file: StoredBytes) {
    version = version ?? (try? KerasContents(file).version)
    do {
      let foreign = try ForeignModel(kerasFile: file.name)
      let predictor = try Predictor(foreign.model)
      isReadable = true
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
