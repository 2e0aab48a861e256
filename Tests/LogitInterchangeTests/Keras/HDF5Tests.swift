import Testing

@testable import LogitFiles
@testable import LogitInterchange

@Suite("HDF5 that h5py wrote")
struct HDF5Tests {
  private func floats(_ file: HDF5File, _ path: String) throws -> [Float] {
    let dataset = try #require(file.dataset(path))
    var values = [Float](repeating: -9, count: dataset.count)
    try values.withUnsafeMutableBufferPointer { try file.read(dataset, into: $0) }
    return values
  }

  /// The same weights as h5py's plain form, written by Keras.
  private static let weights = [
    "layers/sequential/layers/dense/vars/0", "layers/sequential/layers/dense/vars/1",
    "layers/sequential/layers/p_re_lu/vars/0", "layers/dense/vars/0", "layers/dense/vars/1",
  ]

  @Test(
    "has the same numbers in chunks with filters, big-endian, compact, and in the latest form",
    arguments: ["rewritten.h5", "latest.h5"])
  func otherForms(name: String) throws {
    let (plain, other) = (try KerasFixture.hdf5("nested.weights.h5"), try KerasFixture.hdf5(name))
    for path in Self.weights {
      #expect(try floats(other, path) == floats(plain, path), "\(path)")
      #expect(other.dataset(path)?.shape == plain.dataset(path)?.shape)
    }
  }

  @Test("has numbers of half precision, bytes and 64-bit integers")
  func otherTypes() throws {
    let file = try KerasFixture.hdf5("rewritten.h5")
    #expect(try floats(file, "numbers/half") == [1, -2.5, 5.9604645e-08, .infinity])
    #expect(try floats(file, "numbers/bytes") == [1, 255])
    let long = try #require(file.dataset("numbers/long"))
    #expect(try file.doubles(long) == [-1, 1_099_511_627_776])
  }

  @Test(
    "has the same numbers however they are divided into chunks and filtered",
    arguments: ["edges", "rows", "whole", "planes", "large", "single", "checked first"])
  func chunks(name: String) throws {
    let file = try KerasFixture.hdf5("chunks.h5")
    #expect(try floats(file, name) == floats(file, "plain"))
    #expect(file.dataset(name)?.shape == [5, 7, 3])
  }

  @Test("is refused where a byte of a chunk was changed", arguments: ["whole", "planes", "large"])
  func changedChunks(name: String) throws {
    let plain = try KerasFixture.bytes("chunks.h5")
    let file = try KerasFixture.hdf5("chunks.h5")
    guard case .chunked(let layout)? = file.dataset(name)?.storage, let tree = layout.tree else {
      Issue.record("\(name) is not in chunks")
      return
    }
    // Behind the head of a node of 24 bytes, its first key: a size, a mask and four places; then an address.
    let size = Int(plain[tree + 24]) | Int(plain[tree + 25]) << 8
    let address = Int(plain[tree + 64]) | Int(plain[tree + 65]) << 8
    for place in [address + size / 2, address + size - 1] {
      var bytes = plain
      bytes[place] ^= 1
      let other = try HDF5File(StoredBytes(bytes, name: "a.h5"))
      let text = message { _ = try floats(other, name) }
      #expect(text.contains("the chunks of the dataset \"/\(name)\"") && text.contains("checksum"), "\(text)")
    }
  }

