"""Runs darkrooms (or the rooms of another module) one after the other and tells what each took.

A small process, so that only they are measured.

Standard input: a JSON list of jobs. Standard output: a JSON list of [answer, exit code, seconds, processor seconds,
peak MiB]. (The peak of a child counts from its parent's size on: pytest itself would be too large a parent.)
"""

import json
import os
import sys
import time

room = sys.argv[1] if len(sys.argv) > 1 else "clerk_desk.instruments.darkroom"
measured = []
for job in json.load(sys.stdin):
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-P", "-m", room, json.dumps(job)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_CLOSE, reading)],
    )
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        said = answers.read().decode()
    _, status, took = os.wait4(child, 0)
    seconds, busy = time.monotonic() - started, took.ru_utime + took.ru_stime
    measured.append([said, os.waitstatus_to_exitcode(status), seconds, busy, took.ru_maxrss / 1024])
json.dump(measured, sys.stdout)
