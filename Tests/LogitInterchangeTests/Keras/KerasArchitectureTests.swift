import Logit
import LogitFiles
import Testing

@testable import LogitInterchange

@Suite("Architectures of Keras that are read or refused")
struct KerasArchitectureTests {
  private func dense(_ name: String, after source: String) -> JSON {
    [
      "class_name": "Dense", "name": .string(name), "config": ["name": .string(name), "units": 1],
      "inbound_nodes": [
        [
          "args": [
            ["class_name": "__keras_tensor__", "config": ["keras_history": [.string(source), 0, 0]]]
          ], "kwargs": [:],
        ]
      ],
    ]
  }

  private func input(_ name: String) -> JSON {
    [
      "class_name": "InputLayer", "name": .string(name),
      "config": ["name": .string(name), "batch_shape": [.null, 2]], "inbound_nodes": [],
    ]
  }

  private func functional(_ layers: [JSON], output: JSON) -> JSON {
    ["class_name": "Functional", "config": ["name": "f", "layers": .array(layers), "output_layers": output]]
  }

  private func refusal(_ value: JSON) -> String {
    message { _ = try KerasArchitecture(value, source: "a.keras") }
  }

  @Test("A functional model that is a chain is read in the order of the chain")
  func chain() throws {
    let model = functional(
      [input("i"), dense("b", after: "a"), dense("a", after: "i")], output: [["b", 0, 0]])
    #expect(try KerasArchitecture(model, source: "a.keras").layers.map(\.name) == ["a", "b"])
  }

  @Test("Others are refused by name")
  func refused() {
    let branch = functional(
      [input("i"), dense("a", after: "i"), dense("b", after: "i")], output: ["b", 0, 0])
    #expect(refusal(branch).contains("a branch after layer \"i\""))
    let inputs = functional([input("i"), input("j"), dense("a", after: "i")], output: ["a", 0, 0])
    #expect(refusal(inputs).contains("2 inputs"))
    let outputs = functional(
      [input("i"), dense("a", after: "i"), dense("b", after: "a")], output: [["a", 0, 0], ["b", 0, 0]])
    #expect(refusal(outputs).contains("2 outputs"))
    let circle = functional(
      [input("i"), dense("a", after: "b"), dense("b", after: "a")], output: ["b", 0, 0])
    #expect(refusal(circle).contains("no chain"))
    #expect(refusal(["class_name": "FeatureSpace", "config": [:]]).contains("the class FeatureSpace"))
    let lambda: JSON = [
      "class_name": "Sequential",
      "config": ["layers": [["class_name": "Lambda", "config": ["name": "run", "function": "code"]]]],
    ]
    #expect(
      refusal(lambda).contains("layer \"run\" (Lambda) is not supported; supported are ActivationLayer")
        || refusal(lambda).contains("layer \"run\" (Lambda) is not supported; supported are Activation"))
  }

  @Test("Layers of models within models get names of their own, and the paths that Keras gives them")
  func nested() throws {
    func layer(_ name: String) -> JSON {
      ["class_name": "Dense", "config": ["name": .string(name), "units": 1]]
    }
    let inner: JSON = [
      "class_name": "Sequential", "config": ["name": "inner", "layers": [layer("x"), layer("x2")]],
    ]
    let model: JSON = ["class_name": "Sequential", "config": ["layers": [layer("x"), inner, layer("y")]]]
    let architecture = try KerasArchitecture(model, source: "a.keras")
    #expect(architecture.layers.map(\.name) == ["x", "inner_x", "x2", "y"])
    #expect(
      architecture.layers.map(\.path) == [
        "layers/dense", "layers/sequential/layers/dense", "layers/sequential/layers/dense_1",
        "layers/dense_1",
      ])
    #expect(architecture.notes.count == 1)
  }

  @Test("Models nested without an end are refused")
  func deep() {
    var model: JSON = ["class_name": "Dense", "config": ["units": 1]]
    for _ in 0..<40 { model = ["class_name": "Sequential", "config": ["layers": [model]]] }
    #expect(refusal(model).contains("nested"))
  }
}
