import LogitFiles

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Figure {
  /// Opens the figure in the system's viewer for web pages; matplotlib's `show`.
  ///
  /// The page is written to the temporary directory and stays there.
  ///
  /// - Returns: The page's path.
  /// - Throws: ``PlotError/noViewer(path:reason:)`` when there is no screen or no viewer;
  ///   `FileError.notWritten` if the page cannot be written.
  @discardableResult
  public func show() throws -> String {
    let folder = Terminal.environment("TMPDIR") ?? "/tmp"
    let path = "\(folder)/logit-\(getpid())-\(UInt32.random(in: 0 ... .max)).html"
    try write(to: path)
    #if canImport(Darwin)
      try open(path, with: "open")
    #else
      guard Terminal.environment("DISPLAY") != nil || Terminal.environment("WAYLAND_DISPLAY") != nil else {
        throw PlotError.noViewer(path: path, reason: "neither DISPLAY nor WAYLAND_DISPLAY is set")
      }
      try open(path, with: "xdg-open")
    #endif
    return path
  }

  private func open(_ path: String, with program: String) throws {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path), nil]
    defer { arguments.forEach { free($0) } }
    #if canImport(Darwin)
      var child: pid_t = 0
    #else
      var child = pid_t()
    #endif
    let status = posix_spawnp(&child, program, nil, nil, &arguments, environ)
    guard status == 0 else {
      throw PlotError.noViewer(path: path, reason: "\(program): \(String(cString: strerror(status)))")
    }
    var result: Int32 = 0
    waitpid(child, &result, 0)
    guard result == 0 else { throw PlotError.noViewer(path: path, reason: "\(program) failed") }
  }
}
