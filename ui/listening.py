"""The socket that the server listens on."""

from __future__ import annotations

import errno
import ipaddress
import socket

from assistant.errors import OperatorFixable, PortInUse


class CannotListen(OperatorFixable):
    """The address cannot be listened on."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"Cannot listen on {host} port {port} ({why}): choose another with --host or --port.")


def listen(host: str, port: int) -> socket.socket:
    """Take the port.

    Raises:
        PortInUse: Somebody else has it.
        CannotListen: The address is not this machine's, or the port needs other rights.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from error
        raise CannotListen(host, port, error.strerror or str(error)) from error
    return taken


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address_of(taken: socket.socket, host: str) -> str:
    """The site's address, with the port that was really taken."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{taken.getsockname()[1]}"
