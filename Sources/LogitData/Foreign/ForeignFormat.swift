package import LogitFiles

/// A file format that is no table for Logit: what its files are called, how they are recognized, and what to
/// do with them.
///
/// A new format is one more value in one of the lists: ``binary`` for formats with bytes of their own,
/// ``textual`` for those that are text.
package struct ForeignFormat: Sendable {
  /// What a file is, with its article: `"a Parquet file"`.
  package let name: String
  /// What to do, as the second half of a sentence.
  package let remedy: String
  /// The ends of its files' names, without the leading dot. They decide where the bytes are not text, but say
  /// nothing else.
  let extensions: [String]
  /// `nil` for a format that is known by the names of its files alone.
  private let recognizes: (@Sendable (FileEnds) -> Bool)?

  init(
    _ name: String, _ remedy: String, extensions: [String] = [],
    _ recognizes: (@Sendable (FileEnds) -> Bool)?
  ) {
    (self.name, self.remedy, self.extensions, self.recognizes) = (name, remedy, extensions, recognizes)
  }

  /// A format whose files begin with some bytes.
  init(_ name: String, _ remedy: String, extensions: [String] = [], start: [UInt8], at place: Int = 0) {
    self.init(name, remedy, extensions: extensions) { $0.starts(with: start, at: place) }
  }

  /// A format whose files begin with some characters. If a name of a column could be the same, other bytes
  /// must show that it is no text.
  init(_ name: String, _ remedy: String, extensions: [String] = [], start: String, at place: Int = 0) {
    let isLikeName = start.allSatisfy { $0.isLetter || $0.isNumber }
    self.init(name, remedy, extensions: extensions) {
      $0.starts(with: start, at: place) && (!isLikeName || $0.isBinary)
    }
  }

  /// The format of a file that is not text: by its bytes, or else by its name.
  ///
  /// - Parameters:
  ///   - ends: The first bytes, and the last ones where they are known.
  ///   - path: The name of the file.
  /// - Returns: `nil` for text, and for bytes that nothing is known of.
  package init?(binary ends: FileEnds, path: String) {
    if let format = Self.binary.first(where: { $0.recognizes?(ends) == true }) {
      self = format
      return
    }
    guard ends.isBinary else { return nil }
    let name = path.lowercased()
    let named = Self.binary.first { format in format.extensions.contains { name.hasSuffix(".\($0)") } }
    guard let named else { return nil }
    self =
      named.recognizes == nil
      ? named
      : Self("named as \(named.name) without beginning as one", named.remedy, named.recognizes)
  }

  /// The format of a text that is no table of separated values.
  ///
  /// - Parameter bytes: The beginning of the text.
  /// - Returns: `nil` for any other text.
  package init?(text bytes: ArraySlice<UInt8>) {
    let ends = FileEnds(Array(bytes.drop { " \t\r\n".utf8.contains($0) }))
    guard let format = Self.textual.first(where: { $0.recognizes?(ends) == true }) else { return nil }
    self = format
  }

  /// The format of a file that is not text.
  ///
  /// - Parameter source: The file.
  /// - Returns: `nil` for text, gzip, NPY, NPZ, SQLite and damaged archives, and for bytes that nothing is known of.
  /// - Throws: `FileError.notRead(path:reason:)`.
  package init?(binary source: StoredBytes) throws {
    let ends = try FileEnds(source)
    guard !ends.starts(with: NumPyHeader.magic), !ends.starts(with: SQLiteFile.magic),
      !Gzip.isGzip(ends.beginning),
      let format = Self(binary: ends, path: source.name)
    else { return nil }
    if ends.starts(with: Self.zipStart) {
      let entries = try? ZipArchive(source).entries
      if entries?.contains(where: { $0.name.hasSuffix(".npy") })
        ?? [Self.zip.name, Self.npz.name].contains(format.name)
      {
        return nil
      }
    }
    self = format
  }
}

