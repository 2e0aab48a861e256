import Logit

/// How the numbers a model takes follow from what is in the table.
package enum FeatureUnit: Sendable, Equatable {
  /// The number less a center, divided by a deviation, which is 0 if the number tells nothing.
  case scaled(center: Double, deviation: Double)
  /// The number times a factor, plus an offset.
  case rescaled(factor: Double, offset: Double)
  /// 1 for the rows of one of several categories, 0 for the others; `group` counts the columns of categories.
  case category(group: Int)
}

extension FeatureSpace {
  /// The unit of each number that a row becomes, in their order.
  package var units: [FeatureUnit] {
    var units: [FeatureUnit] = []
    for (index, transform) in transforms.enumerated() {
      switch transform {
      case let number as NumericFeature: units += number.units
      case let date as DateFeature: units += date.units
      case let formula as FormulaFeature: units += formula.units
      case is any CodedFeature:
        units += repeatElement(.category(group: index), count: transform.outputCount)
      default: units += repeatElement(.plain, count: transform.outputCount)
      }
    }
    return units
  }

  /// Whether each number that a row becomes is divided by its deviation; not so categories, truth values,
  /// indicators of missing values and points on circles, which stay as they are.
  package var areStandardized: [Bool] {
    transforms.flatMap { transform -> [Bool] in
      switch transform {
      case let number as NumericFeature: number.areStandardized
      case let date as DateFeature: date.areStandardized
      case is FormulaFeature: [Bool](repeating: true, count: transform.outputCount)
      default: [Bool](repeating: false, count: transform.outputCount)
      }
    }
  }

  /// The columns behind each number that a row becomes, in their order.
  package var columnsOfFeatures: [[String]] {
    transforms.flatMap { repeatElement($0.inputs, count: $0.outputCount) }
  }
}

extension FeatureUnit {
  /// The number as it is.
  static let plain = FeatureUnit.scaled(center: 0, deviation: 1)

  init(_ standardization: Standardization) {
    self = .scaled(center: standardization.mean, deviation: standardization.deviation)
  }
}

extension NumericFeature {
  fileprivate var units: [FeatureUnit] {
    let unit: FeatureUnit =
      switch scaling {
      case .none: .plain
      case .normalized: standardization.map { FeatureUnit($0) } ?? .plain
      case .rescaled(let rule): .rescaled(factor: Double(rule.scale), offset: Double(rule.offset))
      }
    // The indicator of missing values is 0 or 1.
    return [unit] + [FeatureUnit](repeating: .plain, count: outputCount - 1)
  }

  fileprivate var areStandardized: [Bool] {
    [scaling == .normalized && standardization != nil] + [Bool](repeating: false, count: outputCount - 1)
  }
}
