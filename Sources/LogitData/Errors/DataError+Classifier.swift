import Logit
import LogitFiles

extension DataError {
  /// The sentence for an error in training or using a classifier.
  func classifierDescription(_ names: OptionNames) -> String {
    switch self {
    case .unusableTarget(let column, let reason, let remedy):
      "Column \"\(column)\" cannot be the target: \(reason); \(remedy)."
    case .proportionTarget(let column):
      "Column \"\(column)\" cannot be the target by itself: it holds proportions; name the column that says of how many "
        + "trials each is with \(names.regressionColumn(.trials, nil))."
    case .quantityTarget(let column, let valueCount):
      "Column \"\(column)\" cannot be the target: \(column) is a quantity with \(valueCount.grouped) values; Logit "
        + "classifies, so divide it into classes first, or take each value for a class with "
        + "\(names.use(column, .category))."
    case .unknownClass(let column, let row, let value, let known):
      "Row \(row + 1) has \"\(value)\" in column \"\(column)\", but the model knows the classes "
        + "\(Self.list(known)); correct the row or retrain the model."
    case .unknownClassName(let name, let purpose, let nearest, let known):
      "There is no class \"\(name)\" \(purpose)\(nearest.suggestion) The classes are \(Self.list(known))."
    case .missingTarget(let column, let count, let firstRow):
      "\(count) of the values in the target column \"\(column)\" are missing, the first in row \(firstRow + 1) (not "
        + "counting the header); fill them in, leave such rows out with \(names.dropMissingTargets), or, if they are a class whose name is "
        + "taken for a missing value, keep the word with \(names.notMissing)."
    case .noClassSets(let reason, let remedy):
      "The model has no sets of classes to predict: \(reason); \(remedy)."
    case .predictionColumn(let name):
      "The table has a column \"\(name)\" already, and predictions would get the same name; rename it, or leave the "
        + "table's own columns out with \(names.leaveColumnsOut)."
    case .tooManyErrors(let limit, let first):
      "More than \(limit.counted("row")) cannot be predicted, the first: \(first); correct the rows, or allow more with "
        + "\(names.maximumErrors)."
    case .invalidModelFile(let path, let item, let expected, let found, let remedy):
      "Cannot load \(path): \(item) should be \(expected), but is \(found); \(remedy)."
    default: programmingError("\(self) is no error of targets and models")
    }
  }
}
