import LogitFiles

/// What a pickle names, found by walking over its opcodes, none of which is obeyed.
///
/// A pickle is a program that makes objects by calling what it names: loading one runs it. Source of the
/// opcodes: CPython's `pickletools`, protocols 0 to 5.
struct PickleScan {
  /// A class or function that the pickle names.
  struct Name: Hashable {
    let module: String
    let name: String
    var text: String { "\(module).\(name)" }
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
  /// The protocol; `nil` in those without one, 0 and 1.
  private(set) var version: Int?
  /// The byte at which the walk ended before the pickle did; `nil` if it saw all.
  private(set) var end: Int?

  private var seen: Set<Name> = []
  private var texts: [String] = []
  private var memo: [Int: String] = [:]
  private var remembered: Set<Int> = []
  /// Whether the last opcode left a text on the stack, which may be remembered.
  private var isText = false

  /// Walks over a pickle.
  init(_ bytes: [UInt8]) {
    var cursor = Cursor(bytes)
    while cursor.place < bytes.count {
      let place = cursor.place
      guard let opcode = cursor.byte() else { break }
      if opcode == UInt8(ascii: ".") { return }
      guard step(opcode, &cursor, at: place) else {
        end = place
        return
      }
    }
    end = bytes.count
  }

  /// The names that make more than objects.
  var harmfulNames: [(name: Name, byte: Int)] {
    names.filter { found in
      let parts = found.name.module.split(separator: ".")
      let stems = parts.indices.map { parts[...$0].joined(separator: ".") }
      let builtins = found.name.module == "__builtin__" ? "builtins.\(found.name.name)" : found.name.text
      return stems.contains(where: Self.harmful.contains) || Self.harmful.contains(builtins)
    }
  }

  /// Takes one opcode.
  ///
  /// - Returns: `false` for one that is none, or cut off.
  private mutating func step(_ opcode: UInt8, _ cursor: inout Cursor, at place: Int) -> Bool {
    var wasText = false
    defer { isText = wasText }
    switch opcode {
    case UInt8(ascii: "c"), UInt8(ascii: "i"):
      guard let module = cursor.line(), let name = cursor.line() else { return false }
      add(Name(module: module, name: name), at: place)
    case 0x93:
      guard texts.count >= 2 else { return true }
      add(Name(module: texts[texts.count - 2], name: texts[texts.count - 1]), at: place)
    case UInt8(ascii: "S"), UInt8(ascii: "V"), UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "F"),
      UInt8(ascii: "P"):
      guard let line = cursor.line() else { return false }
      if opcode == UInt8(ascii: "V") || opcode == UInt8(ascii: "S") { wasText = push(line) }
    case UInt8(ascii: "g"), UInt8(ascii: "p"):
      guard let line = cursor.line(), let index = Int(line) else { return false }
      wasText = opcode == UInt8(ascii: "g") ? recall(index) : remember(index)
    case UInt8(ascii: "h"), UInt8(ascii: "j"), UInt8(ascii: "q"), UInt8(ascii: "r"):
      guard let index = cursor.number(opcode == UInt8(ascii: "h") || opcode == UInt8(ascii: "q") ? 1 : 4)
      else {
        return false
      }
      let isRecalled = opcode == UInt8(ascii: "h") || opcode == UInt8(ascii: "j")
      wasText = isRecalled ? recall(index) : remember(index)
    case 0x94: wasText = remember(remembered.count)
    case 0x80:
      guard let number = cursor.number(1) else { return false }
      version = number
    default:
      if let size = Self.fixedSizes[opcode] { return cursor.skip(size) }
      if let size = Self.countedSizes[opcode] {
        guard let count = cursor.number(size), let bytes = cursor.bytes(count) else { return false }
        if Self.textOpcodes.contains(opcode) {
          wasText = push(String(decoding: bytes.prefix(256), as: UTF8.self))
        }
        return true
      }
      return Self.plain.contains(opcode)
    }
    return true
  }

  private mutating func add(_ name: Name, at place: Int) {
    if seen.insert(name).inserted { names.append((name, place)) }
  }

  private mutating func push(_ text: String) -> Bool {
    if texts.count > 64 { texts.removeFirst(32) }
    texts.append(text)
    return true
  }

  private mutating func recall(_ index: Int) -> Bool { memo[index].map { push($0) } ?? false }

  private mutating func remember(_ index: Int) -> Bool {
    if isText, let text = texts.last { memo[index] = text }
    remembered.insert(index)
    return isText
  }

  // MARK: Opcodes

  /// Opcodes whose argument has a size of its own.
  private static let fixedSizes: [UInt8: Int] = [
    UInt8(ascii: "J"): 4, UInt8(ascii: "K"): 1, UInt8(ascii: "M"): 2, UInt8(ascii: "G"): 8, 0x82: 1, 0x83: 2,
    0x84: 4,
    0x95: 8,
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
  /// Opcodes without an argument.
  private static let plain = Set("(]})012NaedsltbRouQ".utf8)
    .union([0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8F, 0x90, 0x91, 0x92, 0x97, 0x98])

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

    mutating func line() -> String? {
      guard let end = all[place...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { place = end + 1 }
      return String(decoding: all[place..<end].prefix(256), as: UTF8.self)
    }
  }
}
