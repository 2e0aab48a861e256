/// The formats that classifiers are written to.
public enum ExportFormats {
  /// All of them, in the order in which they are listed.
  public static let all: [any ExportFormat] = [
    KerasExport(.keras), KerasExport(.weights), KerasExport(.h5), ONNXExport(.tensors),
    ONNXExport(.linearClassifier),
    CoreMLExport(), CSource(), SwiftSource(), JavaScriptSource(), PythonSource(), SQLSource(),
    LIBLINEARModel(), PMMLExport(), TorchExport(),
  ]

  /// Those whose golden rows can be run again: also linear models as JSON, which other tools write.
  public static var verifiable: [any ExportFormat] { [LinearJSON()] + all }

  /// A format by its word.
  ///
  /// - Parameter word: Such as `c`.
  /// - Returns: `nil` if there is none.
  public static func named(_ word: String) -> (any ExportFormat)? { all.first { $0.word == word } }
}
