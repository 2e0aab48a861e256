import Testing

@testable import LogitClassifier

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct ModelFileTests {
  /// A classifier of each bundled set, soon trained.
  private static func quick(_ name: String, hidden: [Int] = []) throws -> (Classifier, Table) {
    let set = try Dataset.named(name)
    var options = ClassifierOptions()
    options.epochs = 2
    options.hiddenUnits = hidden
    return (try Classifier.fit(set.table, target: set.target, options: options).classifier, set.table)
  }

  @Test(arguments: ["iris", "wine", "penguins", "breast-cancer", "digits", "two-moons"], [[], [6, 5]])
  func `what is loaded predicts the same to the last bit`(name: String, hidden: [Int]) throws {
    let (classifier, table) = try Self.quick(name, hidden: hidden)
    let file = TemporaryFile(".safetensors")
    try classifier.save(to: file.path)
    let loaded = try Classifier(contentsOf: file.path)
    let (expected, found) = (try classifier.predict(table), try loaded.predict(table))
    #expect(found.probabilities.scalars.map(\.bitPattern) == expected.probabilities.scalars.map(\.bitPattern))
    #expect(found.classIndices == expected.classIndices)
    #expect(loaded.target == classifier.target)
    #expect(loaded.classes == classifier.classes)
    #expect(loaded.provenance == classifier.provenance)
    #expect(loaded.history == classifier.history)
    #expect(loaded.features.json == classifier.features.json)
    // The same from memory, and the same bytes when written again.
    let bytes = try classifier.encoded()
    #expect(try loaded.encoded() == bytes)
    #expect(try Classifier(bytes: bytes).encoded() == bytes)
  }

  @Test func `the order of tensors and of metadata does not matter`() throws {
    let (classifier, table) = try Self.quick("penguins", hidden: [4])
    var file = try EditableModelFile(classifier.encoded())
    file.tensors.reverse()
    file.metadata.reverse()
    let loaded = try Classifier(bytes: file.bytes)
    #expect(try loaded.predict(table).probabilities == classifier.predict(table).probabilities)
    #expect(Set(loaded.history.names) == Set(classifier.history.names))
  }

  @Test func `a file that Python's safetensors has written again loads`() throws {
    let loaded = try Classifier(contentsOf: Fixture.path("Classifier/penguins-resaved.safetensors"))
    let original = try Classifier(contentsOf: Fixture.path("Classifier/penguins.safetensors"))
    let table = Dataset.penguins().table
    #expect(try loaded.predict(table).probabilities == original.predict(table).probabilities)
    #expect(loaded.provenance == original.provenance)
    // What version 1 of the format says stays as it is; 0.892 after two epochs.
    #expect(abs(try loaded.evaluate(table).scores.accuracy.value - 307.0 / 344) < 1e-9)
    #expect(loaded.provenance.fingerprint == table.fingerprint)
  }

  @Test func `a file of version 2, which knew training in steps only, loads`() throws {
    var (classifier, table) = try Self.quick("iris")
    // Versions before 4 hold nothing to make sets of classes with.
    classifier.coverage = nil
    var file = try EditableModelFile(classifier.encoded())
    #expect(file["format_version"] == "3")
    file["format_version"] = "2"
    let loaded = try Classifier(bytes: file.bytes)
    #expect(loaded.provenance == classifier.provenance)
    #expect(try loaded.measure(table).origin == .heldOut)
    #expect(loaded.coefficients == classifier.coefficients)
  }

  /// Writes what `Fixtures/Classifier/check_model.py` reads, if asked to, and loads what it has written.
  @Test(.enabled(if: getenv("LOGIT_WRITTEN_MODELS") != nil)) func `Python reads the files`() throws {
    let folder = try #require(getenv("LOGIT_WRITTEN_MODELS").map { String(cString: $0) })
    for (name, hidden) in [("iris", []), ("penguins", []), ("breast-cancer", []), ("digits", [16])]
      as [(String, [Int])]
    {
      let (classifier, table) = try Self.quick(name, hidden: hidden)
      let path = "\(folder)/\(name)"
      try classifier.save(to: path + ".safetensors")
      let matrix = try classifier.features.matrix(of: table)
      let probabilities = try classifier.predict(table).probabilities
      func rows(_ tensor: Tensor<Float>) -> JSON {
        .array(
          (0..<tensor.shape[0]).map { row in
            .array((0..<tensor.shape[1]).map { .number(Double(tensor[row, $0])) })
          })
      }
      let json = ["features": rows(matrix), "probabilities": rows(probabilities)] as JSON
      try StagedFile.write(Array(json.description.utf8), to: path + ".json")
      if FileSystem.exists(path + "-resaved.safetensors") {
        let again = try Classifier(contentsOf: path + "-resaved.safetensors")
        #expect(try again.predict(table).probabilities == probabilities)
      }
    }
  }
}

