import Foundation
import LogitFiles
import Testing

@Suite struct FileSystemTests {
  @Test(arguments: [(nil, "/tmp/"), ("", "/tmp/"), ("/var/tmp", "/var/tmp/")] as [(String?, String)])
  func `temporary files lie where TMPDIR says, if it says anything`(folder: String?, start: String) async {
    await #expect(processExitsWith: .success) { [folder = folder as String?, start = start as String] in
      if let folder { setenv("TMPDIR", folder, 1) } else { unsetenv("TMPDIR") }
      #expect(FileSystem.temporaryPath(".txt").hasPrefix("\(start)logit-"))
    }
  }
}
