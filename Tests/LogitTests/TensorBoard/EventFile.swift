import Foundation
import LogitFiles
import Testing

@testable import Logit

/// The events of a file, read by hand: lengths and checksums of records, then the messages in them.
struct EventFile {
  struct Event: Equatable {
    var seconds = 0.0
    var step = 0
    var version: String?
    var tag: String?
    var plugin: String?
    var content: [UInt8] = []
    var dataClass: Int?
    var type: Int?
    var shape: [Int] = []
    var numbers: [Double] = []
    var text: String?
  }

  private(set) var events: [Event] = []

  /// - Throws: For a record whose checksum is another one, or that is cut off.
  init(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var place = 0
    func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
      defer { place += MemoryLayout<Number>.size }
      return (0..<MemoryLayout<Number>.size).reduce(Number(0)) { $0 | Number(bytes[place + $1]) << (8 * $1) }
    }
    while place < bytes.count {
      try #require(place + 16 <= bytes.count)
      let length = Array(bytes[place..<place + 8])
      let count = Int(number(UInt64.self))
      try #require(number(UInt32.self) == CRC32C.masked(length))
      try #require(place + count + 4 <= bytes.count)
      let record = Array(bytes[place..<place + count])
      place += count
      try #require(number(UInt32.self) == CRC32C.masked(record))
      events.append(try Self.event(record))
    }
  }

  /// The only file of a directory.
  init(in directory: String) throws {
    let paths = try Self.paths(in: directory)
    try #require(paths.count == 1, "\(paths)")
    try self.init(path: paths[0])
  }

  /// The event files of a directory, in the order of their names.
  static func paths(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasPrefix("events.") }.sorted()
      .map { "\(directory)/\($0)" }
  }

  /// The values of a series, by step.
  func scalars(_ tag: String) -> [Int: Double] {
    let found = events.filter { $0.tag == tag && $0.plugin == "scalars" }
    return Dictionary(found.map { ($0.step, $0.numbers[0]) }) { $1 }
  }

  /// All tags, each once.
  var tags: Set<String> { Set(events.compactMap(\.tag)) }

  private static func event(_ bytes: [UInt8]) throws -> Event {
    var message = ProtobufMessage(StoredBytes(bytes, name: "event"), name: "event")
    var event = Event()
    while let field = try message.next() {
      switch field.number {
      case 1: event.seconds = try message.double(field)
      case 2: event.step = try message.integer(field)
      case 3: event.version = try message.text(field)
      case 5:
        var summary = try message.message(field, name: "summary")
        while let value = try summary.next() {
          try read(summary.message(value, name: "value"), bytes, into: &event)
        }
      default: break
      }
    }
    return event
  }

  private static func read(_ message: ProtobufMessage, _ bytes: [UInt8], into event: inout Event) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: event.tag = try message.text(field)
      case 8: try readTensor(message.message(field, name: "tensor"), into: &event)
      case 9:
        var metadata = try message.message(field, name: "metadata")
        while let part = try metadata.next() {
          if part.number == 4 { event.dataClass = try metadata.integer(part) }
          guard part.number == 1 else { continue }
          var plugin = try metadata.message(part, name: "plugin")
          while let item = try plugin.next() {
            if item.number == 1 { event.plugin = try plugin.text(item) }
            if item.number == 2, let range = item.range { event.content = Array(bytes[range]) }
          }
        }
      default: break
      }
    }
  }

  private static func readTensor(_ message: ProtobufMessage, into event: inout Event) throws {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: event.type = try message.integer(field)
      case 2:
        var shape = try message.message(field, name: "shape")
        while let dimension = try shape.next() {
          var size = try shape.message(dimension, name: "dimension")
          while let part = try size.next() { event.shape.append(try size.integer(part)) }
        }
      case 5:
        var floats: [Float] = []
        try message.add(field, to: &floats, limit: 1 << 20)
        event.numbers += floats.map { Double($0) }
      case 6: try message.add(field, to: &event.numbers, limit: 1 << 20)
      case 8: event.text = try message.text(field)
      default: break
      }
    }
  }
}