extension ForeignFormat {
  static let zipStart: [UInt8] = Array("PK\u{3}\u{4}".utf8)
  static let withPandas = "write it as CSV first, for example with pandas: "
  /// For formats of tables where rows must be text: in a stream, or to be divided among processes.
  static let textOnly =
    "where rows are taken as text, write it as CSV first; elsewhere give the file by its name, and make it "
    + "again if it is damaged"
  static let noTable = "give a file with a row for each record"
  static let modelFirst = "predict, evaluate and plot take the model first and then a table"

  /// A format inside a zip archive that has an entry with one of these names.
  private static func zipped(
    _ name: String, _ remedy: String, extensions: [String] = [], entries: [String]
  ) -> ForeignFormat {
    ForeignFormat(name, remedy, extensions: extensions) { ends in
      ends.starts(with: zipStart) && entries.contains { ends.contains($0) }
    }
  }

  /// What can be read from a file, but not from a pipe.
  private static let npz = zipped(
    "an archive of NumPy arrays", "give the file by its name, ending in .npz", extensions: ["npz"],
    entries: [".npy"])

  /// Any other zip archive.
  private static let zip = ForeignFormat(
    "a zip archive", "unpack it with unzip", extensions: ["zip"], start: zipStart)

  /// The formats with bytes of their own; the first that fits counts.
  static let binary: [ForeignFormat] =
    archives + dataFiles + statisticsFiles + models + compressed + documents + texts

