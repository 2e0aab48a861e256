import LogitFiles
import Testing

@Suite struct StagedFileTests {
  @Test func `a file is not there before it is committed, and is whole afterwards`() throws {
    let file = TemporaryFile(".txt")
    let staged = try StagedFile(file.path)
    try staged.write("one, ")
    try staged.write("two")
    #expect(!FileSystem.exists(file.path))
    try staged.commit()
    #expect(try StoredBytes(path: file.path).prefix(.max) == Array("one, two".utf8))
  }

  @Test func `a file that is given up leaves the old one and no other behind`() throws {
    let folder = FileSystem.temporaryPath("")
    try FileSystem.createDirectory(folder)
    let path = "\(folder)/a.txt"
    defer {
      FileSystem.removeFile(path)
      FileSystem.removeDirectoryIfEmpty(folder)
    }
    try StagedFile.write(Array("old".utf8), to: path)
    do {
      let staged = try StagedFile(path)
      try staged.write("new")
      #expect(FileSystem.names(in: folder).count == 2)
    }
    #expect(FileSystem.names(in: folder) == ["a.txt"])
    #expect(try StoredBytes(path: path).prefix(.max) == Array("old".utf8))
  }

  @Test func `several files get their names only when all of them are on the disk`() throws {
    let (first, second) = (TemporaryFile(".a"), TemporaryFile(".b"))
    let files = try [StagedFile(first.path), StagedFile(second.path)]
    for (index, file) in files.enumerated() { try file.write("\(index)") }
    #expect(!FileSystem.exists(first.path) && !FileSystem.exists(second.path))
    try StagedFile.commit(files)
    #expect(try StoredBytes(path: first.path).prefix(.max) == Array("0".utf8))
    #expect(try StoredBytes(path: second.path).prefix(.max) == Array("1".utf8))
  }

  @Test(arguments: [0, 1, 5])
  func `a disk that is full at any moment leaves the old file`(room: Int) throws {
    let file = TemporaryFile(".txt")
    try StagedFile.write(Array("old".utf8), to: file.path)
    var left = room
    #expect(throws: FileError.notWritten(path: file.path, reason: "No space left on device")) {
      try StagedFile.write(Array("longer".utf8), to: file.path) { (descriptor, buffer) throws(SystemError) in
        guard left > 0 else { throw .noSpaceLeft }
        let count = try Descriptor.writeSome(
          descriptor, UnsafeRawBufferPointer(rebasing: buffer.prefix(min(left, 2))))
        left -= count
        return count
      }
    }
    #expect(try StoredBytes(path: file.path).prefix(.max) == Array("old".utf8))
  }

  @Test func `a device that takes no bytes, and gives no reason, is not asked for ever`() throws {
    let file = TemporaryFile(".txt")
    #expect(throws: FileError.notWritten(path: file.path, reason: "Input/output error")) {
      try StagedFile.write(Array("text".utf8), to: file.path) { (_, _) throws(SystemError) in 0 }
    }
    #expect(!FileSystem.exists(file.path))
  }

  @Test func `directories, devices and places that are not there are refused before anything is written`() {
    let noFile = "there is something of this name that is no file"
    #expect(throws: FileError.notWritten(path: "/", reason: noFile)) { try StagedFile("/") }
    #expect(throws: FileError.notWritten(path: "/dev/null", reason: noFile)) {
      try StagedFile.requireWritable("/dev/null")
    }
    let missing = "/nonexistent/x"
    #expect(throws: FileError.notWritten(path: missing, reason: "No such file or directory")) {
      try StagedFile.requireWritable(missing)
    }
  }

  @Test(arguments: ["", "zz/", "/nonexistent/"]) func `a name that names no file is refused`(name: String) {
    let shown = name.isEmpty ? "''" : name
    #expect(throws: FileError.notWritten(path: shown, reason: "it names no file")) {
      try StagedFile.requireWritable(name)
    }
  }

  @Test func `a file that is finished waits closed for its name`() throws {
    let file = TemporaryFile(".txt")
    let staged = try StagedFile(file.path)
    let open = FileSystem.names(in: "/proc/self/fd").count
    try staged.write("one")
    try staged.finish()
    // Other tests open and close files meanwhile, so that only many of them tell.
    let others = try (0..<200).map { _ in try StagedFile(file.path) }
    for other in others { try other.finish() }
    #expect(FileSystem.names(in: "/proc/self/fd").count < open + 100)
    #expect(!FileSystem.exists(file.path))
    try staged.commit()
    #expect(try StoredBytes(path: file.path).prefix(.max) == Array("one".utf8))
    withExtendedLifetime(others) {}
  }

  @Test func `finding out whether a file can be written changes nothing`() throws {
    let file = TemporaryFile(".txt")
    try StagedFile.requireWritable(file.path)
    #expect(!FileSystem.exists(file.path))
  }

  @Test func `of several files none gets its name if one cannot, and old ones are given back`() throws {
    let folder = FileSystem.temporaryPath("")
    try FileSystem.createDirectory(folder)
    let paths = ["a", "b", "c"].map { "\(folder)/\($0)" }
    defer {
      for path in paths { FileSystem.removeFile(path) }
      FileSystem.removeDirectoryIfEmpty(paths[2])
      FileSystem.removeDirectoryIfEmpty(folder)
    }
    try StagedFile.write(Array("old".utf8), to: paths[0])
    let files = try paths.map { try StagedFile($0) }
    for file in files { try file.write("new") }
    // Nothing can be renamed to the name of a directory.
    try FileSystem.createDirectory(paths[2])
    #expect(throws: FileError.notWritten(path: paths[2], reason: "Is a directory")) {
      try StagedFile.commit(files)
    }
    #expect(try StoredBytes(path: paths[0]).prefix(.max) == Array("old".utf8))
    #expect(!FileSystem.exists(paths[1]))
    withExtendedLifetime(files) {}
  }

  @Test func `two files of one name are refused`() throws {
    let file = TemporaryFile(".txt")
    let files = try [StagedFile(file.path), StagedFile(file.path)]
    #expect(throws: FileError.notWritten(path: file.path, reason: "it is the same file as \(file.path)")) {
      try StagedFile.commit(files)
    }
    #expect(!FileSystem.exists(file.path))
  }

  @Test func `unfinished files have names of their own, also beside the longest name`() throws {
    let folder = FileSystem.temporaryPath("")
    try FileSystem.createDirectory(folder)
    let path = "\(folder)/\(String(repeating: "n", count: 255))"
    defer {
      FileSystem.removeFile(path)
      FileSystem.removeDirectoryIfEmpty(folder)
    }
    var files: [StagedFile] = []
    for _ in 0..<10 { files.append(try StagedFile(path)) }
    let names = FileSystem.names(in: folder)
    #expect(Set(names).count == 10 && names.allSatisfy { $0.hasSuffix(StagedFile.temporarySuffix) })
    try files[0].commit()
    files = []
    #expect(FileSystem.names(in: folder).map(\.count) == [255])
  }
}
