import LogitFiles

/// What a pickle names, found by walking over its opcodes, none of which is obeyed.
///
/// A pickle is a program that makes objects by calling what it names: loading one runs it. The walk keeps
/// account of the stack and the memo as far as texts are on them, so that a name is found whatever was put
/// between its parts and taken away again. A name whose parts are not there as texts is made up while the
/// pickle is loaded; it is reported as one that nobody knows. Pickles one behind the other, as several calls
/// of `dump` write them, are all walked over. Source of the opcodes: CPython's `pickletools`, protocols 0 to
/// 5.
struct PickleScan {
  /// A class or function that the pickle names.
  struct Name: Hashable {
    /// A part that is made up while the pickle is loaded.
    static let computed = "(computed)"

    let module: String
    let name: String
    var text: String { "\(module).\(name)" }
    var isComputed: Bool { module == Self.computed || name == Self.computed }
  }

  /// Modules and functions that make more than objects: they start programs, reach files and the network, or
  /// run text.
  private static let harmful: Set<String> = [
    "os", "posix", "nt", "posixpath", "ntpath", "subprocess", "sys", "socket", "shutil", "pty", "commands",
    "ctypes", "runpy",
    "importlib", "webbrowser", "urllib.request", "requests", "http.client", "ftplib", "smtplib",
    "multiprocessing", "asyncio",
    "code", "codeop", "pdb", "bdb", "timeit", "cProfile", "profile", "tempfile", "pathlib", "io", "pip",
    "builtins.eval",
    "builtins.exec", "builtins.compile", "builtins.__import__", "builtins.getattr", "builtins.open",
    "builtins.breakpoint",
    "operator.attrgetter", "operator.methodcaller", "numpy.testing._private.utils.runstring", "torch.hub",
    "torch.load",
    "keras.layers.Lambda", "marshal.loads", "types.FunctionType", "types.CodeType", "dill", "cloudpickle",
  ]

  /// What is named, with the byte at which it is first, in order.
  private(set) var names: [(name: Name, byte: Int)] = []
  /// The protocol of the first pickle; `nil` in those without one, 0 and 1.
  private(set) var version: Int?
  /// How many pickles were seen to their ends.
  private(set) var pickleCount = 0
  /// The byte at which the walk ended before the bytes did; `nil` if it saw all.
  private(set) var end: Int?

  /// What is on the stack, as far as it matters.
  private enum Item {
    case text(String)
    case mark
    case other
  }

  /// The deepest stack; objects of a million parts are put there a thousand at a time.
  private static let deepestStack = 1 << 20
  /// The most objects that are remembered, and the most names; models have some hundreds of either.
  private static let mostRemembered = 1 << 22
  private static let mostNames = 1 << 14

  private var isWithinLimits: Bool {
    stack.count <= Self.deepestStack && remembered.count <= Self.mostRemembered
      && names.count <= Self.mostNames
  }

  private var seen: Set<Name> = []
  private var stack: [Item] = []
  private var memo: [Int: String] = [:]
  private var remembered: Set<Int> = []

  /// Walks over pickles.
  init(_ bytes: [UInt8]) {
    var cursor = Cursor(bytes)
    while cursor.place < bytes.count {
      let place = cursor.place
      guard let opcode = cursor.byte() else { break }
      guard opcode != UInt8(ascii: ".") else {
        pickleCount += 1
        (stack, memo, remembered) = ([], [:], [])
        if cursor.place == bytes.count { return }
        continue
      }
      guard step(opcode, &cursor, at: place), isWithinLimits else {
        end = place
        return
      }
    }
    end = bytes.count
  }

  /// The names that make more than objects, and those that nobody knows.
  var harmfulNames: [(name: Name, byte: Int)] {
    names.filter { found in
      let parts = found.name.module.split(separator: ".")
      let stems = parts.indices.map { parts[...$0].joined(separator: ".") }
      let builtins = found.name.module == "__builtin__" ? "builtins.\(found.name.name)" : found.name.text
      // A name with dots goes on from module to module: logging's os.system is that of os.
      let reached = found.name.name.split(separator: ".").map(String.init).dropLast()
      return found.name.isComputed || stems.contains(where: Self.harmful.contains)
        || reached.contains(where: Self.harmful.contains) || Self.harmful.contains(builtins)
    }
  }

