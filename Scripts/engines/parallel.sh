#!/bin/sh
# Goes through a fit with GNU parallel: parallel.sh PLAN [OPTION OF parallel]..., such as --sshloginfile hosts --wd .
plan=$1; shift
shards=$(grep -o '"first_byte"' "$plan" | wc -l)
state=
for round in $(seq 500); do
  seq 0 $((shards - 1)) | parallel --halt now,fail=1 --retries 3 "$@" \
    "logit partial --plan $plan --shard {} $state --cache . -o part-{} --quiet" || exit 1
  logit combine --plan "$plan" $state $(seq -f part-%g 0 $((shards - 1))) -o "state-$round.safetensors"
  case $? in 0) exit 0 ;; 10) state="--state state-$round.safetensors" ;; *) exit 1 ;; esac
done
