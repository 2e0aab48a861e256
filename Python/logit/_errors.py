"""The error of the package."""


class LogitError(ValueError):
    """What went wrong, in a sentence with what was expected, what was found, where, and what to do.

    code is a word for the kind of error that later versions keep, such as "data-missing-values".
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self):
        return type(self), (str(self), self.code)