  /// Takes one opcode.
  ///
  /// - Returns: `false` for one that is none, or cut off.
  private mutating func step(_ opcode: UInt8, _ cursor: inout Cursor, at place: Int) -> Bool {
    switch opcode {
    case UInt8(ascii: "c"), UInt8(ascii: "i"):
      guard let module = cursor.line(), let name = cursor.line() else { return false }
      if opcode == UInt8(ascii: "i") { popToMark() }
      push(Name(module: Self.utf8(module), name: Self.utf8(name)), at: place)
    case 0x93:
      let (name, module) = (popText(), popText())
      push(Name(module: module ?? Name.computed, name: name ?? Name.computed), at: place)
    case 0x82, 0x83, 0x84:
      // A number that Python's registry of extensions, which is not in the file, has a name for.
      guard let number = cursor.number([0x82: 1, 0x83: 2, 0x84: 4][opcode] ?? 1) else { return false }
      push(Name(module: Name.computed, name: "extension \(number)"), at: place)
    case UInt8(ascii: "g"), UInt8(ascii: "p"):
      guard let line = cursor.line(), let index = Int(Self.utf8(line)) else { return false }
      if opcode == UInt8(ascii: "g") { recall(index) } else { remember(index) }
    case UInt8(ascii: "h"), UInt8(ascii: "q"):
      guard let index = cursor.number(1) else { return false }
      if opcode == UInt8(ascii: "h") { recall(index) } else { remember(index) }
    case UInt8(ascii: "j"), UInt8(ascii: "r"):
      guard let index = cursor.number(4) else { return false }
      if opcode == UInt8(ascii: "j") { recall(index) } else { remember(index) }
    case 0x94: remember(remembered.count)
    case 0x80:
      guard let number = cursor.number(1) else { return false }
      version = version ?? number
    default: return take(opcode, &cursor)
    }
    return true
  }

  /// Takes an opcode that names nothing and does not reach the memo.
  private mutating func take(_ opcode: UInt8, _ cursor: inout Cursor) -> Bool {
    if Self.lineOpcodes.contains(opcode) {
      guard let line = cursor.line() else { return false }
      switch opcode {
      case UInt8(ascii: "V"): stack.append(.text(PickleText.rawUnicode(line)))
      case UInt8(ascii: "S"): stack.append(.text(PickleText.literal(line)))
      default: stack.append(.other)
      }
    } else if let size = Self.fixedSizes[opcode] {
      guard cursor.skip(size) else { return false }
      // A frame is nothing of its own.
      if opcode != 0x95 { stack.append(.other) }
    } else if let size = Self.countedSizes[opcode] {
      guard let count = cursor.number(size), let bytes = cursor.bytes(count) else { return false }
      let isText = Self.textOpcodes.contains(opcode)
      stack.append(isText ? .text(Self.utf8(bytes.prefix(PickleText.longest))) : .other)
    } else if let effect = Self.effects[opcode] {
      if effect.takesMarked { popToMark() }
      stack.removeLast(min(effect.taken, stack.count))
      if effect.leaves { stack.append(.other) }
    } else {
      switch opcode {
      case UInt8(ascii: "("): stack.append(.mark)
      case UInt8(ascii: "2"): stack.append(stack.last ?? .other)
      case UInt8(ascii: "0"): if stack.popLast() == nil { return true }
      default: return false
      }
    }
    return true
  }

  // MARK: Stack and memo

  private mutating func push(_ name: Name, at place: Int) {
    if seen.insert(name).inserted { names.append((name, place)) }
    stack.append(.other)
  }

  /// The text at the top, taken off; `nil` if there is something else.
  private mutating func popText() -> String? {
    if case .text(let text)? = stack.popLast() { text } else { nil }
  }

  private mutating func popToMark() {
    while let item = stack.popLast() {
      if case .mark = item { return }
    }
  }

  private mutating func recall(_ index: Int) {
    stack.append(memo[index].map { .text($0) } ?? .other)
  }

  private mutating func remember(_ index: Int) {
    // What was remembered before under the number is gone, whatever is remembered now.
    if case .text(let text)? = stack.last { memo[index] = text } else { memo[index] = nil }
    remembered.insert(index)
  }

