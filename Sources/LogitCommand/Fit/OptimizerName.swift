#if Command
import ArgumentParser
import Logit

/// The optimizers by their names in Keras.
enum OptimizerName: String, CaseIterable, ExpressibleByArgument {
  case adam, adamw, sgd, rmsprop, adagrad, adadelta, adamax, nadam, ftrl, lion

  /// The optimizer with its defaults; the learning rate is set by the schedule.
  var optimizer: any Optimizer {
    switch self {
    case .adam: .adam()
    case .adamw: .adamW()
    case .sgd: .sgd()
    case .rmsprop: .rmsprop()
    case .adagrad: .adagrad()
    case .adadelta: .adadelta()
    case .adamax: .adamax()
    case .nadam: .nadam()
    case .ftrl: .ftrl()
    case .lion: .lion()
    }
  }
}
#endif
