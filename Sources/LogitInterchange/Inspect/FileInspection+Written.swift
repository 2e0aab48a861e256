import Logit
import LogitFiles

// Formats that are numbers and names, in which nothing could be run or opened.

extension FileInspection {
  /// A model of LIBLINEAR.
  static func liblinear(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: LIBLINEARModel().word)
    do {
      found.add(try LIBLINEARModel.read(file.prefix(file.size), name: file.name))
    } catch let error as any CodedError {
      found.notes.append(error.description)
    }
    return found
  }

  /// A model of Core ML: its inputs, outputs and parts.
  static func coreML(_ file: StoredBytes) -> FileInspection {
    var found = FileInspection(file: file.name, format: CoreMLExport().word)
    var scan = CoreMLScan()
    do { try scan.model(ProtobufMessage(file, name: "model")) } catch {
      found.unseen.append(
        "What it holds from there on: \((error as? any CodedError)?.description ?? "\(error)")")
    }
    found.version = scan.version.map { "specification \($0)" }
    (found.inputs, found.outputs, found.layers) = (scan.inputs, scan.outputs, scan.layers)
    (found.risks, found.producer) = (scan.risks, scan.author)
    found.unseen += scan.unseen
    found.notes.append("It is a model of Core ML, which Logit writes, and does not read.")
    return found
  }
}
