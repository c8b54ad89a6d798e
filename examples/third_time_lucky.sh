#!/bin/sh
# Fails at its first two attempts, so that its retries can be seen.

echo "attempt $BANSURI_ATTEMPT of $BANSURI_TIMES"
[ "$BANSURI_ATTEMPT" -ge 3 ] && echo "worked" && exit 0
echo "no luck yet" >&2
exit 1
