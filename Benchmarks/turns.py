"""Contenders side by side: each is a process of its own, which has its turn in every round and prints what it measured."""
import json
import statistics
import subprocess
import sys


def take_turns(commands, rounds, environment=None):
    """What each command printed, by name: a list with the JSON of each round. Whose turn is first changes.

    A command that fails says why on standard error, and takes no part.
    """
    results = {name: [] for name in commands}
    names = list(commands)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            process = subprocess.run(commands[name], capture_output=True, text=True, env=environment)
            if process.returncode:
                print(name, process.stderr[-600:], file=sys.stderr)
            else:
                results[name].append(json.loads(process.stdout.splitlines()[-1]))
    return {name: runs for name, runs in results.items() if runs}


def text(seconds):
    if seconds < 1e-6:
        return f"{seconds * 1e9:.0f} ns"
    return f"{seconds * 1e6:.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.1f} ms"


def table(results, rows):
    """A table in Markdown of the medians: results have a list of {key: seconds} by contender, rows are (key, label)."""
    lines = [f"| | {' | '.join(results)} |", "|---|" + "--:|" * len(results)]
    for key, label in rows:
        times = [[run[key] for run in runs if key in run] for runs in results.values()]
        if any(times):
            lines.append(f"| {label} | {' | '.join(text(statistics.median(t)) if t else '' for t in times)} |")
    return "\n".join(lines)
