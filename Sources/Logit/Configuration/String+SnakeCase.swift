extension String {
  /// Keras's way from a class to a name: `BatchNormalization` is `batch_normalization`, `PReLU` is `p_re_lu`.
  var snakeCase: String {
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
