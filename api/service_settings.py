"""What a service is told when it starts: its store, its door, its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cancu.graph.neo4j_driver import find_address

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Limits:
    """What one request may ask for.

    Attributes:
        body: bytes of a body at most
        url: bytes of path and query at most
        page: rows of a page at most
        depth: steps along the graph at most
        concurrent: requests answered at a time; one more is told to come again
        retry_after: seconds after which it may
        rows: rows of a SPARQL answer at most
        seconds: seconds of a SPARQL query at most
        processes: SPARQL queries answered at a time; each process holds all triples in memory
    """

    body: int = 25 * 1024 * 1024
    url: int = 8 * 1024
    page: int = 500
    depth: int = 6
    concurrent: int = 32
    retry_after: int = 2
    rows: int = 10_000
    seconds: float = 10.0
    processes: int = 2


@dataclass(frozen=True)
class Settings:
    """A service.

    Attributes:
        store: file of the store, made by the first upload where it is missing; or the address of a server
        host: address it listens at
        port: its port
        token: what a writer must show; None lets nobody write
        hosts: names under which the service may be called, besides its own address; a foreign name in the `Host`
            header is how a page of another site reaches a service of this machine
        limits: what one request may ask for
        patience: seconds that a request waits for a writer, or for what is made anew after a change
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8711
    token: str | None = None
    hosts: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    patience: float = 5.0

    @property
    def server(self) -> str | None:
        """The address of the Neo4j server that takes the place of a file; nobody writes through such a service."""
        return find_address(self.store)

    @property
    def known_hosts(self) -> frozenset[str]:
        """The names under which the service answers; empty where it may be called by any."""
        if self.host in LOOPBACK or self.hosts:
            return LOOPBACK | {self.host, *self.hosts}
        return frozenset()
