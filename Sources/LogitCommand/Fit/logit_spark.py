"""Fits and predicts with Apache Spark: the driver of `logit fit --engine spark`, and an interface of its own.

    python logit_spark.py DIRECTORY PROGRAM [--master URL] [--conf KEY=VALUE]...

goes through the rounds of the fit whose plan.json is in DIRECTORY: for each shard a task runs `logit partial`, and here
`logit combine` takes the next step, until it ends with 0. What is there is not worked out again. Names of shards go to the
tasks and sums come back, so the plan's file must be where each can read it. Needs pyspark 3.4 or later, pyarrow and pandas,
here and where tasks run. DIRECTORY/failure says what is wrong, DIRECTORY/spark.log has what Spark prints.

    import logit_spark
    model = logit_spark.fit(df, "clicked", directory="/shared/run1")     # all other columns; rows go to a file there
    logit_spark.predict(df, model).show()                # the columns of df, predicted, probability_...
    logit_spark.run(spark, "/shared/run2")               # the rounds of a plan that `logit plan` wrote there
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys


def _send(spark, path):
    """Brings a file to where tasks run, under its name."""
    if hasattr(spark, "addArtifacts") and "connect" in type(spark).__module__:
        spark.addArtifacts(path, file=True)
    else:
        spark.sparkContext.addFile(path)


def _program(name):
    """A program that was sent, where a task runs; not every way keeps that it may be run."""
    from pyspark import SparkFiles

    sent = SparkFiles.get(name)
    if not os.access(sent, os.X_OK):
        copy = f"{sent}.{os.getpid()}"
        shutil.copy(sent, copy)
        os.chmod(copy, 0o755)
        os.replace(copy, sent)
    return sent


def _parts(spark, program, plan, shards, state):
    """The parts of some shards: shard, status, what was said, bytes."""
    count = len(shards)

    def work(frames):
        import pandas
        from pyspark import SparkFiles

        for frame in frames:
            for place in frame["id"]:
                command = [_program(program), "partial", "--plan", SparkFiles.get(plan)]
                command += ["--shard", str(shards[place]), "-o", "-", "--cache", SparkFiles.getRootDirectory()]
                command += ["--state", SparkFiles.get(state)] if state else []
                done = subprocess.run(command, capture_output=True)
                said = _said(done.stderr.decode(errors="replace"))
                # Data that is wrong stays so; all else is worth another attempt, which an error makes Spark take.
                if done.returncode not in (0, 65):
                    raise RuntimeError(f"shard {shards[place]}: {said or f'ended with {done.returncode}'}")
                row = (shards[place], done.returncode, said, done.stdout if done.returncode == 0 else b"")
                yield pandas.DataFrame([row], columns=["shard", "status", "said", "part"])

    frame = spark.range(0, count, 1, count)
    return frame.mapInPandas(work, "shard long, status int, said string, part binary").toLocalIterator()


def _write(path, data):
    """Writes a file whole or not at all."""
    staged = path.with_name(f"{path.name}.{os.getpid()}")
    staged.write_bytes(data)
    os.replace(staged, path)


def _said(text):
    return text.strip().removeprefix("Error: ")


def _found(program):
    return str(pathlib.Path(shutil.which(program) or program).resolve())


def fit(df, label, features=None, directory="logit-fit", options=(), program="logit"):
    """Fits a model to a data frame, and returns its path. Options are those of `logit plan`.

    Tasks write the rows to files in the directory, which they must see under the same path. A fit that is there goes on.
    """
    directory = pathlib.Path(directory).resolve()
    names = [*(features or [name for name in df.columns if name != label]), label]
    plan, begun, wanted = directory / "plan.json", directory / "frame.json", json.dumps([names, *options])
    if plan.exists():
        if not begun.exists() or begun.read_text() != wanted:
            raise ValueError(f"{directory} has another fit; name another directory")
        return run(df.sparkSession, directory, program)
    columns = ["`" + name.replace("`", "``") + "`" for name in names]
    # Quotes are doubled, and spaces stay; Spark's own ways are others.
    ways = {"header": True, "escape": '"', "ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    df.select(*columns).write.mode("overwrite").options(**ways).csv(f"file://{directory}/rows")
    files = []
    for number, part in enumerate(sorted((directory / "rows").glob("part-*.csv"))):
        files.append(str(part.rename(part.with_name(f"{number:05}.csv"))))
    _write(begun, wanted.encode())
    command = [_found(program), "plan", *files, "--header", "--separator", ",", "--target", label, *options]
    command += ["-o", str(plan), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(_said(done.stderr))
    return run(df.sparkSession, directory, program)


def run(spark, directory, program="logit"):
    """Goes through the rounds that are left of the fit in a directory, and returns the path of the model.

    Raises ValueError for data that is wrong, with what is said of the first shard.
    """
    directory = pathlib.Path(directory).resolve()
    program = _found(program)
    plan = directory / "plan.json"
    content = json.loads(plan.read_text())
    count = len(content["shards"])

    def send(path):
        # A session takes a name once, and another fit in it has files of the same names.
        named = directory / f"sent-{content['xxh64']}-{path.name}"
        shutil.copy(path, named)
        _send(spark, str(named))
        return named.name

    _send(spark, program)
    sent = send(plan)
    rounds = [int(path.stem.removeprefix("state-")) for path in directory.glob("state-*.safetensors")]
    number = max(rounds, default=0)
    while True:
        state = directory / f"state-{number}.safetensors" if number else None
        sent_state = send(state) if state else None
        parts = [directory / f"part-{number}-{shard}" for shard in range(count)]
        missing = [shard for shard in range(count) if not parts[shard].exists()]
        wrong = {}
        for row in _parts(spark, os.path.basename(program), sent, missing, sent_state) if missing else []:
            if row.status == 0:
                _write(parts[row.shard], bytes(row.part))
            else:
                wrong[row.shard] = row.said
        if wrong:
            raise ValueError(wrong[min(wrong)])
        following, model = directory / f"state-{number + 1}.safetensors", directory / "model.safetensors"
        command = [program, "combine", "--plan", str(plan), *(["--state", str(state)] if state else [])]
        command += [*map(str, parts), "-o", str(following), "--model", str(model)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            for old in directory.glob("state-*.safetensors"):
                if old != state:
                    old.unlink()
            return str(model)
        if done.returncode != 10:
            raise ValueError(_said(done.stderr))
        print(done.stdout.strip(), flush=True)
        # States stay: an executor that starts anew fetches every file that was sent.
        for path in parts:
            path.unlink()
        number += 1


def predict(df, model, program="logit"):
    """The rows of a data frame with what `logit predict` adds: predicted, and a probability of each class."""
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    program = _found(program)
    model = str(pathlib.Path(model).resolve())
    for path in (program, model):
        _send(df.sparkSession, path)
    classes = json.loads(subprocess.run([program, "summary", model, "--json"], capture_output=True, check=True).stdout)
    added = [StructField("predicted", StringType())]
    added += [StructField(f"probability_{name}", DoubleType()) for name in classes["classes"]]
    names = [os.path.basename(path) for path in (program, model)]

    def work(frames):
        import io

        import pandas
        from pyspark import SparkFiles

        for frame in frames:
            frame.columns = columns
            command = [_program(names[0]), "predict", SparkFiles.get(names[1]), "-", "--only-predictions", "--quiet"]
            text = frame.to_csv(index=False).encode()
            done = subprocess.run(command, input=text, capture_output=True)
            if done.returncode != 0:
                raise RuntimeError(done.stderr.decode(errors="replace").strip())
            found = pandas.read_csv(io.BytesIO(done.stdout), dtype={"predicted": str}, keep_default_na=False)
            yield pandas.concat([frame.reset_index(drop=True), found], axis=1)

    # By other names, since Spark takes a dot in one for a part of a structure.
    columns = df.columns
    plain = df.toDF(*[f"c{place}" for place in range(len(columns))])
    return plain.mapInPandas(work, StructType(df.schema.fields + added))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("directory")
    parser.add_argument("program")
    parser.add_argument("--master")
    parser.add_argument("--conf", action="append", default=[])
    options = parser.parse_args()
    log = open(pathlib.Path(options.directory) / "spark.log", "a")
    for descriptor in (1, 2):
        os.dup2(log.fileno(), descriptor)
    try:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("logit fit")
        for pair in options.conf:
            builder = builder.config(*pair.split("=", 1))
        if options.master:
            builder = builder.remote(options.master) if "sc://" in options.master else builder.master(options.master)
        spark = builder.getOrCreate()
        run(spark, options.directory, options.program)
        spark.stop()
    except Exception as error:
        # Of all that Spark says, what the task said is one line, or the last cause is.
        print(error, flush=True)
        said = re.findall(r"^RuntimeError: (.*)$", str(error), re.MULTILINE)
        causes = re.findall(r"^Caused by: (.*)$", str(error), re.MULTILINE)
        text = (said or causes[-1:] or [str(error)])[0]
        if isinstance(error, ImportError):
            text += f"; install it for {sys.executable}, such as by pip install pyspark pyarrow pandas"
        _write(pathlib.Path(options.directory) / "failure", text.encode())
        sys.exit(1)


if __name__ == "__main__":
    main()
