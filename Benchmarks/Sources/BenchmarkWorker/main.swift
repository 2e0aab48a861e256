// Answers one JSON request a line from standard input with one JSON reply a line, until the input ends.

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

var worker = Worker()
let encoder = JSONEncoder()
while let line = readLine() {
  let reply: Reply
  do {
    reply = try worker.answer(JSONDecoder().decode(Request.self, from: Data(line.utf8)))
  } catch {
    reply = Reply(error: "\(error)")
  }
  print(String(decoding: try encoder.encode(reply), as: UTF8.self))
  fflush(nil)
}
