#if Command
import Logit
import LogitData

extension OtherModel {
  /// Refuses options of models that are not offered, in a sentence each.
  ///
  /// - Parameter arguments: As they were typed.
  /// - Throws: ``UsageError`` for the first.
  static func requireNone(in arguments: [String]) throws {
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first, let model = OtherModel(called: name) else { continue }
      let column = parts.count > 1 ? parts[1] : nil
      throw UsageError("There is no --\(name). \(model.sentence(for: column, .shell))")
    }
  }
}
#endif
