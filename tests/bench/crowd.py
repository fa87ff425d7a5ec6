"""Clients that only take up room: idle ones, half requests, readers that never read. And what of it
is seen of the process that serves them."""
import os
import resource
import socket

OWN_DESCRIPTORS = 256


def raise_descriptors():
    """The soft limit to the hard one; (before, now)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return soft, hard


def connections_max(limit):
    return limit - OWN_DESCRIPTORS


def connected(port):
    client = socket.socket()
    client.connect(("127.0.0.1", port))
    return client


def idle(port, count):
    """Each has had an answer, and is kept."""
    clients = []
    for _ in range(count):
        client = connected(port)
        client.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        clients.append(client)
    for client in clients:
        if not client.recv(4096).startswith(b"HTTP/1.1 200"):
            raise SystemExit("an idle connection was not taken: is --connections beyond a limit?")
    return clients


def half_requests(port, count):
    clients = [connected(port) for _ in range(count)]
    for number, client in enumerate(clients):
        client.sendall(b"GET /livez HT" if number % 2 else
                       b"POST /v1/holders HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    return clients


def never_reads(port):
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.setblocking(False)
    try:
        while True:
            client.send(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
    except BlockingIOError:
        return client


def close_all(clients):
    for client in clients:
        client.close()


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS")) / 1024


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))
