#!/usr/bin/env python3
"""Writes vectors.json: what pandas reads from small CSV texts.

    python make-vectors.py          # needs pandas; made with the version named in the file

Each column is written as its kind and its values as texts: null where missing, numbers as the bits of a double in
hexadecimal.
"""
import io
import json
import struct
import warnings
from pathlib import Path

import pandas

CASES = {
    "plain": "a,b,c\n1,2.5,x\n-3,4,y\n",
    "quotes": 'a,b\n"x, y","say ""hi"""\n"line\nbreak",z\n',
    "quoted numbers": 'a,b\n"1","2.5"\n"3","4"\n',
    "missing words": "a,b,c\nNA,x,1.5\n#N/A,,nan\nnull,NULL,None\n-1.#IND,<NA>,n/a\n",
    "missing in quotes": 'a,b\n"",1\n"NA",2\nx,3\n',
    "CRLF": "a,b\r\n1,x\r\n2,y\r\n",
    "carriage returns": "a,b\r1,x\r2,y\r",
    "blank lines": "a,b\n\n1,2\n   \n3,4\n\n",
    "no end of line": "a,b\n1,2\n3,4",
    "byte order mark": "\ufeffa,b\n1,2\n",
    "letters": "naïve,größe\n1,é\n2,日本\n3,🐧\n",
    "exponents": "a,b,c\n1e5,.5,5.\n-1E-3,+7.25,1e308\n5e-324,0.1,-0.0\n",
    "infinities": "a,b\ninf,-inf\nInfinity,+inf\n1,2\n",
    "large whole numbers": "a,b\n9223372036854775807,1\n-9223372036854775807,2\n",
    "blanks around numbers": "a,b\n 1 ,2.5\n2, 3.5\n",
    "truth": "a,b\ntrue,False\nFALSE,True\n",
    "yes and no": "a,b\nyes,t\nno,f\n",
    "late text": "a,b\n" + "".join(f"{i},{i}.50\n" for i in range(50)) + "x,y\n",
    "late fraction": "a,b\n" + "".join(f"{i},1\n" for i in range(50)) + "0.25,2\n",
    "empty column": "a,b\n,1\n,2\n",
    "hexadecimal": "a,b\n0x10,1\n0x20,2\n",
    "underscores": "a,b\n1_000,1\n2_000,2\n",
    "quote within a field": 'a,b\n5" pipe,1\nx"y"z,2\n',
    "dates": "day,n\n2024-01-31,1\n2024-02-01,2\n",
    "hard numbers": "a,b\n0.1000000000000000055511151231257827,1\n9007199254740993.0,2\n"
    "2.2250738585072011e-308,3\n1.7976931348623158e308,4\n123456789012345678901234567890,5\n",
}


def column(series):
    missing = series.isna()
    if missing.all():
        return "numeric", [None] * len(series)
    if pandas.api.types.is_bool_dtype(series):
        return "boolean", [str(v).lower() for v in series]
    if pandas.api.types.is_integer_dtype(series):
        return "integer", [str(v) for v in series]
    if pandas.api.types.is_float_dtype(series):
        return "numeric", [None if m else struct.pack(">d", v).hex() for v, m in zip(series, missing)]
    return "string", [None if m else str(v) for v, m in zip(series, missing)]


warnings.simplefilter("ignore")
cases = []
for name, text in CASES.items():
    # The default float parser of pandas may be one unit off; round_trip is strtod.
    frame = pandas.read_csv(io.BytesIO(text.encode()), float_precision="round_trip")
    columns = []
    for label in frame.columns:
        kind, values = column(frame[label])
        columns.append({"name": label, "kind": kind, "values": values})
    cases.append({"name": name, "text": text, "columns": columns})
path = Path(__file__).with_name("vectors.json")
path.write_text(json.dumps({"pandas": pandas.__version__, "cases": cases}, ensure_ascii=True, indent=1) + "\n")
