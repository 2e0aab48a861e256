import LogitInterchange
import LogitTestSupport
import Testing

@Suite("Writing a model in another format")
struct ModelExportTests {
  /// A format that says of itself whether its files are right.
  private struct Claimed: ExportFormat {
    let word = "claimed"
    let name = "a claim"
    let fileExtension = "claim"
    let difference: Double?

    func encode(_ request: ExportRequest) throws -> ExportedFile {
      ExportedFile(Array("\(request.name)\n".utf8))
    }
    func check(_ artefact: Artefact) -> GoldenCheck? {
      difference.map { GoldenCheck([0, $0], runner: "a claim") }
    }
  }

  private static func path(_ name: String) -> String { "\(FileSystem.temporaryPath(".\(name)"))" }

  @Test func `keeps no file that differs, and leaves what was there`() throws {
    let path = Self.path("c")
    defer { FileSystem.removeFile(path) }
    try StagedFile.write(Array("before".utf8), to: path)
    let export = ModelExport(try ExportedModels.classifier(), to: Claimed(difference: 1e-3))
    let error = #expect(throws: InterchangeError.self) { try export.write(to: path) }
    #expect(error == .differs(output: path, runner: "a claim", row: 2, difference: 1e-3, tolerance: 1e-6))
    #expect(try StoredBytes(path: path).prefix(6) == Array("before".utf8))
    var unchecked = export
    unchecked.isChecked = false
    #expect(try unchecked.write(to: path).check == nil)
  }

  @Test func `says that nothing ran it`() throws {
    let path = Self.path("c")
    defer { FileSystem.removeFile(path) }
    let report = try ModelExport(ExportedModels.classifier(), to: Claimed(difference: nil)).write(to: path)
    #expect(report.holds && report.check == nil && report.notes.count == 1)
  }

  @Test func `goes beside the model`() {
    #expect(ModelExport.defaultPath(for: "a.b/model.safetensors", format: CSource()) == "a.b/model.c")
    #expect(ModelExport.defaultPath(for: "a.b/model", format: CSource()) == "a.b/model.c")
  }

  @Test func `has a variant only where the format has some`() throws {
    var export = ModelExport(try ExportedModels.classifier(), to: CSource())
    export.dialect = "sqlite"
    #expect(throws: LogitError.self) { try export.encode(name: "model") }
  }

  @Test func `is not verified unless it is as it was written`() throws {
    let path = Self.path("py")
    defer { FileSystem.removeFile(path) }
    let bytes = try ModelExport(ExportedModels.classifier(), to: PythonSource()).encode(name: "model").bytes
    #expect(PythonSource().recognizes(Artefact(path: path, bytes: bytes)))
    var changed = bytes
    changed[changed.count - 3] ^= 1
    try StagedFile.write(changed, to: path)
    let error = #expect(throws: InterchangeError.self) {
      try ModelExport.verify(path, formats: ExportFormats.all)
    }
    #expect(error?.code == "interchange-not-checked")
    #expect(!CSource().recognizes(Artefact(path: "model.c", bytes: bytes)))
  }

  @Test func `knows each format by one word`() {
    let words = ExportFormats.all.map(\.word)
    #expect(Set(words).count == words.count && words.contains("c") && words.contains("sql"))
    #expect(ExportFormats.named("c") is CSource && ExportFormats.named("pickle") == nil)
  }
}
