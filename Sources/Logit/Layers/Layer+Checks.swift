extension Layer {
  /// The checks of the layer's options.
  var checks: OptionChecks {
    // The type's own name takes a look into the metadata, which the layers Logit brings can do without.
    OptionChecks((self as? any KerasSerializable).map { type(of: $0).kerasClassName } ?? typeName, name: name)
  }
}
