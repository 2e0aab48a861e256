public import LogitClassifier
import LogitFiles

extension LIBLINEARModel {
  /// The most columns of a model, each of which is a line.
  private static let largestCount = 1 << 26

  /// Writes a model of sparse rows, whose columns LIBLINEAR counts from 1.
  ///
  /// For two classes `liblinear-predict -b 1` gives the model's own probabilities. Of more, the file gives
  /// classes and no probabilities, as for other models.
  ///
  /// - Parameters:
  ///   - classifier: The model.
  ///   - isEncoded: Whether the file is for the numbers that columns of a table become.
  /// - Returns: The text, and what its user should know.
  /// - Throws: ``InterchangeError/inexpressible(format:item:remedy:)`` for columns of a table that are not
  ///   encoded, for calibrated or corrected probabilities, and for a last column after the 2²⁶th.
  public func encode(_ classifier: SparseClassifier, isEncoded: Bool) throws -> ExportedFile {
    guard classifier.features == nil || isEncoded else {
      throw inexpressible("words and columns of a table", "write it from encoded numbers")
    }
    guard classifier.decision.adjustment == nil else {
      throw inexpressible("calibrated or corrected probabilities", "fit a model without them")
    }
    let count = classifier.columns.last.map { Int($0) + 1 } ?? 0
    guard count <= Self.largestCount else {
      throw inexpressible(
        "a coefficient in column \(count.grouped)", "number the columns from 1 without gaps")
    }
    let names = classifier.classes.names
    let labels = Self.labels(names)
    let isBinary = names.count == 2
    // Of two labels, the first is that of positive sums.
    let order = isBinary ? [labels[1], labels[0]] : labels
    var text = """
      solver_type \(isBinary ? "L2R_LR" : "MCSVM_CS")
      nr_class \(labels.count)
      label \(order.joined(separator: " "))
      nr_feature \(count)
      bias 1
      w

      """
    let (width, zeros) = (classifier.columns.count, classifier.intercepts.map { _ in "0 " }.joined() + "\n")
    var next = 0
    for (place, column) in classifier.columns.enumerated() {
      while next < Int(column) {
        text += zeros
        next += 1
      }
      for k in classifier.intercepts.indices {
        text += "\(classifier.coefficients[k * width + place].pythonDescription) "
      }
      text += "\n"
      next += 1
    }
    text += classifier.intercepts.map { "\($0.pythonDescription) " }.joined() + "\n\(Self.sparseEnd)\n"
    return ExportedFile(Array(text.utf8), notes: notes(classifier, labels, isBinary: isBinary))
  }

  private func notes(_ classifier: SparseClassifier, _ labels: [String], isBinary: Bool) -> [String] {
    let names = classifier.classes.names
    var notes: [String] = []
    if labels != names {
      let pairs = zip(labels, names).map { "\($0) is \($1)" }
      notes.append("LIBLINEAR's labels are whole numbers: \(pairs.joined(separator: ", ")).")
    }
    if classifier.features != nil || classifier.firstIndex == 0 {
      notes.append("LIBLINEAR counts columns from 1, so its column 1 is the model's first, number 0.")
    }
    if classifier.decision.rule != .mostProbable {
      notes.append("LIBLINEAR predicts the most probable class, where this model has a threshold or costs.")
    }
    if isBinary {
      notes.append("liblinear-predict -b 1 ROWS MODEL OUTPUT gives the probabilities.")
    } else {
      notes.append("It gives classes and no probabilities.")
    }
    notes.append("It carries no golden rows, and was not checked: \(uncheckedReason).")
    return notes
  }

  private func inexpressible(_ item: String, _ remedy: String) -> InterchangeError {
    .inexpressible(format: name, item: item, remedy: remedy)
  }
}
