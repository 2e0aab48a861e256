extension String {
  /// Keras's conversion of a class name to an object's name: `BatchNormalization` becomes
  /// `batch_normalization`, `PReLU` is `p_re_lu`.
  package var snakeCase: String {
    let characters = Array(self)
    var result = ""
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if index > 0, character.isUppercase, characters[index - 1].isLowercase || next.isLowercase {
        result.append("_")
      }
      result += character.lowercased()
    }
    return result
  }
}