  private static let archives: [ForeignFormat] = [
    zipped(
      "an Excel workbook", "save the sheet as CSV", extensions: ["xlsx", "xlsm", "xlsb"], entries: ["xl/"]),
    zipped(
      "a Word document", "copy its table into a sheet and save that as CSV", extensions: ["docx"],
      entries: ["word/"]),
    zipped(
      "an OpenDocument sheet", "save the sheet as CSV", extensions: ["ods"],
      entries: ["opendocument.spreadsheet"]),
    zipped(
      "a Keras model", modelFirst, extensions: ["keras"], entries: ["model.weights.h5"]),
    zipped(
      "a PyTorch file, which is a pickle and can run any code when it is loaded",
      "write its arrays with numpy.savez", extensions: ["pt", "pth"], entries: ["/data.pkl"]),
    npz, zip,
    ForeignFormat("an empty zip archive", noTable, start: "PK\u{5}\u{6}"),
    ForeignFormat("a tar archive", "unpack it with tar -xf", extensions: ["tar"], start: "ustar", at: 257),
    ForeignFormat(
      "a 7z archive", "unpack it with 7z x", extensions: ["7z"], start: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    ForeignFormat("a RAR archive", "unpack it with unrar x", extensions: ["rar"], start: "Rar!\u{1A}\u{7}"),
  ]

  private static let dataFiles: [ForeignFormat] = [
    ForeignFormat(
      "an old Excel workbook or another file of old Office programs", "save the sheet as CSV",
      extensions: ["xls"], start: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    ForeignFormat("a Parquet file", textOnly, extensions: ["parquet"]) { ends in
      ["PAR1", "PARE"].contains { ends.starts(with: $0) } && ends.isBinary
    },
    ForeignFormat(
      "an Arrow file (Feather, version 2)", textOnly, extensions: ["feather", "arrow", "ipc"],
      start: "ARROW1"),
    ForeignFormat(
      "a Feather file of version 1",
      withPandas + "pandas.read_feather(path).to_csv(\"table.csv\", index=False)",
      start: "FEA1"),
    ForeignFormat("a stream of Arrow", textOnly, extensions: ["arrows"], isArrowStream),
    ForeignFormat("an ORC file", withPandas + "pandas.read_orc(path)", extensions: ["orc"], start: "ORC"),
    ForeignFormat(
      "an Avro file", "write it as CSV first, for example with fastavro", extensions: ["avro"],
      start: "Obj\u{1}"),
    ForeignFormat(
      "an SQLite database", "give the file by its name, uncompressed", start: "SQLite format 3\0"),
    ForeignFormat(
      "a database that is encrypted, damaged or none of SQLite's",
      "export the table as CSV with the program that wrote it", extensions: SQLiteFile.extensions, nil),
    ForeignFormat(
      "a DuckDB database",
      "export the table: duckdb FILE -c \"COPY name TO 'table.csv'\", or as table.parquet",
      extensions: ["duckdb"], start: "DUCK", at: 8),
    ForeignFormat(
      "an HDF5 file, as Keras's older models and pandas's stores are",
      "of a model, \(modelFirst); write a table as CSV first, for example with pandas.read_hdf",
      extensions: ["h5", "hdf5", "hdf", "mat"],
      start: [0x89] + Array("HDF\r\n".utf8)),
    ForeignFormat(
      "a MATLAB file", "write its arrays with numpy.savez, after scipy.io.loadmat", extensions: ["mat"],
      start: "MATLAB 5.0 MAT-file"),
    ForeignFormat(
      "a NumPy array", "give the file by its name, ending in .npy", extensions: ["npy"],
      start: NumPyHeader.magic),
    ForeignFormat("a dBASE table", "save it as CSV", extensions: ["dbf"], nil),
  ]

  private static let statisticsFiles: [ForeignFormat] = [
    ForeignFormat("a Stata file", withPandas + "pandas.read_stata(path)", extensions: ["dta"]) { ends in
      ends.starts(with: "<stata_dta>")
        || (0x69...0x73).contains(ends.beginning.first ?? 0)
          && [1, 2].contains(ends.number(1, at: 1) ?? 0) && ends.number(1, at: 2) == 1
          && ends.number(1, at: 3) == 0
    },
    ForeignFormat("an SPSS file", withPandas + "pandas.read_spss(path)", extensions: ["sav", "zsav"]) {
      $0.starts(with: "$FL2@(#)") || $0.starts(with: "$FL3@(#)")
    },
    ForeignFormat(
      "a SAS file", withPandas + "pandas.read_sas(path)", extensions: ["sas7bdat"],
      start: [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60]),
    ForeignFormat(
      "a SAS transport file", withPandas + "pandas.read_sas(path)", extensions: ["xpt"],
      start: "HEADER RECORD*******"),
    ForeignFormat("an R data file", "write it with write.csv in R", extensions: ["rda", "rds", "rdata"]) {
      ends in
      ["RDX2\n", "RDX3\n", "RDA2\nA\n", "RDA3\nA\n", "X\n\0\0\0\u{2}", "X\n\0\0\0\u{3}"]
        .contains { ends.starts(with: $0) }
    },
  ]

  private static let models: [ForeignFormat] = [
    ForeignFormat(
      "a model that Logit wrote", modelFirst, extensions: ["safetensors"]
    ) {
      isSafetensors($0) && $0.contains("logit-model")
    },
    ForeignFormat(
      "a safetensors file of another program", "write its tensors with numpy.savez",
      extensions: ["safetensors"],
      isSafetensors),
    ForeignFormat(
      "a pickle, which can run any code when it is loaded",
      "write the table as CSV in the program that made it", extensions: ["pkl", "pickle", "joblib"]
    ) { ends in
      ends.beginning.first == 0x80 && (2...5).contains(ends.number(1, at: 1) ?? 0)
        && (ends.number(1, at: 2) == 0x95 || ends.end.last ?? ends.beginning.last == UInt8(ascii: "."))
    },
    ForeignFormat("an ONNX model", modelFirst, extensions: ["onnx"], isONNX),
    ForeignFormat(
      "a TensorFlow Lite model", "give the table of its rows", extensions: ["tflite"], start: "TFL3", at: 4),
  ]

  /// The version of the representation, and then its producer, its operators or its graph.
  package static func isONNX(_ ends: FileEnds) -> Bool {
    ends.beginning.first == 8 && (1..<32).contains(ends.number(1, at: 1) ?? 0)
      && [0x12, 0x3A, 0x42].contains(ends.number(1, at: 2) ?? 0)
  }

  /// The mark and the size of a first message.
  static func isArrowStream(_ ends: FileEnds) -> Bool {
    ends.number(4, at: 0) == 0xFFFF_FFFF && (8...1 << 24).contains(ends.number(4, at: 4) ?? 0)
  }

  /// A length of eight bytes and a JSON object.
  package static func isSafetensors(_ ends: FileEnds) -> Bool {
    guard let length = ends.number(8, at: 0), (2...1 << 30).contains(length), ends.beginning.count > 9 else {
      return false
    }
    return ends.beginning[8] == UInt8(ascii: "{")
      && [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: " ")]
        .contains(ends.beginning[9])
  }

  private static let compressed: [ForeignFormat] = [
    ForeignFormat(
      "a gzip file", "unpack it with gzip -d", start: [0x1F, 0x8B]),
    ForeignFormat("a bzip2 file", "unpack it with bzip2 -d", extensions: ["bz2"]) { ends in
      ends.starts(with: "BZh") && (0x31...0x39).contains(ends.number(1, at: 3) ?? 0)
        && (ends.starts(with: [0x31, 0x41, 0x59, 0x26], at: 4)
          || ends.starts(with: [0x17, 0x72, 0x45], at: 4))
    },
    ForeignFormat(
      "an xz file", "unpack it with xz -d", extensions: ["xz"], start: [0xFD] + Array("7zXZ\0".utf8)),
    ForeignFormat(
      "a Zstandard file", "unpack it with zstd -d", extensions: ["zst"], start: [0x28, 0xB5, 0x2F, 0xFD]),
    ForeignFormat(
      "an LZ4 file", "unpack it with lz4 -d", extensions: ["lz4"], start: [0x04, 0x22, 0x4D, 0x18]),
    ForeignFormat("a file of compress", "unpack it with uncompress", extensions: ["Z"], start: [0x1F, 0x9D]),
  ]

  private static let documents: [ForeignFormat] = [
    ForeignFormat(
      "a PDF document", "copy its table into a sheet and save that as CSV", extensions: ["pdf"], start: "%PDF"
    ),
    ForeignFormat("an RTF document", "copy its table into a sheet and save that as CSV", start: "{\\rtf"),
    ForeignFormat("a PNG image", noTable, start: [0x89] + Array("PNG".utf8)),
    ForeignFormat("a JPEG image", noTable, start: [0xFF, 0xD8, 0xFF]),
    ForeignFormat("a GIF image", noTable, start: "GIF8"),
    ForeignFormat("a program", noTable) { ends in
      ends.starts(with: [0x7F] + Array("ELF".utf8)) || ends.starts(with: [0xCF, 0xFA, 0xED, 0xFE])
        || ends.starts(with: "MZ") && ends.contains("This program cannot be run in DOS mode")
    },
  ]

  private static let texts: [ForeignFormat] = [
    ForeignFormat("UTF-32 text", "convert it with iconv -f UTF-32 -t UTF-8", start: [0xFF, 0xFE, 0, 0]),
    ForeignFormat("UTF-16 text", "convert it with iconv -f UTF-16 -t UTF-8") {
      $0.starts(with: [0xFF, 0xFE]) || $0.starts(with: [0xFE, 0xFF])
    },
    ForeignFormat("UTF-16 text", "convert it with iconv -f UTF-16LE -t UTF-8") { isUTF16($0, zeros: 1) },
    ForeignFormat("UTF-16 text", "convert it with iconv -f UTF-16BE -t UTF-8") { isUTF16($0, zeros: 0) },
  ]

  /// Whether most bytes at odd (or even) places are 0, and hardly any others.
  private static func isUTF16(_ ends: FileEnds, zeros: Int) -> Bool {
    let bytes = ends.beginning.prefix(1 << 10)
    guard bytes.count > 3 else { return false }
    let counts = [0, 1].map { side in bytes.indices.count { $0 & 1 == side && bytes[$0] == 0 } }
    return counts[1 - zeros] == 0 && counts[zeros] * 4 > bytes.count
  }
}
