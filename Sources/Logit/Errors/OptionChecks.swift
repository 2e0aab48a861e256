/// Checks the options of one owner, such as a layer or an optimizer, and names owner, option, value and range
/// when one is out of range: `Dense's units is -4, but must be a whole number, 1 or greater.`
///
/// Messages are built only when a check fails, so checks of valid options cost next to nothing.
struct OptionChecks {
  /// What the options belong to, by its class.
  private let owner: String
  /// The owner's own name, if it was given one.
  private let name: String?

  /// - Parameters:
  ///   - owner: What the options belong to, such as `Dense`.
  ///   - name: The name its user gave it, to tell it from others of its class.
  init(_ owner: String, name: String? = nil) {
    self.owner = owner
    self.name = name
  }

  /// Throws unless a condition holds for an option.
  func require<Value>(
    _ condition: Bool, _ option: String, _ value: Value, _ expected: @autoclosure () -> String
  ) throws(LogitError) {
    guard condition else { throw error(option, value, expected: expected()) }
  }

  /// Throws unless an option is finite.
  func requireFinite(_ value: Double, _ option: String) throws(LogitError) {
    try require(value.isFinite, option, value, "finite")
  }

  /// Throws unless an option is finite and above 0.
  func requirePositive(_ value: Double, _ option: String) throws(LogitError) {
    try require(value > 0 && value.isFinite, option, value, "finite and above 0")
  }

  /// Throws unless an option is finite and not negative.
  func requireNotNegative(_ value: Double, _ option: String) throws(LogitError) {
    try require(value >= 0 && value.isFinite, option, value, "finite and not negative")
  }

  /// Throws unless an option lies in 0...1.
  func requireShare(_ value: Double, _ option: String) throws(LogitError) {
    try require((0...1).contains(value), option, value, "in 0...1")
  }

  /// Throws unless an option lies in 0..<1.
  func requireDecay(_ value: Double, _ option: String) throws(LogitError) {
    try require((0..<1).contains(value), option, value, "in 0..<1")
  }

  /// Throws unless an option is 1 or greater.
  func requireCount(_ value: Int, _ option: String) throws(LogitError) {
    try require(value >= 1, option, value, "a whole number, 1 or greater")
  }

  /// Throws unless an option is 1 or greater, and small enough for a list of that many numbers to fit in
  /// memory.
  func requireListCount(_ value: Int, _ option: String) throws(LogitError) {
    try require(
      (1...Self.largestListCount).contains(value), option, value,
      "a whole number in 1...\(Self.largestListCount)")
  }

  /// The largest whole number up to which `Float` represents all of them.
  static let largestListCount = 1 << 24

  /// The error for an option out of range.
  func error<Value>(_ option: String, _ value: Value, expected: String) -> LogitError {
    .invalidOption(name: "\(possessive) \(option)", value: "\(value)", expected: expected)
  }

  /// The checks of a part of the owner: `Adam's CosineDecay`.
  func part(_ part: String) -> OptionChecks { OptionChecks("\(possessive) \(part)") }

  private var possessive: String {
    if let name { return "\(owner) \"\(name)\"'s" }
    return owner.hasSuffix("s") ? "\(owner)'" : "\(owner)'s"
  }
}
