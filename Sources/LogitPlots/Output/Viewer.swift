import LogitFiles

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
    let path = FileSystem.temporaryPath(".html")
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
    do throws(SystemError) {
      if try ChildProcess.run(program, [path]) { return }
    } catch {
      throw PlotError.noViewer(path: path, reason: "\(program): \(error.reason)")
    }
    throw PlotError.noViewer(path: path, reason: "\(program) failed")
  }
}
