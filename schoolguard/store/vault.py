# SPDX-License-Identifier: Apache-2.0
"""One encrypted file: created, opened and closed with a raw 256-bit key.

SQLCipher with WAL and synchronous=FULL, so that a commit that returned survives a power cut. The
pool is a QueuePool on purpose: the dialect's default pool closes other threads' live connections.
Who holds the key is decided in `crypto.key_slots`; what is in the file, by the rooms above.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from schoolguard.kernel.errors import BugError, UserError

KEY_BYTES = 32
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
_BUSY_SECONDS = 10
_FOLD_MILLISECONDS = 200
_WRITES = "schoolguard_writes"
_KNOWN = {
    "disk is full": "store.disk_full",
    "is locked": "store.busy",
    "readonly": "store.read_only",
    "unable to open": "store.read_only",
    "malformed": "store.damaged",
    "not a database": "store.damaged",
    "disk I/O error": "store.damaged",
}


class Vault:
    """An open encrypted file; one writer at a time, readers beside it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._writing = threading.RLock()
        self._engine = self._make_engine()
        self._writer: tuple[Connection, Any] | None = None

    @property
    def engine(self) -> Engine:
        """Return the engine that reads; for schema work and tests, not for rooms."""
        return self._engine

    @property
    def key(self) -> bytes:
        """Return the raw key, for wrapping it into a slot."""
        return self._key

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Lend a connection inside a read transaction: one state of the record throughout."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            _raise_known(error.orig)
            raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Lend the connection of one write transaction; commit at the end, or nothing at all.

        The connection is kept from one action to the next, and the driver itself begins and
        commits: SQLAlchemy's own way costs a third of what the disk does.
        """
        with self._writing:
            connection, driver = self._writer or self._hire_writer()
            if driver.in_transaction:
                raise BugError("a unit inside a unit")
            try:
                driver.execute("BEGIN IMMEDIATE")
                yield connection
                driver.execute("COMMIT")
            except BaseException as error:
                self._dismiss_writer()
                _raise_known(error.orig if isinstance(error, DatabaseError) else error)
                raise

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file; skipped while others read."""
        with self._writing, self.raw() as driver:
            _fold_log(driver)

    def damaged_pages(self) -> tuple[str, ...]:
        """Return what the integrity check of the raw file finds; empty when it is sound.

        Nobody writes meanwhile, since it reads the file past the log: about 0.12 s for 50 MB.
        """
        try:
            with self._writing, self.raw() as driver:
                _fold_log(driver)
                found = driver.execute("PRAGMA cipher_integrity_check").fetchall()
        except dbapi2.DatabaseError as error:
            return (str(error),)
        return tuple(str(row[0]) for row in found)

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """Lend a driver connection of its own, outside the pool and outside any transaction."""
        driver = _connect(self.path, self._key)
        try:
            yield driver
        finally:
            driver.close()

    def require_alone(self) -> None:
        """Make sure that no other program has the file open.

        Raises:
            UserError: ``store.busy``.
        """
        with self._writing:
            self._dismiss_writer()
            self._engine.dispose()
            with self.raw() as driver:
                _leave_wal(driver)

    def rekey(self, key: bytes) -> None:
        """Put the file under another key: the old file or the new one, whole, also in a power cut.

        Raises:
            UserError: ``store.busy`` while anybody else has the file open.
        """
        part = self.path.with_name(self.path.name + ".part")
        part.unlink(missing_ok=True)
        with self._writing:
            self._dismiss_writer()
            self._engine.dispose()
            with self.raw() as driver:
                _leave_wal(driver)
                copy = _open_driver(part, key)
                driver.backup(copy)
                copy.close()
            _sync(part)
            part.replace(self.path)
            self._key = key

    def close(self) -> None:
        """Checkpoint and close every connection.

        A damaged file is closed too: whoever opens it next is told.
        """
        with self._writing, contextlib.suppress(dbapi2.DatabaseError):
            self._dismiss_writer()
            self._engine.dispose()
            self.checkpoint()

    def _hire_writer(self) -> tuple[Connection, Any]:
        connection = self._engine.connect().execution_options(**{_WRITES: True})
        self._writer = (connection, connection.connection.driver_connection)
        return self._writer

    def _dismiss_writer(self) -> None:
        """Roll back whatever is open and give the connection back."""
        if self._writer is not None:
            connection, driver = self._writer
            self._writer = None
            driver.rollback()
            connection.close()

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=lambda: _connect(self.path, self._key),
            module=dbapi2,
            poolclass=QueuePool,
            pool_size=3,
            max_overflow=5,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        return engine


def create_vault(path: Path, key: bytes, metadata: MetaData, revision: str) -> Vault:
    """Create an encrypted file with all tables of `metadata`, marked as schema `revision`.

    Raises:
        UserError: ``store.exists``.
    """
    if path.exists():
        raise UserError("store.exists", path=str(path))
    vault = Vault(path, key)
    with vault.write() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))
    return vault


def open_vault(path: Path, key: bytes) -> Vault:
    """Open an existing encrypted file.

    Raises:
        UserError: ``store.missing``, ``store.busy``, ``store.read_only``, or ``store.unreadable``
            when key and file don't belong together or the first page is damaged.
    """
    if not path.is_file():
        raise UserError("store.missing", path=str(path))
    vault = Vault(path, key)
    try:
        vault.engine.connect().close()
    except OperationalError as error:
        _raise_known(error.orig)
        raise
    except DatabaseError as error:
        raise UserError("store.unreadable", path=str(path)) from error
    return vault


def schema_revision(vault: Vault) -> str:
    """Return the revision that the file's tables are at."""
    with vault.read() as connection:
        return str(
            connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        )


def _connect(path: Path, key: bytes) -> Any:  # noqa: ANN401 - the driver has no types
    driver = _open_driver(path, key)
    try:
        for pragma in _PRAGMAS:
            driver.execute(pragma)
    except BaseException:
        driver.close()
        raise
    return driver


def _open_driver(path: Path, key: bytes) -> Any:  # noqa: ANN401 - the driver has no types
    if len(key) != KEY_BYTES:
        raise ValueError("the raw key has 32 bytes")
    driver = dbapi2.connect(
        os.fspath(path), timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        driver.execute("PRAGMA cipher_log_level=NONE")
        driver.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        driver.close()
        raise
    return driver


def _fold_log(driver: Any) -> None:  # noqa: ANN401 - the driver has no types
    driver.execute(f"PRAGMA busy_timeout={_FOLD_MILLISECONDS}")
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _leave_wal(driver: Any) -> None:  # noqa: ANN401 - the driver has no types
    """Fold the log into the file and remove it; works only while nobody else is there."""
    try:
        driver.execute("PRAGMA busy_timeout=0")
        mode = driver.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except dbapi2.OperationalError as error:
        raise UserError("store.busy") from error
    if mode != "delete":
        raise UserError("store.busy")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _begin(connection: Connection) -> None:
    """Begin a read transaction; `Vault.write` begins its own."""
    if not connection.get_execution_options().get(_WRITES, False):
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - only a detached connection has none
        driver.execute("BEGIN")


def _raise_known(error: BaseException | None) -> None:
    """Raise what a person can act on in place of a driver's error; return for any other."""
    if not isinstance(error, dbapi2.DatabaseError):
        return
    text = str(error)
    for phrase, code in _KNOWN.items():
        if phrase in text:
            raise UserError(code) from error
