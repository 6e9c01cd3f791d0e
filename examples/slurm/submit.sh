#!/usr/bin/env bash
# Sends the whole work to Slurm: an array of shards, and a job that joins them when all are done.
#
#   ./submit.sh N OUTPUT_FOLDER EVENTS.jsonl REPORTS... [FLAGS OF demarche code]
#
# Run it again after a failure with the same arguments: shards that are done are not coded again.
set -euo pipefail

if (($# < 4)); then
  printf 'usage: submit.sh N OUTPUT_FOLDER EVENTS.jsonl REPORTS...\n' >&2
  exit 2
fi
shards=$1 output=$2 events=$3
shift 3
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

array=$(sbatch --parsable --array="0-$((shards - 1))" "$here/code-array.sh" "$output" "$@")
# A cluster's name may stand behind the number.
array=${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes "$here/merge.sh" "$output" "$events")
printf 'array %s of %s shards, then job %s writes %s\n' "$array" "$shards" "${merge%%;*}" "$events"
