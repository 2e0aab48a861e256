import CLogitKernels

/// Every rule with constants of its own.
enum Rules {
  static let all: [logit_rule_kind] = [
    LOGIT_RULE_SGD, LOGIT_RULE_MOMENTUM, LOGIT_RULE_ADAM, LOGIT_RULE_AMSGRAD, LOGIT_RULE_RMSPROP,
    LOGIT_RULE_RMSPROP_MOMENTUM, LOGIT_RULE_RMSPROP_CENTERED, LOGIT_RULE_RMSPROP_CENTERED_MOMENTUM,
    LOGIT_RULE_ADAGRAD, LOGIT_RULE_ADADELTA, LOGIT_RULE_ADAMAX, LOGIT_RULE_NADAM, LOGIT_RULE_FTRL,
    LOGIT_RULE_LION,
  ]

  static func slotCount(_ kind: logit_rule_kind) -> Int {
    switch kind {
    case LOGIT_RULE_SGD: 0
    case LOGIT_RULE_MOMENTUM, LOGIT_RULE_RMSPROP, LOGIT_RULE_ADAGRAD, LOGIT_RULE_LION: 1
    case LOGIT_RULE_AMSGRAD, LOGIT_RULE_RMSPROP_CENTERED_MOMENTUM: 3
    default: 2
    }
  }

  static func rule(_ kind: logit_rule_kind) -> logit_rule {
    logit_rule(
      kind: kind, momentum: 0.9, is_nesterov: 0, one_minus_beta1: 0.1, one_minus_beta2: 0.001,
      epsilon: 1e-7,
      beta1: 0.9, beta2: 0.999, l1: 0.01, two_shrinkage: 0.1, power: 0.4)
  }

  static func rates(_ rate: Float) -> logit_rates {
    logit_rates(learning_rate: rate, rate: rate, corrections: (0.5, 0.6, 0.7, 0.8, 0.9))
  }

  static var neutralAdjustment: logit_adjustment {
    logit_adjustment(
      loss_scale: 1, is_norm_clipped: 0, multiplier: 1, divisor: 1, largest: .infinity, weight_decay: 0)
  }
}
