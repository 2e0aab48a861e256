/// The type of an element in an NPY file, NumPy's `dtype`, limited to plain data.
struct NumPyType: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case boolean
    case signed
    case unsigned
    case floating
    /// Strings of a fixed number of bytes.
    case bytes
    /// Strings of a fixed number of characters, four bytes each.
    case unicode
    /// Unused bytes between the fields of a record.
    case padding
    /// Named values, one after another.
    case record([NumPyField])
  }

  var kind: Kind
  /// The size of an element in bytes.
  var byteCount: Int
  var isBigEndian = false

  /// NumPy's name of the type, such as `<f4`.
  var name: String {
    let order = isBigEndian ? ">" : "<"
    return switch kind {
    case .boolean: "|b1"
    case .signed: "\(byteCount == 1 ? "|" : order)i\(byteCount)"
    case .unsigned: "\(byteCount == 1 ? "|" : order)u\(byteCount)"
    case .floating: "\(order)f\(byteCount)"
    case .bytes: "|S\(byteCount)"
    case .unicode: "\(order)U\(byteCount / 4)"
    case .padding: "|V\(byteCount)"
    case .record(let fields):
      "[" + fields.map { "('\($0.name)', '\($0.type.name)')" }.joined(separator: ", ") + "]"
    }
  }

  /// Whether the elements are numbers or Boolean values.
  var isNumeric: Bool {
    switch kind {
    case .boolean, .signed, .unsigned, .floating: true
    case .bytes, .unicode, .padding, .record: false
    }
  }
}

/// A field of a record.
struct NumPyField: Sendable, Equatable {
  var name: String
  var type: NumPyType
  /// Its offset within the record.
  var offset: Int
}

// MARK: - Reading

/// Why a type cannot be read.
struct NumPyTypeError: Error, Equatable {
  var reason: String
  var remedy: String
}

extension NumPyType {
  /// The size of the largest element; NumPy itself cannot make larger ones.
  private static let largestByteCount = Int(Int32.max)

  /// Reads a type as the header describes it: a string such as `'<f4'`, or a list of fields.
  init(_ description: PythonLiteral) throws(NumPyTypeError) {
    switch description {
    case .text(let name): try self.init(name: name)
    case .list(let fields): try self.init(fields: fields)
    default:
      throw NumPyTypeError(
        reason: "a type such as '<f4' or a list of named ones", remedy: "save the array with numpy.save")
    }
  }

  private init(name: String) throws(NumPyTypeError) {
    var letters = name[...]
    var isBigEndian = false
    if let first = letters.first, "<>|=".contains(first) {
      isBigEndian = first == ">"
      letters.removeFirst()
    }
    let digits = letters.dropFirst()
    guard let letter = letters.first else { throw Self.unknown(name) }
    if let refusal = Self.refusal(letter, name: name) { throw refusal }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let size = Int(digits) else {
      throw Self.unknown(name)
    }
    let kind: Kind
    switch letter {
    case "b" where size == 1: kind = .boolean
    case "i" where [1, 2, 4, 8].contains(size): kind = .signed
    case "u" where [1, 2, 4, 8].contains(size): kind = .unsigned
    case "f" where [2, 4, 8].contains(size): kind = .floating
    case "S", "a": kind = .bytes
    case "U": kind = .unicode
    case "V": kind = .padding
    default: throw Self.unknown(name)
    }
    guard size <= Self.largestByteCount / 4 else {
      throw NumPyTypeError(
        reason: "elements of at most \(Self.largestByteCount) bytes, not '\(name)'",
        remedy: "the file is damaged, so use another one")
    }
    self.init(kind: kind, byteCount: kind == .unicode ? 4 * size : size, isBigEndian: isBigEndian)
  }

  /// What cannot be read, and why.
  private static func refusal(_ letter: Character, name: String) -> NumPyTypeError? {
    switch letter {
    case "O":
      NumPyTypeError(
        reason:
          "plain data, not Python objects ('\(name)'), which are stored as pickles whose loading can run any code",
        remedy: "in Python load it with allow_pickle=True, if you trust it, and save array.astype(float) or "
          + "array.astype(str)")
    case "c":
      NumPyTypeError(
        reason: "real numbers, not complex ones ('\(name)')",
        remedy: "save array.real and array.imag by themselves")
    case "M", "m":
      NumPyTypeError(
        reason: "numbers or texts, not dates or durations ('\(name)')",
        remedy: "save array.astype(str), or array.astype('int64') for a count of units")
    default: nil
    }
  }

  private static func unknown(_ name: String) -> NumPyTypeError {
    NumPyTypeError(
      reason: "one of b1, i1 to i8, u1 to u8, f2, f4, f8, S and U, not '\(name)'",
      remedy: "save array.astype('float64') or another of these types")
  }

  private init(fields literals: [PythonLiteral]) throws(NumPyTypeError) {
    var fields: [NumPyField] = []
    var offset = 0
    for literal in literals {
      guard case .tuple(let parts) = literal, parts.count == 2, case .text(let name) = parts[0],
        case .text(let typeName) = parts[1]
      else {
        throw NumPyTypeError(
          reason: "fields of a name and a plain type",
          remedy: "save nested fields, and those with a shape, by themselves"
        )
      }
      let type = try NumPyType(name: typeName)
      guard type.kind == .padding ? name.isEmpty : !name.isEmpty else {
        throw NumPyTypeError(
          reason: "named fields of numbers and texts, not '\(name)' of type '\(typeName)'",
          remedy: "save the other fields without it")
      }
      if type.kind != .padding { fields.append(NumPyField(name: name, type: type, offset: offset)) }
      offset += type.byteCount
      guard offset <= Self.largestByteCount else {
        throw NumPyTypeError(
          reason: "records of at most \(Self.largestByteCount) bytes", remedy: "save fewer fields at a time")
      }
    }
    self.init(kind: .record(fields), byteCount: offset)
  }
}
