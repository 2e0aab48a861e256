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

  /// A model of Core ML, of which only the kind is known here.
  static func coreML(_ file: StoredBytes) -> FileInspection {
    var found = FileInspection(file: file.name, format: CoreMLExport().word)
    found.notes.append("It is a model of Core ML, which Logit writes, and does not read.")
    found.unseen.append("What is in it, which Logit does not read.")
    return found
  }
}