// MARK: - Damage

@Suite struct ModelFileDamageTests {
  private static let classifier: Classifier? = {
    var options = ClassifierOptions()
    options.epochs = 2
    options.excluded = ["sepal_length"]
    return try? Classifier.fit(Dataset.iris().table, target: "species", options: options).classifier
  }()

  private static func file() throws -> [UInt8] { try #require(classifier).encoded() }

  /// Loads bytes that are not right, and expects to be told which file, which part, and what to do.
  private static func expectRefusal(
    _ bytes: [UInt8], _ item: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try Classifier(bytes: bytes, name: "bad.safetensors")
      Issue.record("loaded", sourceLocation: sourceLocation)
    } catch let DataError.invalidModelFile(path, found, expectation, value, remedy) {
      #expect(
        path == "bad.safetensors" && (item.isEmpty || found.contains(item)), "\(found)",
        sourceLocation: sourceLocation)
      #expect(
        !found.isEmpty && !expectation.isEmpty && !value.isEmpty && !remedy.isEmpty,
        sourceLocation: sourceLocation)
    } catch {
      Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
  }

  @Test func `a file cut off anywhere is refused`() throws {
    let bytes = try Self.file()
    for count in 0..<bytes.count { Self.expectRefusal(Array(bytes.prefix(count))) }
    Self.expectRefusal(bytes + [0], "the end of the file")
  }

  @Test(arguments: 0..<4) func `bits that flip are noticed or do no harm`(seed: UInt64) throws {
    let bytes = try Self.file()
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    var generator = RandomGenerator(seed: seed)
    let places = generator.integers(in: 0..<8 * (8 + length), count: 600).scalars
    var refusals = 0
    for place in places {
      var damaged = bytes
      damaged[Int(place) / 8] ^= 1 << UInt8(Int(place) % 8)
      do {
        let loaded = try Classifier(bytes: damaged, name: "bad.safetensors")
        // Some only change a text. What loads must also work.
        _ = try? loaded.predict(Dataset.iris().table)
        _ = loaded.summaryText()
        _ = try loaded.encoded()
      } catch {
        refusals += 1
        #expect("\(error)".contains("bad.safetensors"), "\(error)")
      }
    }
    #expect(refusals > places.count / 4)
  }

  /// A change of the file, and what the error must call the part.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var item: String
    var change: @Sendable (inout EditableModelFile) throws -> Void

    init(
      _ name: String, _ item: String, _ change: @escaping @Sendable (inout EditableModelFile) throws -> Void
    ) {
      (testDescription, self.item, self.change) = (name, item, change)
    }

    /// Replaces a part of a text that must be there.
    static func replace(_ name: String, _ old: String, _ new: String, item: String? = nil) -> Damage {
      Damage("\(name): \(new.prefix(60)) for \(old)", item ?? "the metadata \(name)") { file in
        let text = try #require(file[name])
        try #require(text.contains(old))
        file[name] = text.replacing(old, with: new, maxReplacements: 1)
      }
    }
  }

  static let texts: [Damage] =
    ["format", "format_version", "architecture", "features", "target", "reading", "provenance"].flatMap {
      name in
      [
        Damage("without \(name)", "the metadata \(name)") { $0[name] = nil },
        Damage("nothing for \(name)", "the metadata \(name)") { $0[name] = "" },
        Damage("a list for \(name)", "the metadata \(name)") { $0[name] = "[]" },
        Damage("null for \(name)", "the metadata \(name)") { $0[name] = "null" },
        Damage("deep lists for \(name)", "the metadata \(name)") {
          $0[name] = String(repeating: "[", count: 100_000)
        },
      ]
    } + [
      Damage("a later version", "the metadata format_version") { $0["format_version"] = "5" },
      Damage("another format", "the metadata format") { $0["format"] = "pt" },
    ]

  static let descriptions: [Damage] = [
    .replace("architecture", "\"units\": 3", "\"units\": 1099511627776"),
    .replace("architecture", "\"units\": 3", "\"units\": 9223372036854775807"),
    .replace("architecture", "\"units\": 3", "\"units\": -3"),
    .replace("architecture", "\"units\": 3", "\"units\": 4", item: "kernel"),
    .replace("architecture", "[null, 3]", "[null, 4611686018427387904]"),
    .replace("architecture", "[null, 3]", "[null, 4294967296, 4294967296, 4294967296]"),
    .replace("architecture", "\"Dense\"", "\"Denser\""),
    Damage("fewer features than the kernel takes", "the description") { file in
      var options = ClassifierOptions()
      options.epochs = 1
      options.features = ["petal_length"]
      let other = try Classifier.fit(Dataset.iris().table, target: "species", options: options).classifier
      file["features"] = other.features.json.description
    },
    Damage("features that were never learned", "the description") { file in
      let features = try FeatureSpace.automatic(
        for: Dataset.iris().table, excluding: ["species", "sepal_length"])
      file["features"] = features.json.description
    },
    .replace("features", "\"variance\": ", "\"variance\": -"),
    .replace("target", "\"setosa\", ", "", item: "the description"),
    .replace("target", "\"setosa\"", "\"virginica\""),
    .replace("target", "\"setosa\"", "7"),
    .replace("target", "\"string\"", "\"boolean\""),
    .replace("target", "\"string\"", "\"integer\""),
    .replace("target", "\"string\"", "\"words\""),
    Damage("too many classes", "the metadata target") { file in
      let names = (0..<1001).map { "\"\($0)\"" }.joined(separator: ",")
      file["target"] = "{\"column\": \"y\", \"kind\": \"string\", \"classes\": [\(names)]}"
    },
    .replace("reading", "\"decimal_comma\": false", "\"decimal_comma\": 0"),
    .replace("reading", "\"missing_words\": [", "\"missing_words\": [7, "),
    .replace("provenance", "\"seed\": \"0\"", "\"seed\": \"-1\""),
    .replace("provenance", "\"rows\": 150", "\"rows\": -150"),
    .replace("provenance", "\"data_xxh64\": \"", "\"data_xxh64\": \"x"),
  ]

  static let tensors: [Damage] = [
    Damage("a weight that is NaN", "the tensors") { file in
      let index = try #require(file.tensors.firstIndex { $0.name.hasSuffix("kernel") })
      file.tensors[index].bytes.replaceSubrange(4..<8, with: [0, 0, 0xC0, 0x7F])
    },
    Damage("without the bias", "bias") { $0.tensors.removeAll { $0.name.hasSuffix("bias") } },
    Damage("a tensor too many", "the tensor other") { file in
      file.tensors.append(.init(name: "other", type: "F32", shape: [1], bytes: [0, 0, 0, 0]))
    },
    Damage("a learning curve with two dimensions", "the tensor history/more") { file in
      file.tensors.append(.init(name: "history/more", type: "F32", shape: [1, 1], bytes: [0, 0, 0, 0]))
    },
    Damage("a learning curve of doubles", "the tensor history/more") { file in
      file.tensors.append(
        .init(name: "history/more", type: "F64", shape: [1], bytes: [UInt8](repeating: 0, count: 8)))
    },
    Damage("another shape", "kernel") { file in
      let index = try #require(file.tensors.firstIndex { $0.name.hasSuffix("kernel") })
      file.tensors[index].shape = [9]
    },
    Damage("a shape larger than its bytes", "the size of the tensor") { $0.tensors[0].shape = [1 << 40] },
    Damage("a shape that overflows", "the size of the tensor") {
      $0.tensors[0].shape = [1 << 62, 1 << 62, 1 << 62]
    },
    Damage("a negative shape", "the shape of the tensor") { $0.tensors[0].shape = [-3, -3] },
    Damage("half precision", "the type of the tensor") { $0.tensors[0].type = "F16" },
    Damage("bytes beyond the file", "the place of the tensor") { file in
      let count = file.tensors[0].bytes.count
      file.tensors[0].offsets = [1 << 40, 1 << 40 + count]
    },
    Damage("negative offsets", "the place of the tensor") { file in
      file.tensors[0].offsets = [-file.tensors[0].bytes.count, 0]
    },
    Damage("offsets the wrong way round", "the place of the tensor") { file in
      file.tensors[0].offsets = [file.tensors[0].bytes.count, 0]
    },
    Damage("tensors that overlap", "the beginning of the tensor") { file in
      file.tensors[1].offsets = [0, file.tensors[1].bytes.count]
    },
    Damage("a hole", "the beginning of the tensor") { file in
      let start = file.tensors[0].bytes.count
      file.tensors[1].offsets = [start + 4, start + 4 + file.tensors[1].bytes.count]
    },
  ]

  @Test(arguments: texts + descriptions + tensors) func `a wrong part is refused by its name`(
    _ damage: Damage
  ) throws {
    var file = try EditableModelFile(Self.file())
    try damage.change(&file)
    Self.expectRefusal(file.bytes, damage.item)
  }

  @Test(arguments: [
    [UInt8](repeating: 0, count: 8), [UInt8](repeating: 0xFF, count: 16),
    EditableModelFile.file(header: Array("{}".utf8), contents: []),
    EditableModelFile.file(header: Array("[1, 2]".utf8), contents: []),
    EditableModelFile.file(header: Array("{\"a\": 1}".utf8), contents: []),
    EditableModelFile.file(header: Array("{\"__metadata__\": {\"format\": 1}}".utf8), contents: []),
    EditableModelFile.file(header: [0x7B, 0x22, 0xFF, 0x22, 0x7D], contents: []),
    EditableModelFile.file(header: [UInt8](repeating: 0x5B, count: 1 << 16), contents: []),
    Array("species,length\nsetosa,5\n".utf8),
  ])
  func `what is no model file is refused`(bytes: [UInt8]) {
    Self.expectRefusal(bytes)
  }

  @Test func `a header that is said to be longer than the file is named, not called a model`() throws {
    let file = TemporaryFile(".safetensors")
    try StagedFile.write([0, 0, 0, 0, 0, 0, 0, 0x40] + Array("{}".utf8), to: file.path)
    let error = #expect(throws: DataError.self) { try Classifier(contentsOf: file.path) }
    let text = error?.description ?? ""
    #expect(text.contains("the header") && text.contains("\(1 << 62) bytes long"), "\(text)")
  }

  @Test func `paths that cannot be read say why`() {
    #expect(throws: FileError.self) { try Classifier(contentsOf: "/nowhere/model.safetensors") }
    #expect(throws: FileError.notRead(path: "/", reason: "it is a directory")) {
      try Classifier(contentsOf: "/")
    }
  }
}
