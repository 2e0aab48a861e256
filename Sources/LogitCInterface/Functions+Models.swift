package import CLogit
import Logit
import LogitFiles

// The functions of `logit.h` about models. Arguments are described there.

private let invalidModel = Int32(LOGIT_INVALID_MODEL)

/// `logit_version`
@_cdecl("logit_version")
package func version() -> UnsafePointer<CChar>? { versionText[0] }

private let versionText = NameList([LogitVersion.current])

/// `logit_load`
@_cdecl("logit_load")
package func load(path: UnsafePointer<CChar>?) -> UnsafeMutablePointer<logit_model>? {
  handle { try LoadedModel(contentsOf: text(path, "path")) }
}

/// `logit_load_bytes`
@_cdecl("logit_load_bytes")
package func load(
  bytes: UnsafeRawPointer?, count: Int, name: UnsafePointer<CChar>?
) -> UnsafeMutablePointer<logit_model>? {
  handle {
    guard let bytes else { throw CallError.nullPointer(argument: "bytes") }
    guard count >= 0 else {
      throw CallError.wrongCount(argument: "count", expected: "at least 0", found: count)
    }
    return try LoadedModel(
      bytes: Array(UnsafeRawBufferPointer(start: bytes, count: count)),
      name: name == nil ? "the model" : text(name, "name"))
  }
}

/// `logit_free`
@_cdecl("logit_free")
package func free(model: UnsafeMutablePointer<logit_model>?) {
  guard let model, model.pointee.mark == LOGIT_MODEL_MARK else { return }
  model.pointee.mark = 0
  Unmanaged<LoadedModel>.fromOpaque(model.pointee.object).release()
  model.deallocate()
}

/// `logit_column_count`
@_cdecl("logit_column_count")
package func columnCount(model: UnsafePointer<logit_model>?) -> Int64 {
  answer(invalidModel) { try Int(checked(model).pointee.columns) }
}

/// `logit_column_name`
@_cdecl("logit_column_name")
package func columnName(model: UnsafePointer<logit_model>?, column: Int64) -> UnsafePointer<CChar>? {
  name(model, column, "column", \.columnNames)
}

/// `logit_class_count`
@_cdecl("logit_class_count")
package func classCount(model: UnsafePointer<logit_model>?) -> Int64 {
  answer(invalidModel) { try Int(checked(model).pointee.classes) }
}

/// `logit_class_name`
@_cdecl("logit_class_name")
package func className(model: UnsafePointer<logit_model>?, index: Int64) -> UnsafePointer<CChar>? {
  name(model, index, "class_index", \.classNames)
}

/// `logit_describe`
@_cdecl("logit_describe")
package func describe(model: UnsafePointer<logit_model>?) -> UnsafeMutablePointer<CChar>? {
  textOrNull(invalidModel) { try loaded(model).description() }
}

// MARK: - Helpers

/// A model's handle; `nil` if there is an error, which is kept.
private func handle(_ make: () throws -> LoadedModel) -> UnsafeMutablePointer<logit_model>? {
  do {
    let model = try make()
    let handle = UnsafeMutablePointer<logit_model>.allocate(capacity: 1)
    handle.initialize(
      to: logit_model(
        mark: LOGIT_MODEL_MARK, object: Unmanaged.passRetained(model).toOpaque(),
        columns: Int64(model.columnNames.count), classes: Int64(model.classNames.count)))
    return handle
  } catch {
    _ = keep(error, invalidModel)
    return nil
  }
}

private func name(
  _ model: UnsafePointer<logit_model>?, _ index: Int64, _ argument: String,
  _ names: KeyPath<LoadedModel, NameList>
) -> UnsafePointer<CChar>? {
  do {
    let names = try loaded(model)[keyPath: names]
    if let name = names[index] { return name }
    throw CallError.wrongCount(
      argument: argument, expected: "from 0 to \(names.count - 1)", found: Int(index))
  } catch {
    _ = keep(error, invalidModel)
    return nil
  }
}

private func answer(_ status: Int32, _ number: () throws -> Int) -> Int64 {
  do { return Int64(try number()) } catch { return Int64(keep(error, status)) }
}
