"""Runs a command and says what it cost: wall seconds, CPU seconds of it and its children, peak memory."""
import os
import resource
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    wall_s: float
    cpu_s: float
    peak_mb: float
    stdout: bytes


def run(command, **more):
    """Runs `command` to its end. Peak memory is that of the largest single process among it and its children."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        started = time.monotonic()
        done = subprocess.run(command, stdout=subprocess.PIPE, **more)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        head = f"{time.monotonic() - started} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024} {done.returncode}\n"
        with os.fdopen(write_end, "wb") as out:
            out.write(head.encode() + done.stdout)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        head = stream.readline().split()
        stdout = stream.read()
    os.waitpid(child, 0)
    wall_s, cpu_s, peak_mb, code = (float(part) for part in head)
    if code not in (0, 1):
        raise SystemExit(f"{command} ended with code {int(code)}")
    return Cost(wall_s, cpu_s, peak_mb, stdout)
