/// How much memory a process may take up when it reads files.
///
///     var options = CSVOptions()
///     options.memory = .bytes(2 << 30)
///     let table = try Table(csv: "huge.csv.gz", options: options)
///
/// A small file can be made to decompress to more than any machine holds, and a pipe may never end. Whatever
/// piles up bytes of an input asks before each block whether the process still has room for it, and throws
/// ``FileError/outOfMemory(source:limit:)`` before the system runs short.
///
/// ``standard`` distrusts inputs besides: a device, which may have no end, and a compressed file that grows
/// beyond two gigabytes and two hundredfold are ``FileError/endlessInput(source:reason:)``. Any other limit
/// is taken to say that they are meant.
public struct MemoryLimit: Sendable, Hashable {
  /// The most bytes that the whole process may take up.
  public let byteCount: Int
  /// Whether devices are read, and compressed files whatever they grow to, up to ``byteCount``.
  public let trustsInputs: Bool
  /// What a compressed file of any size may grow to without being distrusted.
  package var unremarkableSize = 2_000_000_000

  /// Three quarters of the memory that the machine has, or that the container or the process is allowed;
  /// inputs that may have no end are refused.
  public static let standard = MemoryLimit(
    byteCount: ProcessMemory.available / 4 * 3, trustsInputs: false)

  /// No limit.
  public static let unlimited = MemoryLimit(byteCount: .max, trustsInputs: true)

  /// A limit of one's own.
  ///
  /// - Parameter count: The most bytes that the whole process may take up.
  /// - Returns: The limit.
  public static func bytes(_ count: Int) -> MemoryLimit {
    MemoryLimit(byteCount: count, trustsInputs: true)
  }

  /// Makes sure that there is room for some more bytes. Takes some microseconds.
  ///
  /// - Parameters:
  ///   - count: The bytes, which are not allocated yet.
  ///   - source: What they come from, for the message.
  /// - Throws: ``FileError/outOfMemory(source:limit:)``.
  package func require(_ count: Int, for source: String) throws(FileError) {
    guard byteCount < .max else { return }
    guard ProcessMemory.used <= byteCount - count else {
      throw .outOfMemory(source: source, limit: byteCount)
    }
  }

  /// Makes sure that an input ends.
  ///
  /// - Throws: ``FileError/endlessInput(source:reason:)`` for a device.
  package func requireEnd(of file: InputFile) throws(FileError) {
    guard file.isDevice && !trustsInputs else { return }
    throw .endlessInput(source: file.name, reason: "it is a device, which may have no end")
  }

  /// Makes sure that what a compressed input holds is no more than one would expect.
  ///
  /// - Parameters:
  ///   - size: The bytes that it has grown to.
  ///   - compressedSize: The bytes that they come from.
  ///   - source: What messages call the input.
  /// - Throws: ``FileError/endlessInput(source:reason:)``.
  package func requireUsualGrowth(
    to size: Int, from compressedSize: Int, of source: String
  ) throws(FileError) {
    guard !trustsInputs, size > unremarkableSize, size / Self.usualGrowth > compressedSize else {
      return
    }
    throw .endlessInput(
      source: source,
      reason: "it grows beyond two gigabytes and to \(Self.usualGrowth) times its size when decompressed")
  }

  /// By how much a file of any contents may grow. Deflate cannot shrink data to less than a thousandth; text
  /// it shrinks to a third, columns of zeros to a fiftieth.
  private static let usualGrowth = 200
}

extension MemoryLimit: LosslessStringConvertible {
  private static let units: [(name: String, byteCount: Double)] = [
    ("kib", 1024), ("mib", 0x1p20), ("gib", 0x1p30), ("tib", 0x1p40), ("kb", 1e3), ("mb", 1e6),
    ("gb", 1e9), ("tb", 1e12), ("k", 1e3), ("m", 1e6), ("g", 1e9), ("t", 1e12), ("b", 1),
  ]

  /// A limit from a text: `unlimited`, or a number of bytes above 0 with or without a unit, in any case: `k`,
  /// `kB`, `M`, `MB`, `G`, `GB`, `T` and `TB` are powers of 1000, `KiB`, `MiB`, `GiB` and `TiB` of 1024.
  ///
  /// - Parameter text: The text, such as `"512MB"` or `"1.5 GiB"`.
  public init?(_ text: String) {
    let text = text.lowercased()
    if text == "unlimited" {
      self = .unlimited
      return
    }
    let unit = Self.units.first { text.hasSuffix($0.name) }
    var digits = text.dropLast(unit?.name.count ?? 0)
    while digits.last == " " { digits.removeLast() }
    // Without signs, words and the notations of programmers.
    guard digits.allSatisfy({ "0123456789.".contains($0) }), let number = Double(digits) else { return nil }
    let byteCount = (number * (unit?.byteCount ?? 1)).rounded()
    guard byteCount >= 1, byteCount < 0x1p62 else { return nil }
    self = .bytes(Int(byteCount))
  }

  /// The limit as a text that ``init(_:)`` reads.
  public var description: String { byteCount == .max ? "unlimited" : "\(byteCount)" }
}
