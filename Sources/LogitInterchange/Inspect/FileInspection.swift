public import LogitFiles

/// What is inside a file of a model, and whether loading it elsewhere is safe. Nothing of the file is run.
///
///     let inspection = try FileInspection(path: "model.pkl")
///     print(inspection)
///     if !inspection.risks.isEmpty || !inspection.isComplete { throw Refusal() }
///
/// A risk is something that a file makes the tool do that it is meant for: run code, open or fetch other
/// files, write outside the folder that it is unpacked to. Only where ``isComplete`` is true do no risks mean
/// that there are none; a part that is damaged, or of a kind that is not known here, may hide some. A file
/// without risks may still be a bad model.
public struct FileInspection: Sendable, Equatable {
  /// A risk of loading the file elsewhere.
  public struct Risk: Sendable, Equatable {
    /// What may happen.
    public enum Kind: String, Sendable, CaseIterable {
      /// Loading it runs code that the file brings or names.
      case code
      /// Loading it reads or writes other files.
      case files
      /// Loading it may take far more memory than the file has bytes.
      case memory
    }

    /// What may happen.
    public var kind: Kind
    /// The part of the file.
    public var place: String
    /// One sentence.
    public var message: String

    /// Makes one.
    ///
    /// - Parameters:
    ///   - kind: What may happen.
    ///   - place: The part of the file.
    ///   - message: One sentence.
    public init(_ kind: Kind, at place: String, _ message: String) {
      (self.kind, self.place, self.message) = (kind, place, message)
    }
  }

  /// Something that goes into a model or comes out of it.
  public struct Value: Sendable, Equatable {
    /// What it is called; empty if it has no name.
    public var name: String
    /// The type of its numbers, such as `float32`.
    public var type: String
    /// Its shape; `nil` for what any number may be, such as the number of rows.
    public var shape: [Int?]

    /// Makes one.
    ///
    /// - Parameters:
    ///   - name: What it is called; empty if it has no name.
    ///   - type: The type of its numbers.
    ///   - shape: Its shape.
    public init(_ name: String, type: String, shape: [Int?]) {
      (self.name, self.type, self.shape) = (name, type, shape)
    }
  }

  /// A layer, or a step of another kind of model.
  public struct Layer: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The class of the layer, or the kind of step.
    public var type: String
    /// The number of its parameters; `nil` if the file does not say.
    public var parameters: Int?

    /// Makes one.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - type: The class of the layer, or the kind of step.
    ///   - parameters: The number of its parameters; `nil` if the file does not say.
    public init(_ name: String, type: String, parameters: Int?) {
      (self.name, self.type, self.parameters) = (name, type, parameters)
    }
  }

  /// The file.
  public var file: String
  /// What kind of file it is, such as `keras`, `hdf5`, `pickle` or `safetensors`.
  public var format: String
  /// The version of the format or of the tool, if the file says so.
  public var version: String?
  /// What wrote it, if the file says so.
  public var producer: String?
  /// Whether Logit can predict with it.
  public var isReadable = false
  /// Why loading it elsewhere may do harm; empty if nothing was found.
  public var risks: [Risk] = []
  /// What could not be looked at and might hold a risk, each a sentence; empty if everything was.
  public var unseen: [String] = []
  /// Whether everything was looked at that could hold a risk. Where it is `false`, a file is not safe for
  /// having no ``risks``, and ``unseen`` says which parts of it are not known.
  public var isComplete: Bool { unseen.isEmpty }
  /// What goes in, as far as the file says.
  public var inputs: [Value] = []
  /// What comes out, as far as the file says.
  public var outputs: [Value] = []
  /// The layers, or the steps of another kind of model.
  public var layers: [Layer] = []
  /// The number of all parameters; `nil` if the file does not say.
  public var parameters: Int?
  /// The names of the classes; `nil` if the file does not say.
  public var classes: [String]?
  /// What else should be known, each a sentence, such as why Logit cannot read it.
  public var notes: [String] = []

  init(file: String, format: String) { (self.file, self.format) = (file, format) }
}

// MARK: - JSON

extension FileInspection {
  /// As JSON, with what the file does not say as `null`.
  public var json: JSON {
    [
      "file": .string(file), "format": .string(format), "version": .text(version),
      "producer": .text(producer),
      "readable": .bool(isReadable),
      "risks": .array(
        risks.map {
          ["kind": .string($0.kind.rawValue), "where": .string($0.place), "message": .string($0.message)]
        }),
      "complete": .bool(isComplete), "unseen": .array(unseen.map { .string($0) }),
      "inputs": .array(inputs.map(\.json)), "outputs": .array(outputs.map(\.json)),
      "layers": .array(
        layers.map {
          [
            "name": .string($0.name), "type": .string($0.type),
            "parameters": $0.parameters.map { .integer($0) } ?? .null,
          ]
        }), "parameters": parameters.map { .integer($0) } ?? .null,
      "classes": classes.map { .array($0.map { .string($0) }) } ?? .null,
      "notes": .array(notes.map { .string($0) }),
    ]
  }
}

extension FileInspection.Value {
  fileprivate var json: JSON {
    [
      "name": .string(name), "type": .string(type),
      "shape": .array(shape.map { $0.map { .integer($0) } ?? .null }),
    ]
  }
}

extension JSON {
  fileprivate static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}

// MARK: - Text

extension FileInspection: CustomStringConvertible {
  /// What is inside, and the risks, in lines.
  public var description: String {
    var lines = ["\(file): \(formatText)"]
    lines += [("inputs", inputs), ("outputs", outputs)].filter { !$1.isEmpty }.map { name, values in
      "  \(name): " + values.map(\.text).joined(separator: ", ")
    }
    if !layers.isEmpty {
      lines.append("  layers:")
      lines += layers.map { layer in
        "    \(layer.name) (\(layer.type))"
          + (layer.parameters.map { ", \($0.grouped) parameter\($0 == 1 ? "" : "s")" } ?? "")
      }
    }
    if let parameters { lines.append("  parameters: \(parameters.grouped)") }
    if let classes { lines.append("  classes: \(classes.joined(separator: ", "))") }
    lines += notes.map { "  \($0)" }
    lines += risks.map { "  Risk (\($0.kind.rawValue)) in \($0.place): \($0.message)" }
    lines += unseen.map { "  Not looked at: \($0)" }
    if risks.isEmpty {
      lines.append(
        isComplete
          ? "  Nothing was found that loading it elsewhere would run, open or write."
          : "  Whether loading it elsewhere is safe is not known, since not all of it could be looked at.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var formatText: String {
    let origin = [producer, version].compactMap { $0 }.joined(separator: " ")
    return format + (origin.isEmpty ? "" : ", \(origin)")
      + (isReadable ? "; Logit can predict with it" : "; Logit cannot predict with it")
  }
}

extension FileInspection.Value {
  fileprivate var text: String {
    (name.isEmpty ? "" : "\(name) ") + type
      + "[\(shape.map { $0.map(String.init) ?? "?" }.joined(separator: ", "))]"
  }
}
