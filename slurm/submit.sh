#!/usr/bin/env bash
# Runs the host in an allocation: sbatch slurm/submit.sh -c config/scripts_config.json
# Options are those of `bansuri run`; paths count from the folder that you submit from.
#
#SBATCH --job-name=bansuri
#SBATCH --output=master_%j.log
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --signal=B:USR1@180
#SBATCH --time=24:00:00
#
# --open-mode=append   a requeue would truncate the log otherwise
# --signal=B:USR1@180  tells the host that the wall is near: the longest grace period (120 s) and a minute
# Partition, account, cpus and memory: on sbatch's command line, or as further lines above.
set -euo pipefail

# The script runs as a copy in Slurm's spool folder, so $0 says nothing about where it came from.
cd -- "${SLURM_SUBMIT_DIR:?submit this with sbatch}"

program=${BANSURI:-}
for candidate in artifacts/bansuri/bansuri ../artifacts/bansuri/bansuri; do
    [[ -z "$program" && -x "$candidate" ]] && program=$candidate
done
program=${program:-$(command -v bansuri)} || {
    echo "bansuri not found: put it on PATH, or say where it is with sbatch --export=ALL,BANSURI=/path/to/bansuri" >&2
    exit 2
}

# exec: Slurm's signals reach the batch process alone, and that has to be the host.
exec "$program" run "$@"
