extension Layer {
  /// The checks of the layer's options.
  var checks: OptionChecks {
    // Looking up the type's own name reads its metadata, which the built-in layers avoid.
    OptionChecks((self as? any KerasSerializable).map { type(of: $0).kerasClassName } ?? typeName, name: name)
  }
}
