"""Writes the Parquet and Arrow files that the tests of Columnar/ read, and what pyarrow finds in them.

    python make_files.py        (pyarrow 26.0, pandas 3.1, DuckDB 2.0; with pyspark 3.5 and Java 17, Spark's, too)

`expected.json` has the columns of each file: the kind of a column in Logit, and its values as pyarrow reads them: numbers,
truth values and texts as such, whole numbers beyond 64 bits, dates and times as texts, null for what is missing.
"""

import datetime
import decimal
import json
import math
import pathlib
import shutil
import tempfile
import uuid

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

folder = pathlib.Path(__file__).parent
expected = {}
D = decimal.Decimal
ROWS = 9


def gaps(values):
    """The values with every fourth one missing."""
    return [None if row % 4 == 3 else value for row, value in enumerate(values)]


def integers(bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    if bits == 64:
        low, high = (low + 1, high) if signed else (low, 2**63 - 1)
    return gaps([low, high, 1, 0, 2, 3, high, low, 7])


def types():
    moments = [datetime.datetime(1969, 12, 31, 23, 59, 59), datetime.datetime(2024, 2, 29, 17, 30, 1)] * 5
    fractions = [moment + datetime.timedelta(microseconds=1500 * row) for row, moment in enumerate(moments)]
    days = [datetime.date(1, 1, 1), datetime.date(1970, 1, 1), datetime.date(2000, 2, 29)] * 3
    words = ["a", "Größe", "", "x", "a", "quote \" comma ,", "NA", "x", "long " * 20]
    columns = {
        "bool": pa.array(gaps([True, False, True] * 3)),
        "half": pa.array(np.array([0.5, -2, 65504, 0, np.nan, 6e-8, 1, 2, 3], np.float16)),
        "float": pa.array(gaps([0.1, -1.5, 3e38, 0, 1e-40, float("nan"), 1, 2, float("inf")]), pa.float32()),
        "double": pa.array(gaps([0.1, -1.5, 1e308, 0, 5e-324, float("nan"), 1, 2, float("-inf")])),
        "text": pa.array(gaps(words)),
        "large_text": pa.array(gaps(words), pa.large_string()),
        "binary": pa.array(gaps([word.encode() for word in words]), pa.binary()),
        "fixed": pa.array(gaps([b"abc", b"def", b"abc"] * 3), pa.binary(3)),
        "date": pa.array(gaps(days)),
        "midnight": pa.array(gaps([datetime.datetime(2024, 1, row + 1) for row in range(ROWS)]), pa.timestamp("us")),
        "milliseconds": pa.array(gaps([moment.replace(microsecond=5000) for moment in moments[:ROWS]]), pa.timestamp("ms")),
        "microseconds": pa.array(gaps(fractions[:ROWS]), pa.timestamp("us")),
        "universal": pa.array(gaps(moments[:ROWS]), pa.timestamp("us", "UTC")),
        "time": pa.array(gaps([datetime.time(row, 59, 7) for row in range(ROWS)]), pa.time64("us")),
        "decimal": pa.array(gaps([D("12.50"), D("-0.01"), D("0.00")] * 3), pa.decimal128(9, 2)),
        "wide_decimal": pa.array(gaps([D("123456789012345678901.125"), D("-0.001"), D("1.000")] * 3), pa.decimal128(30, 3)),
        "whole_decimal": pa.array(gaps([D("5"), D("-7"), D("0")] * 3), pa.decimal128(12, 0)),
        "huge_decimal": pa.array(gaps([D("170141183460469231731687303715884105"), D("-7"), D("0")] * 3), pa.decimal128(38, 0)),
        "unsigned": pa.array(gaps([2**64 - 1, 0, 5] * 3), pa.uint64()),
        "least": pa.array(gaps([-(2**63), 0, 5] * 3), pa.int64()),
        "none": pa.nulls(ROWS),
        "category": pa.array(gaps(["low", "high", "low"] * 3)).dictionary_encode(),
    }
    for bits in (8, 16, 32, 64):
        for signed in (True, False):
            columns[f"{'' if signed else 'u'}int{bits}"] = pa.array(
                integers(bits, signed), getattr(pa, f"{'' if signed else 'u'}int{bits}")())
    return pa.table(columns)


def clock(values, text):
    """Texts of the times with as many digits of a fraction as the one that needs the most."""
    known = [value for value in values if value is not None]
    spec = "seconds"
    if any(value.microsecond for value in known):
        spec = "milliseconds" if all(value.microsecond % 1000 == 0 for value in known) else "microseconds"
    return [None if value is None else text(value, spec) for value in values]


def moment_text(values, universal):
    if universal:
        values = [value and value.astimezone(datetime.timezone.utc).replace(tzinfo=None) for value in values]
    known = [value for value in values if value is not None]
    if not universal and all(value.time() == datetime.time() for value in known):
        return [value and value.date().isoformat() for value in values]
    return clock(values, lambda value, spec: value.isoformat(" ", spec) + ("+00:00" if universal else ""))


def described(column):
    """The kind of a column, and its values."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = kind.value_type
    values = column.to_pylist()
    if pa.types.is_null(kind):
        return "numeric", values
    if pa.types.is_boolean(kind):
        return "boolean", values
    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale <= 0):
        whole = [None if value is None else int(value) for value in values]
        if any(value is not None and not -(2**63) < value < 2**63 for value in whole):
            return "string", [None if value is None else str(value) for value in whole]
        return "integer", whole
    if pa.types.is_decimal(kind):
        return "numeric", [None if value is None else float(value) for value in values]
    if pa.types.is_floating(kind):
        values = [None if value is None or math.isnan(value) else float(value) for value in values]
        return "numeric", [str(value) if value is not None and math.isinf(value) else value for value in values]
    if pa.types.is_timestamp(kind):
        return "string", moment_text(values, kind.tz is not None)
    if pa.types.is_time(kind):
        return "string", clock(values, lambda value, spec: value.isoformat(spec))
    if pa.types.is_date(kind):
        return "string", [value and value.isoformat() for value in values]
    if isinstance(kind, pa.UuidType):
        return "string", [value and str(value) for value in values]
    texts = [value.decode() if isinstance(value, bytes) else value for value in values]
    return "string", [value or None for value in texts]


def expect(name, table):
    expected[name] = [
        dict(zip(("name", "kind", "values"), (field.name, *described(column))))
        for field, column in zip(table.schema, table.columns)]


def parquet(name, table, **options):
    pq.write_table(table, folder / name, **options)
    expect(name, pq.read_table(folder / name))


def make_parquet():
    table = types()
    # Parquet has no fewer than 32 bits, but says what was meant.
    parquet("snappy.parquet", table, row_group_size=4)
    parquet("second-pages.parquet", table, data_page_version="2.0", compression="zstd", row_group_size=5)
    parquet("plain.parquet", table, use_dictionary=False, compression="gzip", write_page_checksum=True)
    parquet("raw-lz4.parquet", table, compression="lz4", write_batch_size=2, data_page_size=1)
    parquet("96-bits.parquet", table.select(["microseconds", "milliseconds", "midnight"]), use_deprecated_int96_timestamps=True)
    parquet("integer-decimals.parquet", pa.table({
        "small": pa.array(gaps([D("1.5"), D("-2.5"), D("3.0")] * 3), pa.decimal128(5, 1)),
        "large": pa.array(gaps([D("1.50"), D("-2.25"), D("90071992547409.93")] * 3), pa.decimal128(18, 2)),
    }), store_decimal_as_integer=True)
    numbers = pa.table({
        "int32": pa.array(gaps([row * row * 1000 - 5 for row in range(300)]), pa.int32()),
        "int64": pa.array([(row * 7919**4) % 2**62 * (-1) ** row for row in range(300)], pa.int64()),
        "steady": pa.array([1000 + 3 * row for row in range(300)], pa.int64()),
        "text": pa.array(gaps([f"prefix {row // 7} {row}" for row in range(300)])),
        "float": pa.array(gaps([row / 7 for row in range(300)]), pa.float32()),
        "double": pa.array([row / 7 for row in range(300)]),
        "bool": pa.array(gaps([row % 7 < 3 for row in range(300)])),
    })
    parquet("deltas.parquet", numbers, use_dictionary=False, column_encoding={
        "int32": "DELTA_BINARY_PACKED", "int64": "DELTA_BINARY_PACKED", "steady": "DELTA_BINARY_PACKED",
        "text": "DELTA_BYTE_ARRAY", "float": "BYTE_STREAM_SPLIT", "double": "BYTE_STREAM_SPLIT", "bool": "RLE"})
    parquet("lengths.parquet", numbers.select(["text", "int32"]), use_dictionary=False, data_page_version="2.0", column_encoding={
        "text": "DELTA_LENGTH_BYTE_ARRAY", "int32": "BYTE_STREAM_SPLIT"})
    required = pa.schema([pa.field("x", pa.float64(), False), pa.field("s", pa.string(), False), pa.field("b", pa.bool_(), False)])
    parquet("required.parquet", pa.table(
        {"x": [1.5, 2.5, 3.5], "s": ["a", "b", "a"], "b": [True, False, True]}, schema=required))
    parquet("no-rows.parquet", types().slice(0, 0).select(["double", "text", "int64", "bool"]))
    parquet("uuid.parquet", pa.table({"id": pa.array(
        [uuid.UUID(int=row * 2**100 + 5).bytes for row in range(3)], pa.uuid())}))
    # With the names of rows that a filter left.
    frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", None, "z"]})
    frame[frame.a != 2].to_parquet(folder / "index.parquet")
    expect("index.parquet", pq.read_table(folder / "index.parquet").select(["a", "b"]))
    pq.write_table(pa.table({
        "x": [1, 2], "tags": [["a"], ["b", "c"]], "place": [{"city": "Oslo"}, {"city": "Rome"}],
        "map": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())), "y": ["u", "v"]}), folder / "nested.parquet")
    pq.write_table(pa.table({"x": [1, 2, 3] * 20}), folder / "brotli.parquet", compression="brotli")
    pq.write_table(pa.table({"x": [b"\xff\xfe", b"\x00"]}), folder / "bytes.parquet")


def make_foreign():
    duckdb.sql(f"""COPY (SELECT r AS i, r / 3.0 AS d, CASE WHEN r % 3 = 0 THEN NULL ELSE 'w' || r END AS s,
        DATE '2024-01-30' + r::INTEGER AS day, r % 2 = 0 AS even, (r * 1.25)::DECIMAL(8, 2) AS cents,
        TIMESTAMP '2024-01-01 10:00:00' + INTERVAL 1 HOUR * r AS moment, TIME '10:20:30' AS clock,
        (r * 123456789012345678901)::HUGEINT::DECIMAL(38, 0) AS huge, r::UTINYINT AS tiny
        FROM range(10) t(r)) TO '{folder}/duckdb.parquet' (FORMAT parquet)""")
    expect("duckdb.parquet", pq.read_table(folder / "duckdb.parquet"))
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        return
    spark = SparkSession.builder.master("local[1]").config("spark.sql.session.timeZone", "UTC").config(
        "spark.ui.enabled", "false").getOrCreate()
    rows = spark.sql("""SELECT CAST(id AS INT) AS i, id / 4 AS d, IF(id % 3 = 0, NULL, concat('w', id)) AS s,
        date_add(DATE '2024-01-30', CAST(id AS INT)) AS day, id % 2 = 0 AS even, CAST(id * 1.25 AS DECIMAL(20, 2)) AS cents,
        timestamp_micros(id * 3600000000 + 1500) AS moment, CAST(id AS TINYINT) AS tiny FROM range(10)""")
    with tempfile.TemporaryDirectory() as place:
        for codec in ("snappy", "zstd", "lz4"):
            rows.coalesce(1).write.parquet(f"{place}/{codec}", compression=codec)
            part = next(pathlib.Path(f"{place}/{codec}").glob("part-*.parquet"))
            shutil.copy(part, folder / f"spark-{codec}.parquet")
            expect(f"spark-{codec}.parquet", pq.read_table(part))
    spark.stop()


def stream(name, schema, batches, **options):
    with pa.ipc.new_stream(folder / name, schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        for batch in batches:
            writer.write_batch(batch)
    with pa.ipc.open_stream(folder / name) as reader:
        expect(name, reader.read_all())


def make_large():
    """Rows that take a ten-thousandth of the memory they need."""
    table = pa.table({"x": np.zeros(5_000_000)})
    pq.write_table(table, folder / "large.parquet", compression="zstd", max_rows_per_page=10**9, data_page_size=10**9)
    with pa.ipc.new_stream(folder / "large.arrows", table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)


def make_arrow():
    table = types()
    views = table.append_column("view", pa.array(gaps(["short", "a text of more than twelve bytes", ""] * 3), pa.string_view()))
    views = views.append_column("seconds", pa.array(gaps([-1, 86400 * 3, 5] * 3), pa.timestamp("s", "Europe/Oslo")))
    views = views.append_column("date64", views["date"].cast(pa.date64()))
    views = views.append_column("time32", pa.array(gaps([1000, 5007, 0] * 3), pa.time32("ms")))
    views = views.append_column("decimal256", pa.array(gaps([D("1.5"), D("-2.5"), D("123456789.0")] * 3), pa.decimal256(50, 1)))
    with pa.ipc.new_file(folder / "types.arrow", views.schema) as writer:
        writer.write_table(views, max_chunksize=4)
    expect("types.arrow", views)
    feather.write_feather(table, folder / "lz4.feather")
    expect("lz4.feather", table)
    feather.write_feather(pa.concat_tables([table] * 3), folder / "zstd.feather", compression="zstd", chunksize=20)
    expect("zstd.feather", pa.concat_tables([table] * 3))
    stream("stream.arrows", views.schema, views.to_batches(max_chunksize=5))
    stream("version-4.arrows", table.schema, table.to_batches(), metadata_version=pa.ipc.MetadataVersion.V4)
    schema = pa.schema([("c", pa.dictionary(pa.int8(), pa.string())), ("n", pa.dictionary(pa.int32(), pa.int64()))])

    def batch(words, numbers, codes):
        index = pa.array(codes, pa.int8())
        return pa.record_batch([
            pa.DictionaryArray.from_arrays(index, pa.array(words)),
            pa.DictionaryArray.from_arrays(index.cast(pa.int32()), pa.array(numbers, pa.int64()))], schema=schema)

    first = batch(["a", None, "c"], [5, None, 7], [0, 1, 2, None])
    more = batch(["a", None, "c", "d"], [5, None, 7, 2**62], [3, 0, None])
    other = batch(["z", "a"], [1, 2], [1, 0])
    stream("replaced.arrows", schema, [first, more, other])
    stream("deltas.arrows", schema, [first, more], emit_dictionary_deltas=True)
    place = pa.struct([("city", pa.string_view()), ("n", pa.null())])
    with pa.ipc.new_file(folder / "nested.arrow", pa.schema([
            ("x", pa.int64()), ("tags", pa.list_(pa.string())), ("place", place),
            ("long", pa.duration("s")), ("either", pa.dense_union([pa.field("a", pa.int64()), pa.field("b", pa.string())])),
            ("code", pa.dictionary(pa.int8(), pa.list_(pa.int8()))), ("y", pa.string())])) as writer:
        writer.write_batch(pa.record_batch([
            pa.array([1, 2]), pa.array([["a"], ["b", "c"]]),
            pa.array([{"city": "Oslo"}, {"city": "a longer name of a city"}], place),
            pa.array([1, 2], pa.duration("s")),
            pa.UnionArray.from_dense(pa.array([0, 1], pa.int8()), pa.array([0, 0], pa.int32()), [pa.array([5]), pa.array(["t"])], ["a", "b"]),
            pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int8()), pa.array([[1, 2]], pa.list_(pa.int8()))),
            pa.array(["u", "v"])], names=["x", "tags", "place", "long", "either", "code", "y"]))
    stream("no-rows.arrows", table.schema, [])
    stream("no-columns.arrows", pa.schema([]), [])


def make_pandas():
    """A table as pandas writes it to all formats, so that the same is to be read of each."""
    frame = pd.read_csv(folder.parent / "Datasets" / "penguins.csv")
    rows = len(frame)
    frame["day"] = pd.Timestamp("2024-01-31") + pd.to_timedelta(range(rows), "D")
    frame["moment"] = (pd.Timestamp("2023-12-31 23:00:00") + pd.to_timedelta([7919 * row for row in range(rows)], "s")).astype("datetime64[us]")
    frame["universal"] = frame["moment"].dt.tz_localize("UTC")
    frame.loc[frame.index % 10 == 4, ["day", "moment", "universal"]] = pd.NaT
    frame["clock"] = [datetime.time(row % 24, row % 60, 5) for row in range(rows)]
    frame["count"] = range(-5, rows - 5)
    frame["code"] = [2**53 + row for row in range(rows)]
    frame["huge"] = np.array([2**64 - 1 - row for row in range(rows)], np.uint64)
    frame["heavy"] = frame["body_mass_g"] > 4000
    frame["noise"] = np.sin(np.arange(rows)) * 1e-7
    frame["mixed"] = frame["island"].where(frame.index % 3 > 0)
    frame["kind"] = frame["species"].astype("category")
    frame.to_csv(folder / "pandas.csv", index=False)
    frame.to_parquet(folder / "pandas.parquet")
    frame.to_feather(folder / "pandas.feather")


make_pandas()
make_parquet()
make_foreign()
make_arrow()
make_large()
(folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, separators=(",", ":")) + "\n")
