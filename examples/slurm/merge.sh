#!/usr/bin/env bash
# Joins the shards that code-array.sh wrote: the same bytes as one process on one machine.
#
#   sbatch --dependency=afterok:JOB merge.sh OUTPUT_FOLDER EVENTS.jsonl
#
# demarche merge refuses shards that are not all there, or not of one version, data and input, and says which.
#
#SBATCH --job-name=demarche-merge
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
#SBATCH --time=01:00:00
#SBATCH --output=demarche-merge-%j.log
set -euo pipefail

if (($# != 2)); then
  printf 'usage: sbatch merge.sh OUTPUT_FOLDER EVENTS.jsonl\n' >&2
  exit 2
fi
status=0
"${DEMARCHE:-demarche}" merge "$1"/*[0-9].jsonl --output "$2" || status=$?

# 3 says that some records were rejected; all that was coded is there.
if ((status == 3)); then exit 0; fi
exit "$status"
