import Logit
import LogitFiles
import Testing

@testable import LogitData

@Suite struct NumPyHeaderTests {
  /// A file with this header and so many zeros after it.
  private static func file(_ header: String, dataCount: Int, version: UInt8 = 1, length: Int? = nil)
    -> [UInt8]
  {
    let length = length ?? header.utf8.count
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    for shift in 0..<(version == 1 ? 2 : 4) { bytes.append(UInt8(truncatingIfNeeded: length >> (8 * shift))) }
    return bytes + Array(header.utf8) + Array(repeating: 0, count: dataCount)
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",
    "{'shape': (2, 3), 'descr': '<f4', 'fortran_order': False}",
    "{\"shape\":(2,3,),\"fortran_order\":False,\"descr\":'f4'}   \n\n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L)}",
    " {'descr': '\\x3cf4', 'fortran_order': False, 'shape': (+2, 3), }",
  ])
  func `headers are read as Python reads them`(header: String) throws {
    let array = try NumPyArray(bytes: Self.file(header, dataCount: 24))
    #expect(array.shape == [2, 3] && array.typeName == "<f4")
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4)}", "32 bytes of [2, 4]"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", "save each array in a file of its own"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3)}", "not negative"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 6)}", "can be counted"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}", "can be counted"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,)}", "can be counted"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "fits 64 bits"),
    ("{'descr': '<U0', 'fortran_order': False, 'shape': (4611686018427387904,)}", "can be counted"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}", "a tuple such as (3, 4)"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (6)}", "a tuple such as (3, 4)"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3)}", "a comma or \")\""),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}", "True or False"),
    ("{'descr': '<f4', 'shape': (2, 3)}", "the keys descr, fortran_order and shape"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}", "the keys descr"),
    ("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}", "once"),
    ("{'descr': '<f16', 'fortran_order': False, 'shape': (2, 3)}", "not '<f16'"),
    ("{'descr': '<S99999999999', 'fortran_order': False, 'shape': (2, 3)}", "at most"),
    ("{'descr': 4, 'fortran_order': False, 'shape': (2, 3)}", "a type such as"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)", "a comma or \"}\""),
    ("{'descr': '<f4, 'fortran_order': False, 'shape': (2, 3)}", "a comma or \"}\""),
    ("__import__('os').system('true')", "a value"),
    ("(((((((((((((((", "no deeper nesting"),
    ("", "a value"),
    ("{}", "the keys descr"),
  ])
  func `a header that lies or is damaged is refused before anything is reserved`(
    header: String, reason: String
  ) {
    let error = #expect(throws: FileError.self) {
      try NumPyArray(bytes: Self.file(header, dataCount: 24), name: "x.npy")
    }
    #expect(error?.description.hasPrefix("Cannot read x.npy: ") == true)
    #expect(error?.description.contains(reason) == true, "\(error)")
  }

  @Test func `lengths, versions and encodings of headers are checked`() {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"
    let cases: [([UInt8], String)] = [
      (Self.file(header, dataCount: 24, version: 4), "1.0, 2.0 or 3.0"),
      (Self.file(header, dataCount: 24, length: 65535), "said to be 65535 bytes long"),
      (Self.file(header, dataCount: 24, version: 2, length: 1 << 31), "said to be 2147483648 bytes long"),
      (Self.file("{'descr': '<f4'\u{0}", dataCount: 24), "a comma"),
      (Array("PK\u{3}\u{4} no npy".utf8), "the bytes 80 75"),
      ([], "nothing"),
    ]
    for (bytes, reason) in cases {
      let error = #expect(throws: FileError.self) { try NumPyArray(bytes: bytes) }
      #expect(error?.description.contains(reason) == true, "\(error)")
    }
    var latin = Self.file(header, dataCount: 24, version: 3)
    latin[20] = 0xFF
    let error = #expect(throws: FileError.self) { try NumPyArray(bytes: latin) }
    #expect(error?.description.contains("UTF-8") == true)
  }

  @Test func `a file that is cut off anywhere is refused`() throws {
    let bytes = try Fixture.bytes("NumPy/version-1.npy")
    for count in 0..<bytes.count {
      #expect(throws: FileError.self) { try NumPyArray(bytes: Array(bytes[..<count])) }
    }
  }

  @Test func `an entry of an archive that holds less than its list says is refused`() throws {
    let bytes = try Fixture.bytes("NumPy/version-1.npy")
    #expect(try NumPyHeader(StoredBytes(bytes, name: "x"), of: bytes.count).count > 0)
    for count in 0..<128 {
      #expect(throws: FileError.self) {
        try NumPyHeader(StoredBytes(Array(bytes[..<count]), name: "x"), of: bytes.count)
      }
    }
  }

  @Test func `more columns than a table can have are refused, though they cost no bytes`() throws {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296)}"
    let array = try NumPyArray(bytes: Self.file(header, dataCount: 0))
    #expect(throws: DataError.self) { try Table(array) }
    // Rows without columns cost nothing either.
    let rows = try NumPyArray(
      bytes: Self.file("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 0)}", dataCount: 0))
    #expect(try Table(rows).columnCount == 0)
  }
}
