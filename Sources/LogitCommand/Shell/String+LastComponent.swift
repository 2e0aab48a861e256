#if Command
extension String {
  /// What stands behind the last slash of a path: the name of a file without its folders, which would say
  /// something of the machine.
  var lastComponent: String { String(split(separator: "/").last ?? "") }
}
#endif
