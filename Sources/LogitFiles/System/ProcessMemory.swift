#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The memory that this process takes up, and what it may have.
enum ProcessMemory {
  /// The bytes it takes up now, those swapped out among them; 0 where the system does not say.
  static var used: Int {
    #if canImport(Darwin)
    // The most it ever took up, which is what the system says without more ado.
    var usage = rusage()
    return getrusage(RUSAGE_SELF, &usage) == 0 ? Int(usage.ru_maxrss) : 0
    #else
    let status = text("/proc/self/status")
    return ["VmRSS:", "VmSwap:"].reduce(0) { $0 + number(after: $1, in: status) * 1024 }
    #endif
  }

  /// The bytes of the machine, or what the container or the process is limited to if that is less.
  static let available: Int = {
    let machine = max(sysconf(Int32(_SC_PHYS_PAGES)), 0) * max(sysconf(Int32(_SC_PAGESIZE)), 0)
    let limits = [machine, addressLimit] + containerLimits
    return limits.filter { $0 > 0 }.min() ?? .max
  }()

  /// The address space that the process was limited to, as by `ulimit -v`; 0 without a limit, and where the
  /// system does not say.
  private static var addressLimit: Int { number(after: "Max address space", in: text("/proc/self/limits")) }

  /// The limits of the control groups that the process is in, of either version of Linux's.
  private static var containerLimits: [Int] {
    var limits: [Int] = []
    for line in text("/proc/self/cgroup").split(separator: "\n") {
      // hierarchy:controllers:path
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let (root, file): (String, String)
      if parts[1].isEmpty {
        (root, file) = ("/sys/fs/cgroup", "memory.max")
      } else if parts[1].split(separator: ",").contains("memory") {
        (root, file) = ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
      } else {
        continue
      }
      // A group is limited by those above it, too. Within a container the path may be that outside.
      var components = parts[2].split(separator: "/")
      while true {
        let path = ([root] + components.map(String.init) + [file]).joined(separator: "/")
        if let limit = Int(text(path).prefix { $0 != "\n" }) { limits.append(limit) }
        if components.popLast() == nil { break }
      }
    }
    return limits
  }

  /// The number after a word, as in `VmRSS:     12345 kB`; 0 if none is there.
  private static func number(after word: String, in text: String) -> Int {
    for line in text.split(separator: "\n") where line.hasPrefix(word) {
      return Int(line.dropFirst(word.count).split(whereSeparator: { " \t".contains($0) }).first ?? "") ?? 0
    }
    return 0
  }

  /// The beginning of a file that the system makes up; empty if there is none.
  private static func text(_ path: String) -> String {
    guard let descriptor = try? Descriptor(opening: path, for: .reading(waitsForWriter: false)) else {
      return ""
    }
    defer { try? descriptor.close() }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = (try? descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
