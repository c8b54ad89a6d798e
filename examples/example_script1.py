#!/usr/bin/env python3
"""A temperature monitor: a forever loop that ends cleanly when it is asked to."""

import random
import signal
import sys
import time
from datetime import datetime


def stop(signum, frame):
    print("temperature monitor: stopping", flush=True)
    sys.exit(0)


def main():
    signal.signal(signal.SIGTERM, stop)
    print("temperature monitor: started", flush=True)
    while True:
        celsius = random.uniform(18.0, 26.0)
        print(f"{datetime.now():%H:%M:%S} temperature {celsius:.1f} C", flush=True)
        time.sleep(5)


if __name__ == "__main__":
    main()
