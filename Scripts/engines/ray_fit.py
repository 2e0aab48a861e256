"""Goes through a fit with Ray, in a directory that all nodes share: python ray_fit.py PLAN [ADDRESS]"""
import json
import os
import subprocess
import sys

import ray


@ray.remote(max_retries=3, retry_exceptions=True)
def part(shard, command, directory):
    path = f"{directory}/part-{shard}"
    subprocess.run([*command, "--shard", str(shard), "-o", path, "--cache", directory, "--quiet"], check=True)
    return path


if __name__ == "__main__":
    ray.init(*sys.argv[2:3])
    plan, directory = os.path.abspath(sys.argv[1]), os.getcwd()
    shards, options = range(len(json.load(open(plan))["shards"])), ["--plan", plan]
    for round in range(1, 500):
        parts = ray.get([part.remote(shard, ["logit", "partial", *options], directory) for shard in shards])
        state = f"{directory}/state-{round}.safetensors"
        status = subprocess.run(["logit", "combine", *options, *parts, "-o", state]).returncode
        if status != 10:
            sys.exit(status)
        options = ["--plan", plan, "--state", state]
