import Logit
import LogitTestSupport

extension Misuse {
  /// Tensors.
  static let tensors: [Misuse] = {
    var list = MisuseList()
    list.addShapes()
    list.addSelections()
    list.addReductions()
    list.addArithmetic()
    list.addConversions()
    return list.all
  }()
}

private let matrix = Tensor<Float>(repeating: 1, shape: [2, 3])
private let scalar = Tensor<Float>(repeating: 1, shape: [])
private let empty = Tensor<Float>(repeating: 1, shape: [0, 3])

extension MisuseList {
  fileprivate mutating func addShapes() {
    add("Tensor([1, 2, 3], shape: [2, 2])") { _ = try Tensor<Float>([1, 2, 3], shape: [2, 2]) }
    add("Tensor([1, 2, 3], shape: [-3, -1])") { _ = try Tensor<Float>([1, 2, 3], shape: [-3, -1]) }
    add("Tensor([], shape: [-1])") { _ = try Tensor<Float>([], shape: [-1]) }
    add("Tensor([1], shape: [Int.max, 2])") { _ = try Tensor<Float>([1], shape: [.max, 2]) }
    add("Tensor([1, 2], shape: [])") { _ = try Tensor<Float>([1, 2], shape: []) }
    add("reshaped([4])") { _ = try matrix.reshaped([4]) }
    add("reshaped([-1, -1])") { _ = try matrix.reshaped([-1, -1]) }
    add("reshaped([-1, 0])") { _ = try matrix.reshaped([-1, 0]) }
    add("reshaped([-2, -3])") { _ = try matrix.reshaped([-2, -3]) }
    add("reshaped([Int.max, 2])") { _ = try matrix.reshaped([.max, 2]) }
    add("reshaped([-1, 4])") { _ = try matrix.reshaped([-1, 4]) }
    add("reshape(7)") { _ = try matrix.reshape(7) }
    add("reshape(-1, Int.max, 3)") { _ = try matrix.reshape(-1, .max, 3) }
    add("Tensor(rows:) of ragged rows") { _ = try Tensor<Float>(rows: [[1], [1, 2]]) }
    add("an array of ragged rows") { _ = try Tensor<Float>([[1, 2], [3]] as [[Double]]) }
    add("ragged rows within rows") { _ = try [[[1, 2], [3]], [[4]]].tensor() }
    add("concatenate of nothing") { _ = try Tensor<Float>.concatenate([]) }
    add("concatenate along axis 2 of a matrix") { _ = try Tensor.concatenate([matrix, matrix], axis: 2) }
    add("concatenate along axis -3") { _ = try Tensor.concatenate([matrix, matrix], axis: -3) }
    add("concatenate along axis Int.min") { _ = try Tensor.concatenate([matrix, matrix], axis: .min) }
    add("concatenate of other columns") { _ = try Tensor.concatenate([matrix, matrix.transposed()]) }
    add("concatenate of other ranks") { _ = try Tensor.concatenate([matrix, matrix.flattened()]) }
    add("concatenate of numbers") { _ = try Tensor.concatenate([scalar, scalar]) }
    add("stack of other shapes") { _ = try Tensor.stack([matrix, matrix.transposed()]) }
    add("stack along axis 4") { _ = try Tensor.stack([matrix], axis: 4) }
    add("stack along axis -9") { _ = try Tensor.stack([matrix], axis: -9) }
    add("stack of nothing") { _ = try Tensor<Float>.stack([]) }
    add("hstack of nothing") { _ = try Tensor<Float>.hstack([]) }
    add("hstack of other heights") { _ = try Tensor.hstack([matrix, matrix.transposed()]) }
    add("vstack of other widths") { _ = try Tensor.vstack([matrix, matrix.transposed()]) }
    add("vstack of a vector of another length") { _ = try Tensor.vstack([matrix, matrix.flattened()]) }
    add("columnStack of other heights") { _ = try Tensor.columnStack([matrix.flattened(), matrix]) }
    add("columnStack of nothing") { _ = try Tensor<Float>.columnStack([]) }
  }

  fileprivate mutating func addSelections() {
    add("rows(at: [2]) of two rows") { _ = try matrix.rows(at: [2]) }
    add("rows(at: [-1])") { _ = try matrix.rows(at: [-1]) }
    add("rows(at: [0, Int.max])") { _ = try matrix.rows(at: [0, .max]) }
    add("rows(at:) of a tensor of places") { _ = try matrix.rows(at: Tensor([0, 9])) }
    add("rows(at:) of a single number") { _ = try scalar.rows(at: [0]) }
    add("rows(at: [0]) of no rows") { _ = try empty.rows(at: [0]) }
    add("rows(where:) with too short a mask") { _ = try matrix.rows(where: [true]) }
    add("rows(where:) with too long a mask") { _ = try matrix.rows(where: [true, false, true]) }
    add("rows(where:) of a single number") { _ = try scalar.rows(where: [true]) }
    add("rows(where:) with a mask of elements") { _ = try matrix.rows(where: matrix .> 0) }
    add("a mask of another shape as subscript") { _ = try matrix[matrix.transposed() .> 0] }
    add("a mask for a single number") { _ = try scalar[Tensor([true])] }
  }

