"""Writes what was measured as Markdown."""

import os
import platform
import re
import subprocess
from pathlib import Path

from targets import WORKLOADS

HERE = Path(__file__).resolve().parent


def path(options):
    is_part = options.only or options.contenders
    return HERE / (".build/results.md" if is_part else "RESULTS.md")


def write(results, peaks, started, load, options):
    """Writes the report and returns what is wrong: losses that disagree, memory that grows."""
    problems = []
    sections = [section(name, results[name], problems) for name in results]
    text = "\n\n".join([
        "# Results",
        f"Made by `Benchmarks/run` on {started}, {options.rounds} rounds. [README.md](README.md) says how to read the "
        "tables, [NOTES.md](NOTES.md) what the times are made of.",
        "## Machine",
        machine(peaks) + f"\n- Load of other work when the run began: {load:.1f} processors" + (" (**not quiet**)" if load > 0.3 else ""),
        "## Summary",
        summary(results),
        *sections,
        "## Problems",
        "\n".join(f"- {problem}" for problem in problems) or "None: all losses agree.",
    ])
    path(options).write_text(text + "\n")
    return problems


# The parts


def summary(results):
    lines = ["| workload | Logit | target | met | limit | Logit / limit | fastest rival of the same algorithm | its time / Logit's |",
             "|---|--:|--:|---|--:|--:|---|--:|"]
    for name, found in results.items():
        if name == "cost-growth":
            continue
        workload, logit = WORKLOADS[name], by_name(found, "logit")
        if logit is None or logit.seconds is None:
            continue
        limit = by_name(found, "limit")
        rivals = [r for r in found if is_rival(r) and r.seconds and not r.algorithm]
        best = min(rivals, key=lambda r: r.seconds, default=None)
        lines.append(row(
            f"[{name}](#{name})", time_text(logit.seconds), target_text(workload), met_text(workload, logit),
            time_text(limit.seconds) if limit else "", ratio_text(logit.seconds / limit.seconds) if limit and limit.seconds else "",
            best.contender.label if best else "", ratio_text(best.seconds / logit.seconds) if best else ""))
    return "\n".join(lines)


def section(name, found, problems):
    workload = WORKLOADS[name]
    head = f"## {name}\n\n{workload.title[0].upper()}{workload.title[1:]}."
    if name == "cost-growth":
        if found["failed"]:
            problems.append("cost-growth: memory or time grew more than it may; see its table")
        return f"{head}\n\n{found['table'].strip()}\n\n![Time of an epoch against rows, features and classes](growth.svg)"
    logit = by_name(found, "logit")
    check_losses(name, found, problems)
    if workload.limit:
        head += f" Limit: {workload.limit}."
    if workload.target:
        head += f" Target: {target_text(workload)}" + (f"; {met_text(workload, logit)}." if logit else ".")
    is_process = name == "whole-process"
    last = "user time" if is_process else "mean prediction" if name.startswith("predict") else "loss"
    lines = [row("contender", f"median{' of ' + workload.per if workload.per else ''}", "spread", "time / Logit's", "first run", "peak memory", last, "remark"),
             "|---|--:|--:|--:|--:|--:|--:|---|"]
    for result in sorted(found, key=lambda r: (r.seconds is None, r.seconds)):
        lines.append(row(
            result.contender.label, time_text(result.seconds), spread_text(result),
            ratio_text(result.seconds / logit.seconds) if logit and logit.seconds and result.seconds else "",
            time_text(result.cold), f"{result.peak_memory / 1e6:,.0f} MB" if result.peak_memory else "",
            time_text(result.user_seconds) if is_process else f"{result.loss:.6f}" if result.loss is not None else "",
            result.error or result.algorithm or ""))
    return head + "\n\n" + "\n".join(lines)


