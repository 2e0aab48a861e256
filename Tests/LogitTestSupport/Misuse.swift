/// A mistake in the use of a library that must end in an error whose text says what is wrong.
package struct Misuse: Sendable, CustomStringConvertible {
  /// What is wrong, in words or in code.
  package let description: String
  private let body: @Sendable () throws -> Void

  package init(_ description: String, _ body: @escaping @Sendable () throws -> Void) {
    (self.description, self.body) = (description, body)
  }

  /// What is wrong with the outcome; empty if an error was thrown whose text is a sentence.
  ///
  /// - Parameter sentence: Tells the sentence of an error; its description by default.
  package func faults(sentence: (any Error) -> String = { "\($0)" }) -> [String] {
    do {
      try body()
      return ["Nothing was thrown."]
    } catch {
      return LogitTestSupport.faults(ofMessage: sentence(error))
    }
  }
}

/// A list of misuses, written one statement each, which a compiler checks faster than one long expression.
package struct MisuseList {
  package private(set) var all: [Misuse] = []

  package init() {}

  package mutating func add(_ description: String, _ body: @escaping @Sendable () throws -> Void) {
    all.append(Misuse(description, body))
  }
}
