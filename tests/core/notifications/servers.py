"""Servers in a thread that answer as they are told: well, badly, twice, or never."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Server:
    """Listens on a port of its own; ``heard`` is what each caller said."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.port = 0
        self._over = threading.Event()

    def talk(self, caller: socket.socket) -> None:
        raise NotImplementedError

    @contextmanager
    def listening(self) -> Iterator["Server"]:
        with socket.create_server(("127.0.0.1", 0)) as door:
            door.settimeout(0.05)
            self.port = door.getsockname()[1]
            thread = threading.Thread(target=self._serve, args=(door,))
            thread.start()
            try:
                yield self
            finally:
                self._over.set()
                thread.join()

    def _serve(self, door: socket.socket) -> None:
        while not self._over.is_set():
            try:
                caller, _address = door.accept()
            except TimeoutError:
                continue
            with caller:
                caller.settimeout(3)
                try:
                    self.talk(caller)
                except OSError:
                    continue

    def hang(self) -> None:
        """Say nothing until the test is over."""
        self._over.wait(5)


class HttpServer(Server):
    """Reads one request, then does what it was told."""

    def __init__(
        self, *answers: str, hangs: bool = False, hangs_up: bool = False, pause: float = 0
    ) -> None:
        super().__init__()
        self.pause = pause
        self.answers, self.hangs, self.hangs_up = answers, hangs, hangs_up

    def talk(self, caller: socket.socket) -> None:
        self.heard.append(_request(caller))
        if self.hangs:
            self.hang()
        if self.hangs_up or self.hangs:
            return
        for answer in self.answers:
            caller.sendall(answer.encode())
            self._over.wait(self.pause)


def _request(caller: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        read += caller.recv(4096)
    head, _, body = read.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += caller.recv(4096)
    return head + b"\r\n\r\n" + body


def http(status: int, body: str) -> str:
    """An answer as a server sends it."""
    return f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n{body}"


class SmtpServer(Server):
    """A post office: ``says`` overrides what it answers to a command, '' hangs, None hangs up."""

    def __init__(self, *, twice: str = "", **says: str | None) -> None:
        super().__init__()
        self.says, self.twice = says, twice

    def talk(self, caller: socket.socket) -> None:
        if not self._answer(caller, "greet", "220 post"):
            return
        lines = caller.makefile("rb")
        usual = {"ehlo": "250 post", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on"}
        for line in lines:
            word = line.split()[0].decode().lower()
            if word == "quit":
                self._answer(caller, "quit", "221 bye")
                return
            if not self._answer(caller, word, usual.get(word, "250 ok")):
                return
            if word == "data" and "data" not in self.says:
                letter = b""
                while not letter.endswith(b"\r\n.\r\n"):
                    if not (line := lines.readline()):
                        return  # hung up in the middle
                    letter += line
                self.heard.append(letter)
                if not self._answer(caller, "end", "250 taken"):
                    return

    def _answer(self, caller: socket.socket, word: str, usual: str) -> bool:
        said = self.says.get(word, usual)
        if said is None:
            return False
        if not said:
            self.hang()
            return False
        caller.sendall(f"{said}\r\n".encode() * (2 if word == self.twice else 1))
        return True
