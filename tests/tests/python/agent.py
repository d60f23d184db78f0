"""Talks to a guest agent through qemu.qmp, by its asynchronous client and by its older one.

Argument: the agent's socket. Prints what the agent said, one fact a line.
"""

import asyncio
import sys

from qemu.qmp import ExecuteError, QMPClient
from qemu.qmp.legacy import QEMUMonitorProtocol


async def asynchronous(path: str) -> None:
    client = QMPClient("agent")
    # An agent neither greets nor negotiates.
    client.await_greeting = False
    client.negotiate = False
    await client.connect(path)
    print("ping", await client.execute("guest-ping"))
    print("sync", await client.execute("guest-sync", {"id": 2**53}))
    for command, arguments in [
        ("guest-file-close", {"handle": 99}),
        ("guest-shutdown", {}),
        ("guest-ping", {"foo": 1}),
    ]:
        try:
            await client.execute(command, arguments)
        except ExecuteError as error:
            print(command, error.error_class, error)
    await client.disconnect()


def older(path: str) -> None:
    client = QEMUMonitorProtocol(path)
    client.connect(negotiate=False)
    info = client.cmd("guest-info")
    print("version", info["version"], len(info["supported_commands"]) > 20)
    name = client.cmd("guest-file-open", path="/dev/null", mode="r")
    print("read", client.cmd("guest-file-read", handle=name)["eof"])
    client.close()


asyncio.run(asynchronous(sys.argv[1]))
older(sys.argv[1])
