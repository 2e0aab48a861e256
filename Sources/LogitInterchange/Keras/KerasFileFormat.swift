/// The forms of files that Keras has for models.
public enum KerasFileFormat: String, Sendable, Hashable, CaseIterable {
  /// A zip archive with the architecture, how the model was compiled, weights and the optimizer's state;
  /// Keras 3's own.
  case keras
  /// The same in one HDF5 file, as Keras 2 wrote it and Keras 3 still does. Keras calls it legacy.
  case h5
  /// Weights and the optimizer's state only, for a model that is made elsewhere; Keras's `save_weights`.
  case weights

  /// The form that a file's name ends in: `.keras`, `.weights.h5`, and `.h5` or `.hdf5`.
  ///
  /// - Parameter path: The file's name.
  /// - Returns: The form; `nil` for other endings.
  public init?(path: String) {
    let name = path.lowercased()
    switch true {
    case name.hasSuffix(".keras"): self = .keras
    case name.hasSuffix(".weights.h5"): self = .weights
    case name.hasSuffix(".h5"), name.hasSuffix(".hdf5"): self = .h5
    default: return nil
    }
  }
}
