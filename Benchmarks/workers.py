"""Worker processes that take turns, and terminals for those that draw."""

import json
import os
import pty
import signal
import subprocess
import threading


class WorkerFailed(Exception):
    pass


class Worker:
    """The process of one contender. While another is measured it is stopped, so that no idle thread of it spins."""

    def __init__(self, contender, log):
        self.contender = contender
        # Alone in its group, so that a child of it is stopped with it.
        self.process = subprocess.Popen(
            contender.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            env={**os.environ, **contender.environment}, start_new_session=True,
        )
        self._signal(signal.SIGSTOP)

    def ask(self, workload, repeat, terminal=None):
        request = {"workload": workload, "repeat": repeat, **self.contender.request}
        if terminal:
            request["terminal"] = terminal
        self._signal(signal.SIGCONT)
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerFailed(f"ended with status {self.process.wait()}")
        self._signal(signal.SIGSTOP)
        reply = json.loads(line)
        if reply.get("error"):
            raise WorkerFailed(reply["error"])
        return reply

    def close(self):
        if self.process.poll() is None:
            self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number):
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)


class Terminal:
    """A pseudo-terminal somebody looks at: what is written is read at once."""

    def __init__(self):
        self.master, self.device = pty.openpty()
        self.path = os.ttyname(self.device)
        self.byte_count = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            try:
                self.byte_count += len(os.read(self.master, 65536))
            except OSError:
                return

    def close(self):
        os.close(self.device)
        os.close(self.master)
