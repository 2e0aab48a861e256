#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Memory of this process.
public enum PeakMemory {
  /// Forgets what was resident so far; without effect where the system cannot.
  public static func reset() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// The most memory this process has had resident so far, or since ``reset()``.
  public static var bytes: Int {
    var usage = rusage()
    #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return Int(usage.ru_maxrss)
    #else
    // getrusage counts what the parent had before it started this program; the kernel's own mark does not.
    guard let file = fopen("/proc/self/status", "r") else {
      getrusage(__rusage_who_t(0), &usage)
      return usage.ru_maxrss * 1024
    }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = line.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
        .split(whereSeparator: \.isWhitespace)
      if words.first == "VmHWM:", words.count > 1 { return (Int(words[1]) ?? 0) * 1024 }
    }
    return 0
    #endif
  }
}
