"""A mail server that keeps what it takes (EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA), on a port of its own.

What a test wants it to answer at RCPT and after DATA is for it to say; a mail counts as taken from before the
250 is sent, as it does for a server that dies then.
"""
import base64
import socketserver
import ssl
import threading
import time

OK = "250 fine"


class Mail:
    def __init__(self, sender, recipients, data, secure, user):
        self.sender, self.recipients, self.data, self.secure, self.user = sender, recipients, data, secure, user


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.sink, self.secure, self.user = self.server.sink, False, None
        self.sink.connections += 1
        self.say("220 sink.example.org")
        try:
            while self.command():
                pass
        except OSError:
            pass  # the service was killed, as meant

    def command(self):
        line = self.rfile.readline(4096).decode("ascii", "replace")
        verb = line[:4].upper()
        if not line or verb == "QUIT":
            self.say("221 bye")
            return False
        answer = getattr(self, verb.lower(), lambda _: "500 what?")(line.strip())
        if answer:
            self.say(answer)
        return True

    def ehlo(self, _):
        offers = ["8BITMIME", "SMTPUTF8"]
        if self.sink.tls and not self.secure:
            offers.append("STARTTLS")
        if self.sink.password and (self.secure or not self.sink.tls):
            offers.append("AUTH PLAIN")
        for offer in ["sink.example.org"] + offers:
            self.say("250-" + offer)
        return "250 HELP"

    def star(self, _):
        self.say("220 go on")
        self.connection = self.sink.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.secure = True

    def auth(self, line):
        words = line.split()
        if len(words) < 3:
            self.say("334 ")
            words.append(self.rfile.readline(4096).decode().strip())
        _, user, password = base64.b64decode(words[-1]).decode().split("\0")
        if password != self.sink.password:
            return "535 no"
        self.user = user
        return "235 welcome"

    def mail(self, line):
        if self.sink.password and not self.user:
            return "530 sign in first"
        self.sender, self.recipients = self.address(line), []
        return OK

    def rcpt(self, line):
        recipient = self.address(line)
        answer = self.sink.at_recipient(recipient)
        if answer == OK:
            self.recipients.append(recipient)
        return answer

    def data(self, _):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline(4096)) != b".\r\n":
            if not line:
                raise OSError("cut off")
            lines.append(line[1:] if line.startswith(b".") else line)
        mail = Mail(self.sender, self.recipients, b"".join(lines), self.secure, self.user)
        return self.sink.take(mail)

    def rset(self, _):
        return OK

    @staticmethod
    def address(line):
        return line[line.index("<") + 1:line.index(">")]


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


class Sink:
    """`tls`: an ssl.SSLContext, to offer STARTTLS with; `password`: who does not show it sends nothing."""

    def __init__(self, tls=None, password=None, port=0):
        self.tls, self.password = tls, password
        self.mails, self.lock = [], threading.Lock()
        self.connections = 0
        self.delay_seconds = 0
        self.at_recipient = lambda recipient: OK
        self.at_end = lambda mail: OK
        self.server = Server(("127.0.0.1", port), Conversation)
        self.server.sink = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    def take(self, mail):
        answer = self.at_end(mail)
        if answer == OK:
            with self.lock:
                self.mails.append(mail)
        time.sleep(self.delay_seconds)
        return answer

    def recipients(self):
        with self.lock:
            return [recipient for mail in self.mails for recipient in mail.recipients]

    def wait_for(self, count, seconds_max=60):
        deadline = time.monotonic() + seconds_max
        while len(self.mails) < count:
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(self.mails)} mails of {count} came")
            time.sleep(0.005)


def server_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
