extension String {
  /// The text, or its beginning if it would make a message unreadable.
  package var shortened: String { count <= 100 ? self : "\(prefix(100))…" }
}
