"""The way to a Neo4j server: its address, who asks, a probe before the first question, and errors in plain words.

The driver is imported when a server is asked for. Whatever becomes of the server, an answer or an error comes within
the time that was set: a dead server is found out by the probe, a silent one by the clock of the caller. User, password
and database come from the environment and are never shown.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cancu.ontology.errors import StoreError, StoreUnavailableError
from cancu.ontology.extras import require_extra

if TYPE_CHECKING:
    from neo4j import AsyncDriver, AsyncManagedTransaction

Row = dict[str, Any]
Statement = tuple[str, dict[str, Any]]
"""A query and the values of its parameters."""
Result = TypeVar("Result")

USER_VARIABLE = "CANCU_NEO4J_USER"
PASSWORD_VARIABLE = "CANCU_NEO4J_PASSWORD"
DATABASE_VARIABLE = "CANCU_NEO4J_DATABASE"
TIMEOUT_VARIABLE = "CANCU_NEO4J_TIMEOUT"
_PROBE = 4.0
"""Seconds in which a server has to show itself."""
_CALL = 3.0
"""Seconds in which an address has to take a call; less than the probe, so that it is the driver that ends the call."""
_LEAVE = 0.5
"""Seconds in which a server is left, or forgotten: with the probe and the import of the driver five at most."""
_RETRY = 3.0
"""Seconds in which a write that met a passing trouble is tried again."""
_USUAL_TIMEOUT = 60.0
_ADDRESS = re.compile(r"(?P<scheme>(?:neo4j|bolt)(?:\+ssc|\+s)?):/{1,2}(?P<rest>[^\s?#]+)", re.IGNORECASE)


class Access(NamedTuple):
    """Where a server is and who asks.

    Attributes:
        database: None for the one that the server takes as its own
        timeout: seconds that one answer may take
    """

    address: str
    user: str = "neo4j"
    password: str = ""
    database: str | None = None
    timeout: float = _USUAL_TIMEOUT

    def __repr__(self) -> str:
        """Everything but the password."""
        return f"Access({self.address!r}, user={self.user!r}, database={self.database!r})"


def find_address(store: Path | str) -> str | None:
    """The address of a server, where a store is named by one; a path may have lost one of its slashes.

    Example:
        >>> find_address(Path("neo4j://localhost:7687")), find_address("tinh.db")
        ('neo4j://localhost:7687', None)
    """
    match = _ADDRESS.fullmatch(str(store))
    return f"{match['scheme'].lower()}://{match['rest']}" if match else None


def read_access(address: str, environment: Mapping[str, str] = os.environ) -> Access:
    """Read who asks from the environment.

    Raises:
        StoreError: the address holds a password, or the time is no number.
    """
    if "@" in address:
        raise StoreError(
            "Địa chỉ máy chủ không được chứa tên và mật khẩu",
            "an address must not hold user and password",
            hint=f"đặt biến môi trường {USER_VARIABLE} và {PASSWORD_VARIABLE} (set them in the environment)",
            code="E_STORE_ADDRESS",
        )
    try:
        timeout = float(environment.get(TIMEOUT_VARIABLE) or _USUAL_TIMEOUT)
    except ValueError as error:
        words = f"{TIMEOUT_VARIABLE} phải là số giây", f"{TIMEOUT_VARIABLE} must be a number of seconds"
        raise StoreError(*words, code="E_STORE_ADDRESS") from error
    return Access(
        address,
        environment.get(USER_VARIABLE) or "neo4j",
        environment.get(PASSWORD_VARIABLE) or "",
        environment.get(DATABASE_VARIABLE) or None,
        timeout,
    )


@contextmanager
def connect(access: Access) -> Iterator[Server]:
    """Connect to a server that answers, and leave it afterwards.

    Raises:
        StoreUnavailableError: it does not answer.
        StoreError: it refuses user or password, or the extra is not installed.
    """
    server = open_connection(access)
    try:
        yield server
    finally:
        server.close()


def open_connection(access: Access) -> Server:
    """Connect to a server that answers; whoever asks closes the connection.

    Raises:
        StoreUnavailableError: it does not answer.
        StoreError: it refuses user or password, or the extra is not installed.
    """
    require_extra("neo4j", "neo4j")
    from neo4j import AsyncGraphDatabase

    with translate_errors(access.address):
        driver = AsyncGraphDatabase.driver(
            access.address,
            auth=(access.user, access.password),
            connection_timeout=_CALL,
            connection_acquisition_timeout=_PROBE,
            max_transaction_retry_time=_RETRY,
            notifications_min_severity="OFF",
            user_agent="cancu",
        )
    server = Server(driver, access)
    try:
        server.probe()
    except StoreError:
        server.close()
        raise
    return server


class Server:
    """A server that has shown itself; made by `connect`. For one thread at a time."""

    def __init__(self, driver: AsyncDriver, access: Access) -> None:
        self.address = access.address
        self._driver = driver
        self._access = access
        self._loop = asyncio.new_event_loop()

    def probe(self) -> None:
        """Make sure that it answers.

        Raises:
            StoreUnavailableError: it does not.
        """
        self._wait(self._driver.verify_connectivity(), _PROBE)

    def ask(self, query: str, **parameters: Any) -> list[Row]:
        """The rows that a query finds; every value goes as a parameter.

        Raises:
            StoreUnavailableError: no answer came in time.
        """
        return self._wait(self._read(query, parameters), self._access.timeout)

    def write(self, statements: Sequence[Statement]) -> None:
        """Run statements in one transaction: all or nothing, and again where a passing trouble came between.

        Raises:
            StoreUnavailableError: the server went away, or no answer came in time.
        """
        self._wait(self._write(statements), self._access.timeout)

    def run(self, statement: str) -> None:
        """Run a statement that stands alone in its transaction, such as a constraint."""
        self._wait(self._run(statement), self._access.timeout)

    def close(self) -> None:
        """Leave the server; one that fell silent is not waited for."""
        with suppress(StoreError):
            self._wait(self._driver.close(), _LEAVE)
        self._loop.close()

    async def _read(self, query: str, parameters: dict[str, Any]) -> list[Row]:
        async def work(transaction: AsyncManagedTransaction) -> list[Row]:
            return await (await transaction.run(query, parameters)).data()

        async with self._driver.session(database=self._access.database) as session:
            return await session.execute_read(work)

    async def _write(self, statements: Sequence[Statement]) -> None:
        async def work(transaction: AsyncManagedTransaction) -> None:
            for query, parameters in statements:
                await (await transaction.run(query, parameters)).consume()

        async with self._driver.session(database=self._access.database) as session:
            await session.execute_write(work)

    async def _run(self, statement: str) -> None:
        async with self._driver.session(database=self._access.database) as session:
            await (await session.run(statement)).consume()

    def _wait(self, work: Coroutine[Any, Any, Result], seconds: float) -> Result:
        """Wait for some work, but not longer than this: no silence of the server holds the caller."""
        try:
            with translate_errors(self.address):
                return self._loop.run_until_complete(asyncio.wait_for(work, seconds))
        except TimeoutError as error:
            raise _tell_silence(self.address, seconds) from error


class Sender:
    """Sends transactions one after another in the background: while one is under way, the next can be made.

    The server is the sender's own from the first `write` until `wait` comes back.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(1)
        self._under_way: Future[None] | None = None

    def __enter__(self) -> Sender:
        """Be ready to send."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the last transaction come to its end, well or not."""
        self._thread.shutdown()

    def write(self, statements: Sequence[Statement]) -> None:
        """Send a transaction as soon as the one before is done.

        Raises:
            StoreError: the one before failed.
        """
        self.wait()
        self._under_way = self._thread.submit(self._server.write, statements)

    def wait(self) -> None:
        """Come back when everything is written.

        Raises:
            StoreError: the last transaction failed.
        """
        under_way, self._under_way = self._under_way, None
        if under_way:
            under_way.result()


