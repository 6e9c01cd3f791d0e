#!/usr/bin/env bash
# One shard of the reports, as one task of an array.
#
#   sbatch --array=0-15 code-array.sh OUTPUT_FOLDER REPORTS... [FLAGS OF demarche code]
#   sbatch --array=3,7 --export=ALL,SHARDS=16 code-array.sh OUTPUT_FOLDER REPORTS...    only those that failed
#
# Task I of N codes the shard I/N of REPORTS into OUTPUT_FOLDER/I.jsonl. While it works the file is called I.jsonl.part,
# so that a file without .part is whole. A task that is put back into the queue, or sent once more, goes on where it was
# broken off (--resume); one that is done ends at once. merge.sh joins the shards; submit.sh sends both.
# DEMARCHE names the program, where it is not on the path.
#
#SBATCH --job-name=demarche-code
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=demarche-%A_%a.log
set -euo pipefail

if (($# < 2)); then
  printf 'usage: sbatch --array=0-15 code-array.sh OUTPUT_FOLDER REPORTS...\n' >&2
  exit 2
fi
output=$1
shift

# The count of the array is that of the tasks sent now: some of an array need the number of all shards in SHARDS.
shards=${SHARDS:-$SLURM_ARRAY_TASK_COUNT}
if ((SLURM_ARRAY_TASK_MAX >= shards)); then
  printf 'task %s of %s shards: number the array from 0, or say SHARDS=N when only some are sent\n' \
    "$SLURM_ARRAY_TASK_MAX" "$shards" >&2
  exit 2
fi

mkdir -p "$output"
status=0
"${DEMARCHE:-demarche}" code "$@" --shard "$SLURM_ARRAY_TASK_ID/$shards" --resume \
  --output "$output/$SLURM_ARRAY_TASK_ID.jsonl" --jobs "${SLURM_CPUS_PER_TASK:-1}" --quiet || status=$?

# 3 says that some records were rejected; they are in the log, and the shard is whole.
if ((status == 3)); then exit 0; fi
exit "$status"
