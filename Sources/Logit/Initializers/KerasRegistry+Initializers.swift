/// One for the process, as static members of generic types cannot be stored.
private let registry = KerasRegistry<any Initializer>(
  family: "initializer", module: "keras.initializers",
  [
    ("Constant", { try Constant(keras: &$0) }),
    ("GlorotNormal", { try GlorotNormal(keras: &$0) }),
    ("GlorotUniform", { try GlorotUniform(keras: &$0) }),
    ("HeNormal", { try HeNormal(keras: &$0) }),
    ("HeUniform", { try HeUniform(keras: &$0) }),
    ("Identity", { try Identity(keras: &$0) }),
    ("LecunNormal", { try LecunNormal(keras: &$0) }),
    ("LecunUniform", { try LecunUniform(keras: &$0) }),
    ("Ones", { try Ones(keras: &$0) }),
    ("Orthogonal", { try Orthogonal(keras: &$0) }),
    ("RandomNormal", { try RandomNormal(keras: &$0) }),
    ("RandomUniform", { try RandomUniform(keras: &$0) }),
    ("TruncatedNormal", { try TruncatedNormal(keras: &$0) }),
    ("VarianceScaling", { try VarianceScaling(keras: &$0) }),
    ("Zeros", { try Zeros(keras: &$0) }),
  ])

private let names = [
  "constant": "Constant",
  "glorot_normal": "GlorotNormal",
  "glorot_uniform": "GlorotUniform",
  "he_normal": "HeNormal",
  "he_uniform": "HeUniform",
  "identity": "Identity",
  "lecun_normal": "LecunNormal",
  "lecun_uniform": "LecunUniform",
  "ones": "Ones",
  "orthogonal": "Orthogonal",
  "random_normal": "RandomNormal",
  "random_uniform": "RandomUniform",
  "truncated_normal": "TruncatedNormal",
  "variance_scaling": "VarianceScaling",
  "zeros": "Zeros",
  // Names from older versions.
  "zero": "Zeros", "one": "Ones", "normal": "RandomNormal", "uniform": "RandomUniform",
  "IdentityInitializer": "Identity", "OrthogonalInitializer": "Orthogonal",
]

extension KerasRegistry where Family == any Initializer {
  /// Keras's initializers.
  static var initializers: KerasRegistry { registry }

  /// The initializer that Keras wrote, an object or a name; `nil` for `null`.
  ///
  /// - Throws: ``LogitError/invalidConfiguration(object:reason:)`` for a class or an option that is not
  ///   known.
  func initializer(fromKeras value: KerasValue) throws -> (any Initializer)? {
    value == .null ? nil : try make(value, names: names)
  }
}

extension Initializer {
  /// What Keras would write; `nil` for an initializer that is not Keras's.
  var kerasValue: KerasValue? {
    (self as? any KerasSerializable).map { registry.serialized($0) }
  }
}