@contextmanager
def translate_errors(address: str) -> Iterator[None]:
    """Turn the errors of the driver into those of cancu.

    Raises:
        StoreUnavailableError: the server does not answer, or went away.
        StoreError: it refuses.
    """
    from neo4j import exceptions

    try:
        yield
    except exceptions.AuthError as error:
        raise StoreError(
            "Máy chủ Neo4j từ chối tên hoặc mật khẩu",
            "the Neo4j server refuses user or password",
            where=address,
            hint=f"kiểm tra biến môi trường {USER_VARIABLE}, {PASSWORD_VARIABLE} (check the environment)",
            code="E_STORE_AUTH",
        ) from error
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.ReadServiceUnavailable) as error:
        raise _tell_absence(address, error) from error
    except exceptions.Neo4jError as error:
        raise _tell_refusal(address, error) from error
    except (exceptions.DriverError, ValueError) as error:
        raise _tell_absence(address, error) from error


def _tell_absence(address: str, error: Exception) -> StoreUnavailableError:
    return StoreUnavailableError(
        "Máy chủ Neo4j không trả lời",
        f"the Neo4j server does not answer: {type(error).__name__}",
        where=address,
        hint="kiểm tra máy chủ đang chạy, địa chỉ và cổng đúng (is it running, are address and port right)",
    )


def _tell_silence(address: str, seconds: float) -> StoreUnavailableError:
    return StoreUnavailableError(
        f"Máy chủ Neo4j không trả lời trong {seconds:g} giây",
        f"no answer of the Neo4j server within {seconds:g} s",
        where=address,
        hint="kiểm tra địa chỉ, thử lại sau, hoặc cho thêm thời gian trả lời bằng"
        f" {TIMEOUT_VARIABLE} (check the address, try later, or allow more time for answers)",
    )


def _tell_refusal(address: str, error: Exception) -> StoreError:
    """The words of the server itself: a full disk, a limit, a lack of rights."""
    code, words = getattr(error, "code", "") or "", getattr(error, "message", "") or str(error)
    return StoreError(
        f"Máy chủ Neo4j báo lỗi {code}: {words}",
        f"the Neo4j server refuses: {code}",
        where=address,
        hint="kiểm tra dung lượng đĩa và quyền của máy chủ, rồi chạy lại (check disk and rights, then run again)",
        code="E_STORE_REFUSED",
    )
