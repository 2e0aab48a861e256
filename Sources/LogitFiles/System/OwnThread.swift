#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A thread of its own for work that takes long, so that it holds up neither whoever asks for it nor the few
/// threads that all tasks of a process share.
package enum OwnThread {
  /// As large as the main thread's. That of other threads has only 512 KiB on Apple's systems.
  private static let stackSize = 8 << 20

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Does work on a new thread and returns at once. If the system refuses one, the work is done among the
  /// tasks instead.
  ///
  /// - Parameter body: What to do; let go of when it is done.
  package static func run(_ body: @escaping @Sendable () -> Void) {
    if !start(body) { Task.detached { body() } }
  }

  /// Does work on a new thread and returns at once.
  ///
  /// - Parameter body: What to do; let go of when it is done.
  /// - Returns: Whether the system has a thread for it; if not, nothing was done.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let work = Unmanaged.passRetained(Work(body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        // It is optional on some systems and not on others.
        let pointer: UnsafeMutableRawPointer? = argument
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if status != 0 { work.release() }
    return status == 0
  }
}
