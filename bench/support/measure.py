"""Runs a command once and prints one JSON line: wall and CPU seconds (children included), peak memory in MB.

Only the operating system's accounting of a finished process tells its CPU time and peak memory; Node does not hand
that out for children, `os.wait4` does.
"""

import json
import os
import subprocess
import sys
import time

started = time.perf_counter()
with open(os.devnull, "wb") as nowhere:
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=nowhere, stderr=nowhere)
    _, status, usage = os.wait4(child.pid, 0)
wall = time.perf_counter() - started
print(
    json.dumps(
        {
            "exit": os.waitstatus_to_exitcode(status),
            "wall": wall,
            "cpu": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss / 1024,
        }
    )
)
