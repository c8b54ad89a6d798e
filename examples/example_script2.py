#!/usr/bin/env python3
"""A humidity monitor: a forever loop that ends cleanly when it is asked to."""

import random
import signal
import sys
import time
from datetime import datetime


def stop(signum, frame):
    print("humidity monitor: stopping", flush=True)
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, stop)
    print("humidity monitor: started", flush=True)
    while True:
        percent = random.uniform(35.0, 65.0)
        print(f"{datetime.now():%H:%M:%S} humidity {percent:.1f} %", flush=True)
        time.sleep(7)


if __name__ == "__main__":
    main()
