/// Reads the parts of a date or a time from a text, one after another.
struct DateTextReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.trimmingBlanks.utf8) }

  var isAtEnd: Bool { place == bytes.count }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// A run of one to nine digits.
  mutating func number() -> (value: Int, digits: Int)? {
    var (value, digits) = (0, 0)
    while let byte = next, (0x30...0x39).contains(byte) {
      guard digits < 9 else { return nil }
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      place += 1
    }
    return digits == 0 ? nil : (value, digits)
  }

  /// Skips what stands between the parts of a date; `nil` if there is nothing of that kind.
  mutating func separator() -> UInt8? {
    guard let byte = next, "-/. ".utf8.contains(byte) else { return nil }
    place += 1
    return byte
  }

  /// Skips a certain separator; whether it was there.
  mutating func separator(_ expected: UInt8?) -> Bool {
    guard let byte = next, byte == expected else { return false }
    place += 1
    return true
  }

  /// Skips blanks and a mark among them.
  mutating func skipBlanks(or mark: Unicode.Scalar) {
    while let byte = next, byte == 0x20 || byte == UInt8(ascii: mark) { place += 1 }
  }

  private static let months: [String] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// The number of a month by its English name, whole or of three letters (or `Sept`); reads nothing if there
  /// is no such name.
  mutating func month() -> Int? {
    var end = place
    while end < bytes.count, (0x61...0x7A).contains(bytes[end] | 0x20) { end += 1 }
    let name = String(decoding: bytes[place..<end], as: UTF8.self).lowercased()
    guard name.count >= 3,
      let index = Self.months.firstIndex(where: {
        $0 == name || $0.prefix(3) == name || $0 == "september" && name == "sept"
      })
    else { return nil }
    place = end
    return index + 1
  }

  /// Skips `T`, blanks, a comma with blanks, or the colon of SAS; whether one was there.
  mutating func skipToTime() -> Bool {
    guard let byte = next, "Tt ,:".utf8.contains(byte) else { return false }
    place += 1
    if byte != UInt8(ascii: "T") && byte != UInt8(ascii: "t") { skipBlanks(or: " ") }
    return !isAtEnd
  }

  /// `h:mm[:ss[.fraction]] [AM|PM] [zone]` up to the end.
  mutating func time() -> DateParts.Time? {
    guard let written = number(), written.digits <= 2, separator(UInt8(ascii: ":")),
      let minute = number(), minute.digits == 2, minute.value <= 59
    else { return nil }
    var hour = written.value
    var second = 0.0
    if separator(UInt8(ascii: ":")) {
      guard let whole = number(), whole.digits == 2, whole.value <= 60 else { return nil }
      second = Double(whole.value)
      if separator(UInt8(ascii: ".")) || separator(UInt8(ascii: ",")) {
        guard let fraction = number() else { return nil }
        second += Double(fraction.value) / (0..<fraction.digits).reduce(1.0) { power, _ in power * 10 }
      }
    }
    skipBlanks(or: " ")
    if let isAfternoon = halfOfDay() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
      skipBlanks(or: " ")
    }
    var time = DateParts.Time(hour: hour, minute: minute.value, second: second)
    guard (0...23).contains(hour) else { return nil }
    if isAtEnd { return time }
    guard let offset = zone() else { return nil }
    time.offset = offset
    return time
  }

  /// `AM` or `PM`; `nil` if there is neither.
  private mutating func halfOfDay() -> Bool? {
    guard place + 1 < bytes.count, bytes[place + 1] | 0x20 == UInt8(ascii: "m"),
      [UInt8(ascii: "a"), UInt8(ascii: "p")].contains(bytes[place] | 0x20)
    else { return nil }
    defer { place += 2 }
    return bytes[place] | 0x20 == UInt8(ascii: "p")
  }

  /// Minutes east of Greenwich of what is left, which is a name of universal time or an offset.
  private mutating func zone() -> Int? {
    let rest = String(decoding: bytes[place...], as: UTF8.self).uppercased()
    if ["Z", "UTC", "GMT"].contains(rest) {
      place = bytes.count
      return 0
    }
    let isWest = rest.first == "-"
    guard isWest || rest.first == "+" else { return nil }
    let digits = rest.dropFirst().filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ ("0"..."9").contains($0) }),
      let number = Int(digits)
    else { return nil }
    let (hours, minutes) = digits.count == 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 23, minutes <= 59 else { return nil }
    place = bytes.count
    return (hours * 60 + minutes) * (isWest ? -1 : 1)
  }
}
