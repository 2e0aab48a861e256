import CLogitKernels

/// What happens to the gradient and the weights before the optimizer's rule: the loss scale is divided out,
/// the gradient is clipped, and weights decay.
///
/// All of it goes element by element in the pass of the rule, so this says only by which numbers; norms take
/// a pass of their own before. Squares are added up in blocks of fixed size, so the number of threads does
/// not show.
final class GradientAdjustment {
  /// Weights that are adjusted by the same numbers.
  struct Part {
    let range: Range<Int>
    fileprivate let weightDecay: Float
  }

  /// One part for all weights that stand together or, where each variable has a norm or a decay of its own,
  /// one for each.
  private(set) var parts: [Part] = []
  private let ranges: [Range<Int>]
  private let variables: [TrainableVariable]
  private let pool: ThreadPool
  private var clipping = GradientClipping.none
  /// What all parts have in common.
  private var common = logit_adjustment()
  /// Where kernels find the numbers of the part at hand.
  private let current: UnsafeMutablePointer<logit_adjustment>
  /// One for each block of the longest variable.
  private let sums: UnsafeMutableBufferPointer<Double>

  init(_ stack: LayerStack, pool: ThreadPool) {
    ranges = stack.trainableRanges
    variables = stack.trainableVariables
    self.pool = pool
    current = .allocate(capacity: 1)
    current.initialize(to: logit_adjustment())
    let longest = variables.map(\.range.count).max() ?? 0
    sums = .allocate(capacity: longest / Int(LOGIT_SUM_BLOCK) + 1)
    sums.initialize(repeating: 0)
  }

  deinit {
    current.deallocate()
    sums.deallocate()
  }

  /// - Parameter lossScale: What the gradient is still to be divided by.
  func use(_ options: OptimizerOptions, lossScale: Float) {
    clipping = options.clipping
    let weightDecay = Float(options.weightDecay ?? 0)
    let sparesSome = !options.excludedFromWeightDecay.isEmpty
    let decays = variables.map { !sparesSome || options.decays($0.path) }
    let mixesDecays = weightDecay != 0 && decays.contains(true) && decays.contains(false)
    if mixesDecays || clipping.isByVariable {
      parts = zip(variables, decays).map { Part(range: $0.range, weightDecay: $1 ? weightDecay : 0) }
    } else {
      let weightDecay = decays.contains(true) ? weightDecay : 0
      parts = ranges.map { Part(range: $0, weightDecay: weightDecay) }
    }
    common = logit_adjustment()
    common.loss_scale = lossScale
    (common.multiplier, common.divisor) = (1, 1)
    common.largest = .infinity
    if case .value(let bound) = clipping { common.largest = Float(bound) }
    common.weight_decay = parts.first?.weightDecay ?? 0
    current.pointee = common
  }

  /// Whether one pass over all weights does everything, with no norm to find before.
  var isOnePass: Bool { parts.count == 1 && !clipping.needsNorms }

  /// The numbers of an adjustment that ``isOnePass``; `nil` if they change nothing.
  var ofRuns: UnsafePointer<logit_adjustment>? { common.isNeutral ? nil : UnsafePointer(current) }

  /// Looks at the whole gradient, where clipping needs that.
  func begin(_ arena: UpdateArena) {
    guard case .globalNorm(let bound) = clipping else { return }
    common.is_norm_clipped = 1
    common.multiplier = globalScale(arena, bound: Float(bound))
  }

  /// The numbers for a part, valid until the next call; `nil` if they change nothing.
  func of(_ part: Part, _ arena: UpdateArena) -> UnsafePointer<logit_adjustment>? {
    current.pointee = common
    current.pointee.weight_decay = part.weightDecay
    if case .norm(let bound) = clipping {
      current.pointee.is_norm_clipped = 1
      current.pointee.multiplier = Float(bound)
      current.pointee.divisor = max(squares(arena, part.range).squareRoot(), Float(bound))
    }
    return current.pointee.isNeutral ? nil : UnsafePointer(current)
  }

  // MARK: Norms

  /// The sum of squares of a variable's gradient, rounded to `Float` as Keras has it, so that it may be
  /// infinite.
  private func squares(_ arena: UpdateArena, _ range: Range<Int>) -> Float {
    let blocks = (range.count + Int(LOGIT_SUM_BLOCK) - 1) / Int(LOGIT_SUM_BLOCK)
    pool.sumsOfSquares(
      arena.gradient + range.lowerBound, lossScale: common.loss_scale, count: range.count,
      into: sums)
    return Float(sums[..<blocks].reduce(0, +))
  }

  /// What all gradients are multiplied by: NaN when their norm is not finite.
  private func globalScale(_ arena: UpdateArena, bound: Float) -> Float {
    var sum: Float = 0
    for variable in variables { sum += squares(arena, variable.range) }
    let norm = sum.squareRoot()
    return bound * min(1 / norm, 1 / bound) + (norm - norm)
  }
}

extension GradientClipping {
  fileprivate var needsNorms: Bool {
    switch self {
    case .norm, .globalNorm: true
    case .none, .value: false
    }
  }

  /// Whether each variable is clipped by a norm of its own.
  fileprivate var isByVariable: Bool {
    if case .norm = self { true } else { false }
  }
}

extension logit_adjustment {
  fileprivate var isNeutral: Bool {
    loss_scale == 1 && largest == .infinity && weight_decay == 0 && is_norm_clipped == 0
  }
}
