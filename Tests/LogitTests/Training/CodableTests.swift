import Foundation
import Testing

@testable import Logit

/// Values that go through a coder and come back as they were.
@Suite struct CodableTests {
  private func coded<Value: Codable>(_ value: Value) throws -> Value {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try JSONDecoder().decode(Value.self, from: encoder.encode(value))
  }

  /// What a decoder says of a text.
  private func refusal<Value: Codable>(_ text: String, _: Value.Type) throws -> String {
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
    return "\(try #require(error))"
  }

  @Test("What is wrong with a tensor's numbers is said of their own type")
  func wrongNumbers() throws {
    for wrong in [#""many""#, "1.5", "null", "true", "3000000000"] {
      let said = try refusal(#"{"shape": [1], "scalars": [\#(wrong)]}"#, Tensor<Int32>.self)
      #expect(!said.contains("String") || said.contains("Int32"), "\(said)")
      #expect(!said.contains("Double") && !said.contains("Infinity"), "\(said)")
    }
    let tooLarge = try refusal(#"{"shape": [1], "scalars": [300]}"#, Tensor<UInt8>.self)
    #expect(!tooLarge.contains("Double") && !tooLarge.contains("Infinity"), "\(tooLarge)")
    for wrong in [#""many""#, "true", "[1]", "1e400"] {
      let text = #"{"shape": [1], "scalars": [\#(wrong)]}"#
      for said in [try refusal(text, Tensor<Double>.self), try refusal(text, Tensor<Float>.self)] {
        #expect(!said.contains("Expected to decode String"), "\(said)")
      }
    }
    #expect(
      try refusal(#"{"shape": [1], "scalars": [true]}"#, Tensor<Float>.self).contains(
        "A number that Float holds, null"))
  }

  private func refuses<Value: Codable>(_ text: String, _: Value.Type) -> Bool {
    do {
      _ = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
      return false
    } catch { return error is DecodingError }
  }

  @Test("A history with validation in some epochs, NaN and an outcome")
  func history() throws {
    var model = try SavedModelCase.optimizers[0].model()
    let (x, y) = SavedModelCase.rows
    var count = 0
    let odd = LambdaCallback(onEpochEnd: { epoch, logs, _, _ in
      if epoch > 0 { logs.set("odd", to: [1 / 3, .nan, .infinity, -.infinity, 2][count]) }
      if epoch > 0 { count += 1 }
    })
    let history = try model.fit(
      x, y, epochs: 5, verbose: .silent,
      callbacks: [odd, try EarlyStopping(monitor: "loss", patience: 9)], validationSplit: 0.2,
      validationFreq: 2)
    #expect(history.epochs(of: "val_loss") == [1, 3] && history["odd"].count == 4)
    let back = try coded(history)
    #expect(
      back.names == history.names && back.epochs == history.epochs && back.stepCount == history.stepCount)
    for name in history.names {
      #expect(back[name].map(\.bitPattern) == history[name].map(\.bitPattern), "\(name)")
      #expect(back.epochs(of: name) == history.epochs(of: name))
    }
    #expect(back.outcome == history.outcome && back.last?.names == history.last?.names)
    #expect(back.description == history.description)
    let empty = try coded(History(names: ["loss"], stepCount: 3, epochCapacity: 0))
    #expect(empty.names == ["loss"] && empty.epochs.isEmpty && empty.last == nil)
  }

  @Test("Logs and outcomes")
  func logs() throws {
    let logs = Logs(names: ["loss", "accuracy"], values: [0.1, 1 / 3])
    #expect(try coded(logs) == logs)
    var outcome = TrainingOutcome()
    outcome.stopReason = .earlyStopping(monitor: "loss", epoch: 3)
    outcome.tell(.init(callback: "a", monitor: "b", epoch: 1, value: 0.1))
    outcome.tell(.init(callback: "a", monitor: "b", epoch: 2, value: .infinity))
    outcome.learningRateChanges = [.init(epoch: 1, learningRate: 0.1)]
    (outcome.restoredEpoch, outcome.checkpointPath) = (2, "a")
    #expect(try coded(outcome) == outcome)
    for reason in [TrainingOutcome.StopReason.allEpochs, .divergence(epoch: 2), .callback, .cancelled] {
      #expect(try coded([reason]) == [reason])
    }
  }

