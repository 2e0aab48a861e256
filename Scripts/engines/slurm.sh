#!/bin/sh
# Goes through a fit with array jobs of Slurm, from a directory that all nodes share: slurm.sh PLAN [OPTION OF sbatch]...
plan=$1; shift
shards=$(grep -o '"first_byte"' "$plan" | wc -l)
state=
for round in $(seq 500); do
  sbatch --wait --array="0-$((shards - 1))" --output=slurm-%A-%a.txt "$@" --wrap \
    "logit partial --plan $plan --shard \$SLURM_ARRAY_TASK_ID $state --cache . -o part-\$SLURM_ARRAY_TASK_ID --quiet" || exit 1
  logit combine --plan "$plan" $state $(seq -f part-%g 0 $((shards - 1))) -o "state-$round.safetensors"
  case $? in 0) exit 0 ;; 10) state="--state state-$round.safetensors" ;; *) exit 1 ;; esac
done
