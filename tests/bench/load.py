"""One visitor who asks as fast as answers come, over one connection: python -m tests.bench.load.

What to do is the first line of stdin, as JSON; "ready" is answered, and the next line lets it begin. It ends after `seconds`,
and not before it has asked `least` questions.
"""

import json
import socket
import sys
import time


def answer(connection: socket.socket, request: bytes) -> tuple[int, bool]:
    """The state of the answer, read to its end, and whether the connection is over."""
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head[9:12])
    lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if lines.get(b"transfer-encoding") == b"chunked":
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection)
    else:
        left = (0 if status == 304 else int(lines[b"content-length"])) - len(body)
        while left > 0:
            left -= len(_more(connection))
    return status, lines.get(b"connection") == b"close"


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(1 << 16)
    if not part:
        raise ConnectionError
    return part


def main() -> None:
    job = json.loads(sys.stdin.readline())
    took: list[float] = []
    wrong = number = 0
    connection = socket.create_connection(("127.0.0.1", job["port"]))
    requests = [request.encode() for request in job["requests"]]
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.perf_counter() + job["seconds"]
    while (start := time.perf_counter()) < end or number < job["least"]:
        request = requests[number % len(requests)]
        number += 1
        try:
            status, is_over = answer(connection, request)
            wrong += status != job["expected"]
        except ConnectionError:
            is_over = True
        if is_over:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", job["port"]))
        took.append(time.perf_counter() - start)
    json.dump({"took": took, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main()