  @Test("Tensors, whatever their shape")
  func tensors() throws {
    for shape in [[], [0], [3], [2, 3], [2, 0, 3]] {
      let tensor = Tensor<Float>(repeating: 1 / 3, shape: shape)
      #expect(try coded(tensor) == tensor)
    }
    #expect(try coded(Tensor([1.5, 0.1])) == Tensor([1.5, 0.1]))
    #expect(refuses(#"{"shape": [2, 2], "scalars": [1, 2, 3]}"#, Tensor<Float>.self))
    #expect(refuses(#"{"shape": [-1], "scalars": []}"#, Tensor<Float>.self))
    #expect(refuses(#"{"shape": [4611686018427387904, 4], "scalars": []}"#, Tensor<Float>.self))
  }

  @Test("Numbers that are not finite: NaN is null, an infinity text, and both come back")
  func notFinite() throws {
    let double = try Tensor([1.5, .nan, .infinity, -.infinity, 0.1, -0.0]).reshaped([2, 3])
    #expect(
      try String(decoding: JSONEncoder().encode(double), as: UTF8.self).contains(
        #"[1.5,null,"Infinity","-Infinity",0.1,-0]"#))
    let back = try coded(double)
    #expect(back.shape == [2, 3] && back.scalars.map(\.bitPattern) == double.scalars.map(\.bitPattern))
    let float = Tensor<Float>([0.1, .nan, -.infinity])
    #expect(try coded(float).scalars.map(\.bitPattern) == float.scalars.map(\.bitPattern))
    #expect(refuses(#"{"shape": [1], "scalars": ["many"]}"#, Tensor<Float>.self))
    #expect(refuses(#"{"shape": [1], "scalars": [null]}"#, Tensor<Int32>.self))
    #expect(refuses(#"{"shape": [1], "scalars": [true]}"#, Tensor<Double>.self))

    for odd in [Double.nan, .infinity, -.infinity] {
      let solution = LinearSolution(
        solver: .newton, reason: "few columns", state: .interrupted, iterations: 0, objective: odd,
        meanLoss: odd,
        lambda: 0, l1Ratio: 0, gradientNorm: odd, dualityGap: odd)
      let back = try coded(solution)
      for number in [\LinearSolution.objective, \.meanLoss, \.gradientNorm] {
        #expect(back[keyPath: number].bitPattern == odd.bitPattern)
      }
      // What may be missing has no NaN: both are null.
      #expect(back.dualityGap?.bitPattern == (odd.isNaN ? nil : odd.bitPattern))
      let model = LogisticModel(
        classCount: 2, coefficients: try Tensor([odd]).reshaped([1, 1]), intercepts: [odd], aliased: [],
        means: [odd],
        deviations: [odd], solution: solution)
      let modelBack = try coded(model)
      #expect(modelBack.coefficients[0, 0].bitPattern == odd.bitPattern)
      #expect(modelBack.intercepts[0].bitPattern == odd.bitPattern)
      let path = RegularizationPath(
        classCount: 2, columnCount: 1, l1Ratio: 1,
        fits: [
          .init(
            lambda: odd,
            search: LinearSearch(
              coefficients: [odd, odd], value: odd, meanLoss: odd, gradientNorm: odd, iterations: 1,
              state: .interrupted),
            devianceExplained: odd, estimates: [odd, odd])
        ])
      let pathBack = try coded(path)
      #expect(pathBack.objectives[0].bitPattern == odd.bitPattern)
      #expect(pathBack.violations[0].bitPattern == odd.bitPattern)
      #expect(pathBack.devianceExplained[0].bitPattern == odd.bitPattern)
      #expect(pathBack.intercepts(at: 0)[0].bitPattern == odd.bitPattern)
    }
  }

  @Test("Estimates of the solvers and their options")
  func estimates() throws {
    let (x, y) = SavedModelCase.rows
    let classes = y.scalars.map { Int32($0) }
    let regression = LogisticRegression(penalty: .elasticNet(0.01, l1Ratio: 0.5))
    let model = try regression.fit(Tensor<Double>(x), classes)
    let back = try coded(model)
    #expect(back.coefficients == model.coefficients)
    #expect(back.intercepts == model.intercepts)
    #expect(back.solution == model.solution)
    #expect(back.means == model.means)
    #expect(back.deviations == model.deviations)
    #expect(back.aliased == model.aliased)
    #expect(back.classCount == 3)
    let path = try regression.path(Tensor<Double>(x), classes)
    let pathBack = try coded(path)
    #expect(pathBack.lambdas == path.lambdas)
    #expect(pathBack.states == path.states)
    for index in path.lambdas.indices {
      #expect(pathBack.coefficients(at: index) == path.coefficients(at: index))
      #expect(pathBack.intercepts(at: index) == path.intercepts(at: index))
    }
  }

  @Test("Options of solvers and optimizers")
  func options() throws {
    let penalties: [LogisticRegression.Penalty] = [
      .none, .ridge(), .ridge(0.5), .lasso(2), .elasticNet(l1Ratio: 0.25), .elasticNet(1, l1Ratio: 0.25),
    ]
    for penalty in penalties {
      var regression = LogisticRegression(penalty: penalty)
      regression.penaltyFactors = [1, 0, .infinity]
      regression.bounds = [-Double.infinity...0, 0...1, -1...Double.infinity]
      (regression.solver, regression.fitsIntercept, regression.iterationLimit) = (.newtonCG, false, 7)
      #expect(try coded(regression) == regression)
    }
    #expect(try JSONDecoder().decode(LogisticRegression.self, from: Data("{}".utf8)) == LogisticRegression())
    #expect(refuses(#"{"bounds": [[1, 0]]}"#, LogisticRegression.self))
    #expect(refuses(#"{"penalty": {"kind": "rigde"}}"#, LogisticRegression.self))
    for clipping in [GradientClipping.none, .value(1), .norm(0.5), .globalNorm(2)] {
      let options = OptimizerOptions(
        weightDecay: 0.1, clipping: clipping, averaging: MovingAverage(momentum: 0.5, overwriteFrequency: 3),
        gradientAccumulationSteps: 2, name: "mine"
      ).excludeFromWeightDecay("bias")
      #expect(try coded(options) == options)
    }
  }

  @Test("JSON is a part of whatever is coded")
  func json() throws {
    struct Settings: Codable, Equatable {
      var optimizer: JSON
      var note: String
    }
    let optimizer = try Keras.json(of: Adam(learningRate: 0.25))
    let back = try coded(Settings(optimizer: optimizer, note: "a"))
    #expect(back.note == "a")
    #expect(try Keras.optimizer(back.optimizer) as? Adam == Adam(learningRate: 0.25))
    let value: JSON = ["a": [1, 2.5, "x", true, .null, [:], []], "b": ["c": false]]
    #expect(try coded(value) == value)
  }

  @Test("Parts that do not fit together are refused")
  func refused() throws {
    #expect(refuses(#"{"names": ["a", "b"], "values": [1]}"#, Logs.self))
    #expect(refuses(#"{"names": ["a", "a"], "values": [1, 2]}"#, Logs.self))
    #expect(refuses(#"{"names": ["a"], "values": ["one"]}"#, Logs.self))
    for columns in [
      #"{"name": "loss", "epochs": [0, 1], "values": [1]}"#,
      #"{"name": "loss", "epochs": [7], "values": [1]}"#,
      #"{"name": "loss", "epochs": [1, 0], "values": [1, 2]}"#,
      #"{"name": "a", "epochs": [], "values": []}, {"name": "a", "epochs": [], "values": []}"#,
    ] {
      #expect(
        refuses(#"{"epochs": [0, 1], "stepCount": 1, "columns": [\#(columns)]}"#, History.self), "\(columns)")
    }
    let path = """
      {"lambdas": [1], "l1Ratio": 1, "classCount": 4000000000000000000, "columnCount": 4, "nonzeroCounts": [0],
       "devianceExplained": [0], "objectives": [0], "violations": [0], "iterations": [0], "states": ["converged"],
       "estimates": [[]]}
      """
    #expect(refuses(path, RegularizationPath.self))
    let model = """
      {"classCount": 2, "coefficients": {"shape": [1, 2], "scalars": [1, 2]}, "intercepts": [0], "aliased": [],
       "means": [0], "deviations": [1], "solution": {"solver": "newton", "reason": "", "state": "converged",
       "iterations": 1, "objective": 0, "meanLoss": 0, "lambda": 0, "l1Ratio": 0, "gradientNorm": 0}}
      """
    #expect(refuses(model, LogisticModel.self))
    #expect(
      !refuses(
        model.replacingOccurrences(of: "[0], \"deviations\": [1]", with: "[0, 1], \"deviations\": [1, 1]"),
        LogisticModel.self))
  }
}
