import Foundation
import LogitFiles
import Testing

@Suite struct ChildProcessTests {
  @Test func `a program's own error is told, and one that is not there is an error`() throws {
    #expect(try ChildProcess.run("sh", ["-c", "exit 0"]))
    let succeeded = try ChildProcess.run("sh", ["-c", "exit 3"])
    #expect(!succeeded)
    #expect(throws: SystemError.self) { try ChildProcess.run("no-such-program-of-logit", []) }
  }

  // Elsewhere a thread's identity is a pointer, which no other thread may be told.
  #if os(Linux)
  @Test func `a signal that interrupts the waiting does not make a success of what goes on`() async {
    await #expect(processExitsWith: .success) {
      // Set by the system's call, since `signal` would have interrupted calls begin again.
      var action = sigaction()
      sigemptyset(&action.sa_mask)
      action.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGUSR1, &action, nil)
      let waiting = pthread_self()
      Thread.detachNewThread {
        usleep(200_000)
        pthread_kill(waiting, SIGUSR1)
      }
      let succeeded = try ChildProcess.run("sh", ["-c", "sleep 1; exit 3"])
      #expect(!succeeded)
    }
  }
  #endif
}