  #if os(Linux)
  @Test("takes no memory for what a chunk holds beyond the dataset")
  func farChunks() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      // A chunk of 64 MiB is usual in a file of some megabytes.
      let bytes = try KerasFixture.bytes("far.h5") + [UInt8](repeating: 0, count: 3 << 20)
      let file = try HDF5File(StoredBytes(bytes, name: "far.h5"))
      let before = try Self.peakMemory()
      #expect(try HDF5Tests().floats(file, "a") == [1, -2.5, 3])
      let taken = try Self.peakMemory() - before
      if taken > 10 << 20 { fatalError("\(taken) bytes were taken") }
    }
    #expect(result != nil)
  }

  /// The most memory that the process has taken so far, in bytes.
  private static func peakMemory() throws -> Int {
    let status = try StoredBytes(contentsOf: "/proc/self/status").prefix(.max)
    let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }
  #endif

  @Test("has texts of fixed and of any length")
  func texts() throws {
    let file = try KerasFixture.hdf5("latest.h5")
    #expect(try file.texts("words", of: "") == ["first", "zweites", "träumen"])
    #expect(try file.texts("fixed", of: "") == ["a", "bcd"])
    #expect(try file.texts("other", of: "") == nil)
  }

  @Test(
    "is refused by name where it leads elsewhere",
    arguments: [
      ("links.h5", "soft link \"a\""), ("external.h5", "external"), ("virtual.h5", "virtual dataset"),
      ("elsewhere.h5", "data in other files"), ("lzf.h5", "LZF (32000)"), ("hard.h5", "two things"),
    ])
  func refused(name: String, part: String) throws {
    let text = message { _ = try KerasFixture.hdf5(name) }
    #expect(text.contains(part) && text.contains(name), "\(text)")
  }

  private func littleEndian(_ number: Int) -> [UInt8] {
    (0..<8).map { (byte: Int) -> UInt8 in UInt8(truncatingIfNeeded: number >> (8 * byte)) }
  }

  private func firstPlace(of part: [UInt8], in bytes: [UInt8]) -> Int? {
    bytes.indices.first { bytes[$0...].starts(with: part) }
  }

  @Test("with lengths whose product overflows, hidden by a length of 0 or not, is read or refused")
  func hugeShapes() throws {
    func file(_ shape: [Int]) throws -> HDF5File {
      let writer = HDF5Writer()
      writer.add("a", shape: [77, 78, 0], .integers([]))
      var bytes = writer.encoded()
      for (length, other) in zip([77, 78, 0], shape) where length > 0 {
        let place = try #require(firstPlace(of: littleEndian(length), in: bytes))
        bytes.replaceSubrange(place..<place + 8, with: littleEndian(other))
      }
      if shape[2] > 0 {
        let place = try #require(firstPlace(of: littleEndian(shape[1]), in: bytes))
        bytes[place + 8] = UInt8(shape[2])
      }
      return try HDF5File(StoredBytes(bytes, name: "a.h5"))
    }
    let empty = try file([1 << 40, 1 << 41, 0])
    #expect(empty.dataset("a")?.count == 0)
    #expect(message { _ = try file([1 << 40, 1 << 41, 1]) }.contains("a size that can be counted"))
  }

  /// Two datasets of two numbers each at the root.
  private func pair() -> [UInt8] {
    let writer = HDF5Writer()
    return [Float](arrayLiteral: 1, 2).withUnsafeBufferPointer { numbers in
      writer.add("a", shape: [2], .floats(numbers))
      writer.add("b", shape: [2], .floats(numbers))
      return writer.encoded()
    }
  }

  @Test("whose datasets share their numbers is refused")
  func overlapping() throws {
    var bytes = pair()
    // Contiguous storage of 8 bytes, and before that number the address.
    let size: [UInt8] = [8, 0, 0, 0, 0, 0, 0, 0]
    let layouts = bytes.indices.dropLast(18).filter { (place: Int) -> Bool in
      Array(bytes[place..<place + 2]) == [3, 1] && Array(bytes[place + 10..<place + 18]) == size
    }
    try #require(layouts.count == 2)
    bytes[layouts[1] + 2] = bytes[layouts[0] + 2] + 4
    bytes[layouts[1] + 3] = bytes[layouts[0] + 3]
    let text = message { _ = try HDF5File(StoredBytes(bytes, name: "a.h5")) }
    #expect(text.contains("the dataset \"/b\" should be after the end of \"/a\""), "\(text)")
  }

  @Test("with a group within itself, or an object under two names, is refused")
  func circles() throws {
    let plain = pair()
    let names = try #require(plain.indices.last { plain[$0...].starts(with: "SNOD".utf8) })
    // Where the headers of the root, of the first and of the second object are.
    let (root, first, second) = (64..<72, names + 16..<names + 24, names + 56..<names + 64)
    for (from, to) in [(root, first), (first, second)] {
      var bytes = plain
      bytes.replaceSubrange(to, with: plain[from])
      let text = message { _ = try HDF5File(StoredBytes(bytes, name: "a.h5")) }
      #expect(text.contains("part of a circle, or of two things"), "\(text)")
    }
  }

  @Test("comes back from our writer, with groups of any size")
  func roundTrip() throws {
    let writer = HDF5Writer()
    // More names than two levels of nodes hold.
    let count = 700
    let values = (0..<count).map { [Float($0), Float($0) / 3] }
    let bytes = values.flatMap { $0 }.withUnsafeBufferPointer { buffer in
      for index in 0..<count {
        let part = UnsafeBufferPointer(rebasing: buffer[2 * index..<2 * index + 2])
        writer.add("g/n\(index)", shape: [2, 1], .floats(part))
      }
      writer.add("i", shape: [], .integers([-5]))
      writer.addGroup("empty")
      writer.setText("title", "Grüße", of: "")
      writer.setTexts("names", (0..<4500).map { "name \($0)" }, of: "g")
      writer.setTexts("none", [], of: "g")
      return writer.encoded()
    }
    let file = try HDF5File(StoredBytes(bytes, name: "a.h5"))
    #expect(file.children(of: "g")?.count == count)
    for index in [0, 1, 99, 256, 257, 699] { #expect(try floats(file, "g/n\(index)") == values[index]) }
    #expect(try file.doubles(#require(file.dataset("i"))) == [-5])
    #expect(file.children(of: "empty") == [])
    #expect(try file.text("title", of: "") == "Grüße")
    #expect(try file.texts("names0", of: "g")?.count == HDF5Writer.largestListCount)
    #expect(try file.texts("names1", of: "g")?.last == "name 4499")
    #expect(try file.isEmptyAttribute("none", of: "g"))
  }
}
