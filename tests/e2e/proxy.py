"""A TCP proxy between a worker and its server that a test can slow down, cut and close."""
import asyncio
import contextlib


class Proxy:
    def __init__(self, address):
        self.host, port = address.rsplit(":", 1)
        self.port = int(port)
        self.delay_s = 0.0
        self.closed = False  # new connections are refused, those there are cut
        self.passed = 0  # connections
        self._writers = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.address = "127.0.0.1:%d" % self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        self.cut()

    def cut(self):
        """All connections end in the middle of whatever they carry, with a reset."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, reader, writer):
        if self.closed:
            return writer.transport.abort()
        try:
            there_reader, there_writer = await asyncio.open_connection(self.host, self.port)
        except OSError:  # the server is down, which the worker is to see as well
            return writer.transport.abort()
        self.passed += 1
        both = {writer, there_writer}
        self._writers |= both
        try:
            await asyncio.gather(self._pump(reader, there_writer), self._pump(there_reader, writer))
        finally:
            self._writers -= both
            for one in both:
                one.transport.abort()

    async def _pump(self, reader, writer):
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(65536):
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                writer.write(chunk)
                await writer.drain()
        writer.transport.abort()
