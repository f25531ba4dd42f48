"""The smallest question to a Kafka broker: which requests it knows."""

import socket
import struct

API_VERSIONS = 18
CORRELATION = 7
ANSWER_SECONDS_MAX = 5.0


def broker_answers(address: str, port: int) -> bool:
    """Whether a broker at the port answers; it does so only once it has joined its cluster."""
    # Request header v1: api key, api version, correlation id, no client id.
    header = struct.pack(">hhih", API_VERSIONS, 0, CORRELATION, -1)
    try:
        with socket.create_connection((address, port), ANSWER_SECONDS_MAX) as connection:
            connection.sendall(struct.pack(">i", len(header)) + header)
            answer = connection.recv(8, socket.MSG_WAITALL)
    except OSError:
        return False
    return answer[4:] == struct.pack(">i", CORRELATION)
