/// What is wrong with the text of an error of a library, as far as a program can see; empty if nothing is.
///
/// A message is printed as it is judged, so that a person can read the list of all messages in the tests'
/// output.
///
/// - Parameter message: The error's description.
/// - Returns: A sentence for each fault.
package func faults(ofMessage message: String) -> [String] {
  print(message)
  var faults: [String] = []
  if !message.hasSuffix(".") { faults.append("It does not end in a full stop.") }
  if message.hasSuffix("..") || message.contains(".. ") { faults.append("It has two full stops in a row.") }
  if message.contains("\n") { faults.append("It has several lines.") }
  if message.contains("  ") { faults.append("It has two blanks in a row.") }
  if message.contains(" --") { faults.append("It names an option that only the command has.") }
  if message.count <= 30 { faults.append("It is too short to say what to do.") }
  return faults
}
