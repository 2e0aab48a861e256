// Its public types stand in Logit's own signatures: `FileError` is thrown, and Keras's configurations are
// JSON.
@_exported public import LogitFiles
