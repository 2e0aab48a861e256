#if Command
import Logit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The rounds of a fit, gone through with Apache Spark by a program in Python that this command carries.
struct SparkRounds {
  private let python: String
  private let arguments: [String]

  init(_ options: EngineOptions) {
    python = Program.variable("PYSPARK_DRIVER_PYTHON") ?? Program.variable("PYSPARK_PYTHON") ?? "python3"
    arguments =
      (options.master.map { ["--master", $0] } ?? [])
      + options.engineOption.flatMap { ["--conf", $0] }
  }

  /// Goes through all rounds that are left of the plan in a directory, but for the last step.
  ///
  /// - Throws: ``ShellError`` with what went wrong; nothing if Ctrl-C was pressed.
  func run(in directory: String) throws {
    let (program, failure) = ("\(directory)/logit_spark.py", "\(directory)/failure")
    FileSystem.removeFile(failure)
    try StagedFile.write(Array(SparkProgram.text.utf8), to: program)
    var isDone = false
    do throws(SystemError) {
      isDone = try ChildProcess.run(
        python, [program, directory, Program.absolute(Program.path)] + arguments)
    } catch {
      throw ShellError(
        oneLine:
          "\(python) could not be started: \(error.reason); install it, or name it with PYSPARK_PYTHON.")
    }
    guard !isDone, !Interruption.hasHappened else { return }
    guard let said = lines(of: failure), !said.isEmpty else {
      let last = lines(of: "\(directory)/spark.log")?.last.map { ", after \"\(String($0).shortened)\"" } ?? ""
      throw ShellError(
        oneLine: "\(python) ended without saying why\(last); with --resume DIR, DIR/spark.log has all of it.")
    }
    throw ShellError(oneLine: said.joined(separator: " "))
  }

  private func lines(of path: String) -> [Substring]? {
    guard let source = try? StoredBytes(path: path), let bytes = try? source.prefix(min(source.size, 1 << 20))
    else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

/// This program, and what surrounds it.
enum Program {
  /// The file that it was started from, wherever that is.
  static let path: String = {
    #if os(Linux)
    "/proc/self/exe"
    #else
    CommandLine.arguments[0]
    #endif
  }()

  /// A path from the root, without links; the path as it is where nothing is there.
  static func absolute(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  /// A variable of the environment that is not empty.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
#endif
