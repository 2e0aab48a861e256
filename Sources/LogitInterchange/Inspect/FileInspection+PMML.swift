import Logit
import LogitFiles

extension FileInspection {
  /// The fields of a document of PMML, and the model in it.
  static func pmml(_ file: StoredBytes) -> FileInspection {
    var found = FileInspection(file: file.name, format: "pmml")
    let root: XMLElement
    do {
      root = try XMLReader.read(file.prefix(largestPickle), name: file.name)
    } catch {
      // Readers of XML that take entities open what they name, and take memory for those in each other.
      if (try? file.prefix(largestPickle).contains(text: "<!DOCTYPE")) == true {
        found.risks.append(
          Risk(
            .files, at: "the document type",
            "its entities may name files and addresses, which some readers of XML open."))
      }
      found.unseen.append("What the document holds: \((error as? any CodedError)?.description ?? "\(error)")")
      return found
    }
    do {
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
