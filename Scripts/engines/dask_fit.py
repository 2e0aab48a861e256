"""Goes through a fit with Dask, in a directory that all workers share: python dask_fit.py PLAN [SCHEDULER]"""
import json
import os
import subprocess
import sys


def part(shard, command, directory):
    path = f"{directory}/part-{shard}"
    subprocess.run([*command, "--shard", str(shard), "-o", path, "--cache", directory, "--quiet"], check=True)
    return path


if __name__ == "__main__":
    from dask.distributed import Client

    plan, directory, client = os.path.abspath(sys.argv[1]), os.getcwd(), Client(*sys.argv[2:3])
    shards, options = range(len(json.load(open(plan))["shards"])), ["--plan", plan]
    for round in range(1, 500):
        command = ["logit", "partial", *options]
        parts = client.gather(client.map(part, shards, command=command, directory=directory, pure=False, retries=3))
        state = f"{directory}/state-{round}.safetensors"
        status = subprocess.run(["logit", "combine", *options, *parts, "-o", state]).returncode
        if status != 10:
            sys.exit(status)
        options = ["--plan", plan, "--state", state]
