#if Command
import ArgumentParser
import Logit

/// An optimizer by its name in Keras, with its defaults; the learning rate is set by the schedule.
struct OptimizerName: ExpressibleByArgument {
  let name: String
  let optimizer: any Optimizer

  private init(name: String, optimizer: any Optimizer) { (self.name, self.optimizer) = (name, optimizer) }

  init?(argument: String) {
    guard Self.allValueStrings.contains(argument), let optimizer = try? Optimizers.named(argument) else {
      return nil
    }
    self.init(name: argument, optimizer: optimizer)
  }

  var defaultValueDescription: String { name }

  static var allValueStrings: [String] { Optimizers.names }
}
#endif
