import CLogit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Arguments as the functions of `logit.h` get them, and texts as they return them.

/// A model's handle, as far as it can be known to be one.
@inline(__always)
func checked(_ model: UnsafePointer<logit_model>?) throws -> UnsafePointer<logit_model> {
  guard let model, model.pointee.mark == LOGIT_MODEL_MARK else { throw CallError.notModel }
  return model
}

/// The model of a handle.
func loaded(_ model: UnsafePointer<logit_model>?) throws -> LoadedModel {
  Unmanaged.fromOpaque(try checked(model).pointee.object).takeUnretainedValue()
}

/// A text that ends with 0.
func text(_ pointer: UnsafePointer<CChar>?, _ argument: String) throws -> String {
  guard let pointer else { throw CallError.nullPointer(argument: argument) }
  guard let text = String(validatingCString: pointer) else { throw CallError.notUTF8(argument: argument) }
  return text
}

/// A copy of a text that the caller frees; `nil` if there is an error, which is kept.
func textOrNull(_ status: Int32, _ make: () throws -> String) -> UnsafeMutablePointer<CChar>? {
  do {
    let text = try make()
    if let copy = strdup(text) { return copy }
    throw CallError.noMemory(text.utf8.count)
  } catch {
    _ = keep(error, status)
    return nil
  }
}