def check_losses(name, found, problems):
    """Those that run the same algorithm must reach the same loss, up to what another order of rows makes of it."""
    workload = WORKLOADS[name]
    for result in found:
        if result.error:
            problems.append(f"{name}: {result.contender.name}: {result.error}")
            continue
        # The limit and Logit without shuffling see the same order, so theirs must agree but for rounding.
        is_ordered = result.contender.is_limit or result.contender.name == "logit-unshuffled"
        reference = by_name(found, "logit-unshuffled" if is_ordered else "logit")
        if result.algorithm or result.loss is None or reference is None or reference.loss is None:
            continue
        tolerance = 1e-4 if is_ordered else workload.tolerance
        difference = abs(result.loss - reference.loss) / abs(reference.loss)
        if not difference <= tolerance:
            problems.append(
                f"{name}: {result.contender.name} reached {result.loss:.6f}, {reference.contender.name} "
                f"{reference.loss:.6f}: {difference:.2%} apart, {tolerance:.2%} allowed")


def machine(peaks):
    lines = [
        f"- Processor: {cpu_model()}, {os.cpu_count()} logical processors, {isa_text()}",
        f"- Memory: {memory_text()}; {platform.system()} {platform.release()}, {platform.machine()}",
    ]
    if peaks:
        lines += [
            f"- Reading 1 GiB: {peaks['read_one'] / 1e9:.1f} GB/s with one thread, {peaks['read_all'] / 1e9:.1f} with {peaks['threads']}",
            f"- Multiplying and adding, float32, {peaks['isa']}: {peaks['flops_one'] / 1e9:.0f} GFLOP/s with one thread, "
            f"{peaks['flops_all'] / 1e9:.0f} with {peaks['threads']}",
        ]
    lines += [f"- Compilers: {first_line(['swift', '--version'])}; {first_line([os.environ.get('LOGIT_BENCHMARK_CC', 'cc'), '--version'])} (limit)",
              f"- Python {platform.python_version()}; {versions()}"]
    return "\n".join(lines)


# Texts


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def time_text(seconds):
    if seconds is None:
        return ""
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{significant(seconds * factor)} {unit}"
    return f"{significant(seconds * 1e9)} ns"


def ratio_text(ratio):
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.2g}"


def significant(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def spread_text(result):
    """Slowest round over fastest."""
    return f"±{(max(result.rounds) / min(result.rounds) - 1) * 50:.0f} %" if len(result.rounds) > 1 else ""


def target_text(workload):
    if workload.target is None:
        return ""
    memory = f", {workload.target_memory / 1e6:.0f} MB" if workload.target_memory else ""
    return f"at most {time_text(workload.target)}{memory}"


def met_text(workload, logit):
    if workload.target is None or logit.seconds is None:
        return ""
    is_met = logit.seconds <= workload.target
    if workload.target_memory:
        is_met = is_met and logit.peak_memory <= workload.target_memory
    return "met" if is_met else "**not met**"


def by_name(found, name):
    return next((result for result in found if result.contender.name == name), None)


def is_rival(result):
    return not result.contender.is_limit and not result.contender.name.startswith("logit")


def cpu_model():
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return found.group(1) if found else platform.processor()


def isa_text():
    flags = set(re.findall(r"\w+", re.search(r"flags\s*: (.*)|$", Path("/proc/cpuinfo").read_text()).group(1) or ""))
    return ", ".join(name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("fma", "FMA")) if flag in flags)


def memory_text():
    found = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return f"{int(found.group(1)) / 1024**2:.0f} GiB"


def first_line(command):
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return output.splitlines()[0] if output else command[0]


def versions():
    """What the interpreters have of the rivals."""
    code = ("from importlib import metadata\nfor n in %r:\n try: print(n, metadata.version(n))\n except Exception: pass" % RIVALS)
    found = {}
    for python in os.environ["LOGIT_BENCHMARK_PYTHONS"].split(":"):
        for line in subprocess.run([python, "-c", code], stdout=subprocess.PIPE, text=True).stdout.splitlines():
            name, version = line.split()
            found.setdefault(name, version)
    return ", ".join(f"{name} {version}" for name, version in found.items())


RIVALS = ["numpy", "keras", "tensorflow-cpu", "jax", "torch", "scikit-learn", "scikit-learn-intelex", "onnxruntime", "matplotlib"]
