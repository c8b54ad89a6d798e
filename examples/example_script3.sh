#!/usr/bin/env bash
# A system monitor: a forever loop that ends cleanly when it is asked to.

trap 'echo "system monitor: stopping"; exit 0' TERM

echo "system monitor: started"
while true; do
    read -r load _ </proc/loadavg
    available=$(awk '/^MemAvailable/ { printf "%.1f", $2 / 1048576 }' /proc/meminfo)
    echo "$(date +%H:%M:%S) load $load, memory available $available GiB"
    # Bash runs a trap only after its foreground command: it waits for a background one instead.
    sleep 10 &
    wait $!
done