  fileprivate mutating func addReductions() {
    add("sum(axis: 2)") { _ = try matrix.sum(axis: 2) }
    add("sum(axis: -3)") { _ = try matrix.sum(axis: -3) }
    add("sum(axis: Int.min)") { _ = try matrix.sum(axis: .min) }
    add("sum(axis: 0) of a single number") { _ = try scalar.sum(axis: 0) }
    add("mean(axis: 9)") { _ = try matrix.mean(axis: 9) }
    add("mean(axis: -9)") { _ = try matrix.mean(axis: -9) }
    add("min(axis: 2)") { _ = try matrix.min(axis: 2) }
    add("max(axis: Int.max)") { _ = try matrix.max(axis: .max) }
    add("max(axis: 0) of no rows") { _ = try empty.max(axis: 0) }
    add("min(axis: 0) of no rows") { _ = try empty.min(axis: 0) }
    add("argmax(axis: 0) of no rows") { _ = try empty.argmax(axis: 0) }
    add("argmax(axis: 7)") { _ = try matrix.argmax(axis: 7) }
    add("argmax(axis: 0) of a single number") { _ = try scalar.argmax(axis: 0) }
  }

  fileprivate mutating func addArithmetic() {
    let turned = matrix.transposed()
    add("a sum of other shapes") { _ = try matrix + turned }
    add("a difference of other shapes") { _ = try matrix - turned }
    add("a product of other shapes") { _ = try matrix * turned }
    add("a quotient of other shapes") { _ = try matrix / turned }
    add("a sum with a row, which is not spread") { _ = try matrix + matrix.row(0) }
    add(".> of other shapes") { _ = try matrix .> turned }
    add(".>= of other shapes") { _ = try matrix .>= turned }
    add(".< of other shapes") { _ = try matrix .< turned }
    add(".<= of other shapes") { _ = try matrix .<= turned }
    add(".== of other shapes") { _ = try matrix .== turned }
    add(".!= of other shapes") { _ = try matrix .!= turned }
    add(".& of other shapes") { _ = try (matrix .> 0) .& (turned .> 0) }
    add(".| of other shapes") { _ = try (matrix .> 0) .| (turned .> 0) }
  }

  fileprivate mutating func addConversions() {
    add("oneHot([-1])") { _ = try Tensor<Float>.oneHot([-1]) }
    add("oneHot([3], classCount: 3)") { _ = try Tensor<Float>.oneHot([3], classCount: 3) }
    add("oneHot([0], classCount: 0)") { _ = try Tensor<Float>.oneHot([0], classCount: 0) }
    add("oneHot([0], classCount: -1)") { _ = try Tensor<Float>.oneHot([0], classCount: -1) }
    add("oneHot([0, 1], classCount: Int.max)") { _ = try Tensor<Float>.oneHot([0, 1], classCount: .max) }
    add("oneHot([Int.max])") { _ = try Tensor<Float>.oneHot([Int.max]) }
    add("oneHot([Int.min])") { _ = try Tensor<Float>.oneHot([Int.min]) }
    add("oneHot([UInt64.max])") { _ = try Tensor<Float>.oneHot([UInt64.max]) }
    add("oneHot of a matrix") { _ = try Tensor<Float>.oneHot(Tensor([0, 1, 1, 0], shape: [2, 2])) }
    add("oneHot([0.5])") { _ = try Tensor<Float>.oneHot([0.5]) }
    add("oneHot of NaN") { _ = try Tensor<Float>.oneHot([Float.nan]) }
    add("oneHot of infinity") { _ = try Tensor<Float>.oneHot([Double.infinity]) }
    add("oneHot([1e30])") { _ = try Tensor<Float>.oneHot([1e30]) }
    add("Int of 1e300") { _ = try Tensor<Int>(Tensor([1e300])) }
    add("Int of NaN") { _ = try Tensor<Int>(Tensor([Double.nan])) }
    add("Int of infinity") { _ = try Tensor<Int>(Tensor([Float.infinity])) }
    add("UInt8 of 300") { _ = try Tensor<UInt8>(Tensor([300])) }
    add("UInt8 of -1") { _ = try Tensor<UInt8>(Tensor([-1])) }
    add("UInt of -0.5e9") { _ = try Tensor<UInt>(Tensor([-0.5e9])) }
    add("Int8 of 128.0") { _ = try Tensor<Int8>(Tensor([128.0])) }
  }
}
