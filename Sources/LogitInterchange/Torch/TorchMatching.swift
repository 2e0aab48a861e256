import Logit
import LogitFiles

/// Which module of PyTorch each layer's weights come from.
///
/// By name where every layer is called as a module; otherwise in the order of the modules' names if only
/// numbers tell these apart, as in `nn.Sequential`; otherwise by shapes, which must leave no choice, since a
/// file does not keep the order of modules.
struct TorchMatching {
  /// The module of each layer.
  let modules: [TorchModule]
  /// How they were found, where names do not tell.
  let note: String?

  /// - Throws: `FileError.damaged(source:item:expected:found:remedy:)`, which names the tensor, or what could
  ///   be several layers'.
  init(_ slots: [TorchSlot], _ found: [TorchModule], source: String) throws {
    let finder = ModuleFinder(slots: slots, modules: found, source: source)
    if let named = finder.byName {
      try finder.require(named)
      (modules, note) = (named, nil)
      return
    }
    try finder.requireCounts()
    if Set(found.map(\.stem)).count <= 1 {
      try finder.require(found)
      (modules, note) = (found, nil)
      return
    }
    modules = try finder.byShape()
    let pairs = zip(modules, slots).map { "\($0.name) is \"\($1.name)\"" }
    note = "PyTorch's modules are matched with layers by their shapes: \(pairs.joined(separator: ", "))."
  }
}

private struct ModuleFinder {
  let slots: [TorchSlot]
  let modules: [TorchModule]
  let source: String

  private static let remedy =
    "use the architecture of these weights, or call its layers as the modules are called"

  private func damaged(_ item: String, _ expected: String, _ found: String) -> FileError {
    .damaged(source: source, item: item, expected: expected, found: found, remedy: Self.remedy)
  }

  /// The modules that are called as the layers, by their full or their last name.
  var byName: [TorchModule]? {
    let full = Dictionary(modules.map { ($0.name, $0) }) { first, _ in first }
    let last = Dictionary(grouping: modules) { module in
      String(module.name.split(separator: ".").last ?? "")
    }
    guard slots.count == modules.count else { return nil }
    var found: [TorchModule] = []
    for slot in slots {
      guard let module = full[slot.name] ?? (last[slot.name]?.count == 1 ? last[slot.name]?[0] : nil) else {
        return nil
      }
      found.append(module)
    }
    return Set(found.map(\.name)).count == found.count ? found : nil
  }

  func requireCounts() throws {
    guard slots.count != modules.count else { return }
    throw damaged(
      "the list of modules with weights",
      "\(slots.count) long, one for each of \(slots.map { "\"\($0.name)\"" }.joined(separator: ", ").shortened)",
      "\(modules.count) long: \(modules.map(\.text).joined(separator: ", ").shortened)")
  }

  /// Checks modules that stand in the order of the layers.
  func require(_ found: [TorchModule]) throws {
    for (slot, module) in zip(slots, found) {
      if let wrong = slot.mismatch(module) { throw damaged(wrong.item, wrong.expected, wrong.found) }
    }
  }

  /// The modules in the order of the layers, where shapes leave no choice.
  func byShape() throws -> [TorchModule] {
    var found: [TorchModule?] = slots.map { _ in nil }
    var used: Set<String> = []
    for (place, slot) in slots.enumerated() where found[place] == nil {
      let fitting = modules.filter { !used.contains($0.name) && slot.fits($0) }
      let alike = slots.indices.filter { other in
        found[other] == nil && fitting.contains { slots[other].fits($0) }
      }
      guard !fitting.isEmpty, fitting.count == alike.count else {
        throw nothingFits(slot, modules.filter { !used.contains($0.name) })
      }
      guard Set(fitting.map(\.stem)).count == 1 else {
        throw damaged(
          "the order of the modules \(fitting.map(\.text).joined(separator: ", "))",
          "told by numbers in their names, since their shapes are alike", "not known")
      }
      for (other, module) in zip(alike, fitting) {
        found[other] = module
        used.insert(module.name)
      }
    }
    return found.compactMap { $0 }
  }

  /// The error of a layer that as many modules as there are such layers do not fit: the tensor of another
  /// shape where one module is clearly meant.
  private func nothingFits(_ slot: TorchSlot, _ left: [TorchModule]) -> FileError {
    let names = Set(slot.parts.map(\.tensor))
    let meant = left.filter { module in
      Set(module.tensors.keys) == names && !slots.contains { $0.fits(module) }
    }
    if meant.count == 1, let wrong = slot.mismatch(meant[0]) {
      return damaged(wrong.item, wrong.expected, wrong.found)
    }
    let wanted = slot.parts.map { "\($0.tensor) \($0.shape)" }.joined(separator: " and ")
    return damaged(
      "the module of \(slot.text)", "one of its own with \(wanted)",
      "not told by shapes among \(left.map(\.described).joined(separator: ", ").shortened)")
  }
}

extension TorchModule {
  /// Its name, and the shapes of its tensors.
  fileprivate var described: String {
    let shapes = tensors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.shape)" }
    return "\(text) (\(shapes.joined(separator: ", ")))"
  }
}