  private static func utf8(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Opcodes

  /// Opcodes whose argument is the rest of a line, and which leave something.
  private static let lineOpcodes = Set("SVILFP".utf8)
  /// Opcodes whose argument has a size of its own, and which leave something.
  private static let fixedSizes: [UInt8: Int] = [
    UInt8(ascii: "J"): 4, UInt8(ascii: "K"): 1, UInt8(ascii: "M"): 2, UInt8(ascii: "G"): 8, 0x95: 8,
  ]
  /// Opcodes with a count of so many bytes before what they hold.
  private static let countedSizes: [UInt8: Int] = [
    UInt8(ascii: "U"): 1, UInt8(ascii: "T"): 4, UInt8(ascii: "C"): 1, UInt8(ascii: "B"): 4,
    UInt8(ascii: "X"): 4, 0x8A: 1,
    0x8B: 4, 0x8C: 1, 0x8D: 8, 0x8E: 8, 0x96: 8,
  ]
  private static let textOpcodes: Set<UInt8> = [
    UInt8(ascii: "U"), UInt8(ascii: "T"), UInt8(ascii: "X"), 0x8C, 0x8D,
  ]

  /// What an opcode without an argument does to the stack.
  private struct Effect {
    /// Whether all down to the last mark is taken.
    var takesMarked = false
    var taken = 0
    var leaves = false
  }

  private static let effects: [UInt8: Effect] = {
    var effects: [UInt8: Effect] = [
      // POP_MARK; APPENDS, SETITEMS, ADDITEMS: the object below the mark stays.
      UInt8(ascii: "1"): Effect(takesMarked: true), UInt8(ascii: "e"): Effect(takesMarked: true),
      UInt8(ascii: "u"): Effect(takesMarked: true), 0x90: Effect(takesMarked: true),
      // APPEND, SETITEM, BUILD.
      UInt8(ascii: "a"): Effect(taken: 1), UInt8(ascii: "s"): Effect(taken: 2),
      UInt8(ascii: "b"): Effect(taken: 1),
      // REDUCE, NEWOBJ, NEWOBJ_EX; BINPERSID; TUPLE1 to TUPLE3; READONLY_BUFFER.
      UInt8(ascii: "R"): Effect(taken: 2, leaves: true), 0x81: Effect(taken: 2, leaves: true),
      0x92: Effect(taken: 3, leaves: true), UInt8(ascii: "Q"): Effect(taken: 1, leaves: true),
      0x85: Effect(taken: 1, leaves: true), 0x86: Effect(taken: 2, leaves: true),
      0x87: Effect(taken: 3, leaves: true), 0x98: Effect(taken: 1, leaves: true),
    ]
    // TUPLE, LIST, DICT, OBJ, FROZENSET.
    for opcode in Array("tldo".utf8) + [0x91] { effects[opcode] = Effect(takesMarked: true, leaves: true) }
    // EMPTY_TUPLE, EMPTY_LIST, EMPTY_DICT, NONE, NEWTRUE, NEWFALSE, EMPTY_SET, NEXT_BUFFER.
    for opcode in Array(")]}N".utf8) + [0x88, 0x89, 0x8F, 0x97] { effects[opcode] = Effect(leaves: true) }
    return effects
  }()

  /// Reads on in bytes, and never beyond them.
  private struct Cursor {
    private let all: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) { all = bytes }

    mutating func byte() -> UInt8? {
      guard place < all.count else { return nil }
      place += 1
      return all[place - 1]
    }

    mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= all.count - place else { return nil }
      place += count
      return all[place - count..<place]
    }

    /// A number of so many bytes, the least first; `nil` for one that no file is as long as.
    mutating func number(_ size: Int) -> Int? {
      bytes(size).flatMap {
        $0.reversed().reduce(0 as Int?) { sum, byte in
          sum.flatMap { $0 > Int.max >> 9 ? nil : $0 << 8 | Int(byte) }
        }
      }
    }

    /// The bytes up to the end of the line, those that a text may have.
    mutating func line() -> ArraySlice<UInt8>? {
      guard let end = all[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { place = end + 1 }
      return all[place..<end].prefix(PickleText.longest)
    }
  }
}
