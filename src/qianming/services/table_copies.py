"""All tables of a PostgreSQL database as files, and back: one snapshot out, one transaction in.

COPY in text form, so that any later PostgreSQL reads it; no client program is needed. Which files belong
together, and whether they are whole, is the backup's to say.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

SCHEMAS = ("public", "lane")
# The tables are made by migrations, which keep their own account of it.
_LEFT_OUT = "django_migrations"
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY(%s) AND c.relname <> %s
ORDER BY 1, 2
"""
_COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
_SEQUENCES = """
SELECT format('%%I.%%I', n.nspname, c.relname), a.attname,
       pg_get_serial_sequence(format('%%I.%%I', n.nspname, c.relname), a.attname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY(%s) AND a.attnum > 0 AND NOT a.attisdropped
  AND pg_get_serial_sequence(format('%%I.%%I', n.nspname, c.relname), a.attname) IS NOT NULL
"""

Connection = psycopg.Connection[Any]
Columns = Mapping[str, list[str]]


@contextmanager
def snapshot(conninfo: str) -> Iterator[Connection]:
    """A connection that sees the database as it is at one instant, whatever happens meanwhile."""
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def copy_out(connection: Connection, folder: Path) -> dict[str, list[str]]:
    """Write one file for each table; the columns of each."""
    columns: dict[str, list[str]] = {}
    for schema, name in connection.execute(_TABLES, (list(SCHEMAS), _LEFT_OUT)).fetchall():
        table = f"{schema}.{name}"
        found = connection.execute(_COLUMNS, (table,)).fetchall()
        columns[table] = [column for (column,) in found]
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(schema, name), _names(columns[table])
        )
        with (folder / table).open("wb") as opened, connection.cursor().copy(statement) as copy:
            for piece in copy:
                opened.write(piece)
    return columns


def copy_in(conninfo: str, folder: Path, columns: Columns) -> None:
    """Replace what the tables hold, all of it or nothing; constraints are checked at the end."""
    with psycopg.connect(conninfo) as connection, connection.transaction():
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        present = connection.execute(_TABLES, (list(SCHEMAS), _LEFT_OUT)).fetchall()
        tables = sql.SQL(", ").join(sql.Identifier(*table) for table in present)
        connection.execute(sql.SQL("TRUNCATE {}").format(tables))
        for table, names in columns.items():
            _copy_one(connection, folder / table, table, names)
        _set_sequences(connection)


def _copy_one(connection: Connection, file: Path, table: str, names: list[str]) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(*table.split(".", 1)), _names(names))
    with file.open("rb") as opened, connection.cursor().copy(statement) as copy:
        while piece := opened.read(1 << 20):
            copy.write(piece)


def _set_sequences(connection: Connection) -> None:
    """Numbers go on behind the highest one that was restored."""
    for table, column, sequence in connection.execute(_SEQUENCES, (list(SCHEMAS),)).fetchall():
        connection.execute(
            sql.SQL("SELECT setval({}, coalesce((SELECT max({}) FROM {}), 0) + 1, false)").format(
                sql.Literal(sequence), sql.Identifier(column), sql.SQL(table)
            )
        )


def _names(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
