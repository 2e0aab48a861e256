import Logit
import LogitFiles

extension FileInspection {
  /// The fields of a document of PMML, and the model in it.
  static func pmml(_ file: StoredBytes) -> FileInspection {
    var found = FileInspection(file: file.name, format: "pmml")
    do {
      let root = try XMLReader.read(file.prefix(largestPickle), name: file.name)
      let application = root.child("Header")?.child("Application")
      (found.producer, found.version) = (application?["name"], application?["version"] ?? root["version"])
      let parts: Set<String> = ["Header", "DataDictionary", "TransformationDictionary", "MiningBuildTask"]
      let models = root.children.filter { !parts.contains($0.name) }
      found.layers = models.map { Layer($0["modelName"] ?? "", type: $0.name, parameters: nil) }
      let targets = Set(models.flatMap { PMMLFields.targets(of: $0) })
      let fields = root.child("DataDictionary")?.children("DataField") ?? []
      found.inputs = fields.filter { !targets.contains($0["name"] ?? "") }.map {
        Value($0["name"] ?? "", type: $0["dataType"] ?? "", shape: [nil])
      }
      let foreign = try ForeignModel(pmmlFile: file.name)
      (found.isReadable, found.classes) = (true, foreign.classNames)
      found.notes += foreign.notes
    } catch let error as any CodedError {
      found.notes.append(error.description)
    } catch {
      found.notes.append("\(error)")
    }
    return found
  }
}
