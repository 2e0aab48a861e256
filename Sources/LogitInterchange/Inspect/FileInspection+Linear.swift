import Logit
import LogitFiles

extension FileInspection {
  /// A linear model as JSON.
  static func linear(_ file: StoredBytes) throws -> FileInspection {
    var found = FileInspection(file: file.name, format: LinearFile.format)
    let read: LinearFile
    do { read = try LinearFile(file.prefix(file.size), source: file.name) } catch {
      found.unseen.append("What is in it: \((error as? any CodedError)?.description ?? "\(error)")")
      return found
    }
    do {
      (found.producer, found.version) = (read.producer, "\(LinearFile.version)")
      found.add(try ForeignModel(linearFile: file.name))
      found.inputs = found.inputs.map { Value($0.name, type: "float64", shape: $0.shape) }
      found.outputs = found.outputs.map { Value($0.name, type: "float64", shape: $0.shape) }
      let count = (read.columns.count + 1) * read.coefficients.count
      found.layers = [Layer("coefficients", type: "linear", parameters: count)]
      found.parameters = count
      if let formula = read.formula {
        found.notes.append("Its columns are made by \(formula.text.onOneLine).")
      }
      if let golden = read.golden {
        found.notes.append("It has \(golden.rows.count.counted("golden row")) that logit verify runs.")
      }
    } catch let error as any CodedError {
      found.notes.append(error.description)
    } catch {
      found.notes.append("\(error)")
    }
    return found
  }
}
