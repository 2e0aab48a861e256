import Logit
import LogitFiles

/// What an architecture of Keras names that is code: functions that the file brings, layers that load
/// something else, functions that reach beyond a model, and classes of other modules. Nothing is made of it.
struct KerasConfigurationScan {
  private typealias Risk = FileInspection.Risk

  /// How deep values may lie in each other; a model in a model in a model has some 40.
  private static let largestDepth = 200
  /// The most places that are listed.
  private static let mostRisks = 1000

  private let place: String
  private(set) var risks: [FileInspection.Risk] = []
  /// Whether there were values too deep to be looked at.
  private(set) var isCutOff = false

  /// - Parameter place: What the architecture is called.
  init(_ value: JSON, at place: String) {
    self.place = place
    look(at: value, depth: 0)
  }

  private mutating func look(at value: JSON, depth: Int) {
    guard depth < Self.largestDepth else {
      isCutOff = true
      return
    }
    if let members = value.object {
      if let className = value["class_name"]?.string { look(at: className, of: value) }
      for member in members { look(at: member.value, depth: depth + 1) }
    } else if let values = value.array {
      for value in values { look(at: value, depth: depth + 1) }
    }
  }

  // MARK: Classes

  /// Layers and values that run code, and what of it.
  private static let running = [
    "Lambda": "it is a Lambda layer with code of its own, which runs where the model does.",
    "__lambda__": "it is a function with code of its own, which runs where the model does.",
    "TorchModuleWrapper": "it holds a module of PyTorch as a pickle, and loading one runs whatever it names.",
    "TFSMLayer": "it loads a SavedModel from a place that it names, and runs its graph.",
    "JaxLayer": "it calls functions that the file brings or names.",
    "FlaxLayer": "it calls functions that the file brings or names.",
    "TensorFlowOpLayer": "it has an operation of TensorFlow with attributes of its own, which may be any.",
  ]

  private mutating func look(at className: String, of value: JSON) {
    // Whoever registered a class wrote the name of a package before it.
    let name = className.split(separator: ">").last.map(String.init) ?? className
    let module = value["module"]?.string
    if let file = value["config"]?["vocabulary"]?.string {
      // Keras reads it from there where the model is loaded, in its safe mode, too.
      add(
        name, "its vocabulary is the file or address \(file.shortened), which loading it opens.", kind: .files
      )
    }
    if let reason = Self.running[name] {
      add(value["config"]?["name"]?.string ?? (name == "__lambda__" ? "a function" : name), reason)
    } else if ["TFOpLambda", "SlicingOpLambda", "ClassMethod"].contains(name) {
      let function = value["config"]?["function"]?.string ?? value["config"]?["method"]?.string ?? ""
      if !Self.isComputation(function) {
        add(
          name,
          "it calls the function \(function.shortened) of TensorFlow, which is none of those that only compute."
        )
      }
    } else if let module {
      look(at: name, of: value, in: module)
    } else if value["config"] != nil, !name.hasPrefix("__"), name != "function",
      !KerasClassNames.known.contains(Substring(name)), !Keras.hasLayer(name)
    {
      add(
        name,
        "it is a class of which the file does not say the module, so loading it takes code from elsewhere.")
    }
  }

  private mutating func look(at name: String, of value: JSON, in module: String) {
    // Of a function, the class is "function", and what it is called stands in the configuration.
    let isFunction = name == "function"
    let name = isFunction ? value["config"]?.string ?? name : name
    guard Self.isKeras(module) else {
      // Functions of Keras itself are said to be in builtins.
      if module == "builtins", isFunction { return }
      return add(
        name,
        "it is \(isFunction ? "a function" : "a class") of the module \(module.shortened), which loading imports."
      )
    }
    let isReaching = module.split(separator: ".").contains(where: Self.reachingModules.contains)
    let isLowercase = name.first?.isLowercase == true
    guard
      isReaching && !KerasClassNames.known.contains(Substring(name))
        || isLowercase && module.hasSuffix("models")
    else { return }
    add(
      name,
      "it is \(module.shortened).\(name.shortened), which is no part of a model: some of that module open or fetch files."
    )
  }

  /// Parts of Keras whose functions load, save and fetch, or change what is allowed.
  private static let reachingModules: Set<Substring> = [
    "utils", "config", "saving", "preprocessing", "datasets", "export", "callbacks", "applications",
    "legacy_h5_format", "file_utils",
  ]

  private static func isKeras(_ module: String) -> Bool {
    ["keras", "tensorflow.keras", "tf_keras", "keras_core"].contains {
      module == $0 || module.hasPrefix("\($0).")
    }
  }

  /// Whether a function of TensorFlow, named as in Python, gives a tensor and does nothing else.
  private static func isComputation(_ function: String) -> Bool {
    guard let end = function.firstIndex(of: ".") else {
      return !function.isEmpty
        && !["py_function", "numpy_function", "load_library", "load_op_library", "function"].contains(
          function)
    }
    return [
      "__operators__", "math", "nn", "linalg", "image", "signal", "strings", "sparse", "random", "bitwise",
    ]
    .contains(function[..<end])
  }

  private mutating func add(_ name: String, _ message: String, kind: Risk.Kind = .code) {
    guard risks.count < Self.mostRisks else { return }
    risks.append(Risk(kind, at: "\(place), \(name.shortened)", message))
  }
}
