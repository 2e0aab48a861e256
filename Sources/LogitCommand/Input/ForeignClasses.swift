#if Command
import ArgumentParser
import LogitClassifier
import LogitInterchange

// What the outputs of a model of another tool mean, where its file does not say.

extension ForeignModel {
  /// The same model with names for its classes.
  ///
  /// - Parameters:
  ///   - text: The names as they were typed, in the order of the outputs; `nil` to keep those of the file.
  ///   - path: The model's file.
  func naming(_ text: String?, of path: String) throws -> ForeignModel {
    guard let text else { return self }
    let names = try [String](list: text, option: "--classes")
    let count = max(try Predictor(model).outputCount, 2)
    guard names.count == count, Set(names).count == count else {
      throw ValidationError(
        "--classes is \(text), but \(path) gives \(count) classes; name each once, in the order of the outputs."
      )
    }
    var found = self
    found.classNames = names
    return found
  }

  /// The column of the classes that the file names, if it is among those of a table.
  func target(among columns: [String]) -> String? { target.flatMap { columns.contains($0) ? $0 : nil } }

  /// Checks that the classes of rows are those of a model whose file names none, which are then 0, 1 and so
  /// on: which of other names is which output, nobody but the author of the model knows.
  ///
  /// - Parameters:
  ///   - source: The rows.
  ///   - target: The column of their classes.
  ///   - path: The model's file.
  func requireClasses(of source: TableSource, target: String, path: String) throws {
    guard classNames == nil else { return }
    let known = try classes()
    let column = try source.table.column(target)
    guard (try? known.indices(of: column)) == nil else { return }
    guard let found = try? ClassLabels.learn(column, rareClass: .keep, mayBeQuantity: true).labels else {
      return
    }
    let outputs = known.count == 2 ? "two classes" : "\(known.count) classes"
    guard found.count == known.count else {
      throw ShellError(
        oneLine:
          "\(path) gives \(outputs) and does not name them, but the column \"\(target)\" of \(source.name) has "
          + "\(found.count): \(DataError.list(found.names)); choose rows and a target that it was trained for."
      )
    }
    let sorted = found.names.map(\.quotedInList).joined(separator: ",").shellQuoted
    throw ShellError(
      oneLine:
        "\(path) does not name its classes, and the column \"\(target)\" of \(source.name) holds "
        + "\(DataError.list(found.names)): say which output is which with --classes"
        + (known.count == 2
          ? ", the class whose probability is the output last" : ", in the order of the outputs")
        + ". If they were numbered in sorted order, as scikit-learn does it: --classes \(sorted).")
  }

  /// The most coefficients that are listed.
  private static var mostCoefficients: Int { 20 }

  /// The coefficients of a linear model in the units of the table, as lines; `nil` for another.
  func coefficientsText(source: String) throws -> String? {
    let found = folded()
    guard let linear = found.linear else { return nil }
    let names = try linear.formula.map { _ in [] } ?? found.inputNames()
    let classifier = try found.classifier(of: names, source: source).classifier
    let several = classifier.intercepts.count > 1
    var table = AlignedText(rightAligned: several ? [2] : [1])
    func append(_ feature: String, _ className: String, _ estimate: Double) {
      let number = PythonFormat(".6g")?.text(for: estimate) ?? estimate.shortText
      table.append(several ? [feature, className, number] : [feature, number])
    }
    for intercept in classifier.intercepts {
      append("intercept", intercept.className, intercept.estimate)
    }
    let places = Dictionary(zip(classifier.features.featureNames, 0...)) { first, _ in first }
    let coefficients = classifier.coefficients.sorted {
      (places[$0.feature] ?? 0, $0.className) < (places[$1.feature] ?? 0, $1.className)
    }
    for coefficient in coefficients.prefix(Self.mostCoefficients) {
      append(coefficient.feature, coefficient.className, coefficient.estimate)
    }
    let left = coefficients.count - Self.mostCoefficients
    let direction = several ? "" : " towards \(classifier.classes.names[1])"
    return "\nCoefficients\(direction) (change of the log-odds per unit of a column)\n\(table.text)"
      + (left > 0 ? "  and \(left.grouped) more\n" : "")
  }

  /// The names of the inputs, numbered where the file has none.
  private func inputNames() throws -> [String] {
    let count = try Predictor(model).inputCount
    return featureNames.flatMap { $0.count == count ? $0 : nil } ?? Self.numberedInputs(count)
  }
}
#endif
