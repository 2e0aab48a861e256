"""Reads Swift sources for the scripts beside it: code, comments and string literals apart from each other."""

import pathlib
import re

# What ends a run of plain code: a comment, a string literal, or a parenthesis, which an interpolation has to count.
MARK = re.compile(r'//|/\*|#*"|[()]')
COMMENT_EDGE = re.compile(r"/\*|\*/")


class Source:
    """One file. `code` and `comments` are the text with everything else blanked, so that offsets and lines agree;
    `literals` are (line, text) pairs, without their interpolations, which are code."""

    def __init__(self, path):
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.literals = []
        self._code, self._comments = _blank(self.text), _blank(self.text)
        self._read_code(0, inside_literal=False)
        self.code, self.comments = "".join(self._code), "".join(self._comments)
        del self._code, self._comments

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def _read_code(self, start, inside_literal):
        """Reads from `start` to the end, or in an interpolation to the parenthesis that closes it."""
        depth, position = 0, start
        while mark := MARK.search(self.text, position):
            self._keep(self._code, position, mark.start())
            position = mark.end()
            if mark[0] == "//":
                position = self._line_end(position)
                self._keep(self._comments, mark.start(), position)
            elif mark[0] == "/*":
                position = self._comment_end(position)
                self._keep(self._comments, mark.start(), position)
            elif mark[0] in "()":
                self._keep(self._code, mark.start(), position)
                depth += 1 if mark[0] == "(" else -1
                if inside_literal and depth < 0:
                    return position
            else:
                position = self._read_literal(mark)
        self._keep(self._code, position, len(self.text))
        return len(self.text)

    def _read_literal(self, opening):
        pounds = len(opening[0]) - 1
        quotes = '"""' if self.text.startswith('"""', opening.end() - 1) else '"'
        stop = re.compile(f'{quotes}{"#" * pounds}|\\\\{"#" * pounds}(.)', re.S)
        start = position = opening.end() - 1 + len(quotes)
        pieces = []
        while found := stop.search(self.text, position):
            pieces.append(self.text[position : found.start()])
            position = found.end()
            if found[1] is None:
                break
            if found[1] == "(":
                position = self._read_code(position, inside_literal=True)
            else:
                pieces.append(found[0])
        self.literals.append((self.line(start), "".join(pieces)))
        return position

    def _line_end(self, position):
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def _comment_end(self, position):
        """Swift's block comments nest."""
        depth = 1
        while depth and (edge := COMMENT_EDGE.search(self.text, position)):
            depth += 1 if edge[0] == "/*" else -1
            position = edge.end()
        return position if depth == 0 else len(self.text)

    def _keep(self, copy, start, end):
        copy[start:end] = self.text[start:end]


def _blank(text):
    return ["\n" if character == "\n" else " " for character in text]


def swift_files(folder):
    """The Swift files below `folder`, without the code that documentation catalogues show."""
    for path in sorted(pathlib.Path(folder).rglob("*.swift")):
        if not any(part.endswith(".docc") for part in path.parts):
            yield path
