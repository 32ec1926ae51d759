-- What keeps the installation itself: its copies, the drills of bringing one back, faults of the program (OPS-04, 05, 11).
-- Of the installation, not of a facility: one cluster is copied as a whole. Nobody's data stand here.
CREATE SCHEMA operations;
GRANT USAGE ON SCHEMA operations TO benhan_app;

CREATE TABLE operations.backup (
  id             text        PRIMARY KEY,       -- name of the copy's directory; 'failed-…' where none was made
  started_at     timestamptz NOT NULL,
  finished_at    timestamptz NOT NULL,
  state          text        NOT NULL CHECK (state IN ('done', 'failed')),
  directory      text        NOT NULL,
  bytes          bigint      NOT NULL,          -- of the copy, packed and sealed
  database_bytes bigint      NOT NULL,
  second         text        NOT NULL,          -- '' no second place; 'done'; why it failed
  locked         text        NOT NULL CHECK (locked IN ('', 'read-only', 'immutable')),
  key            text        NOT NULL,          -- fingerprint of the key that opens it
  says           text        NOT NULL           -- why it failed
);
CREATE INDEX backup_newest ON operations.backup (started_at DESC);

CREATE TABLE operations.restore_drill (
  id     text        PRIMARY KEY,
  at     timestamptz NOT NULL,
  passed boolean     NOT NULL,
  body   jsonb       NOT NULL                   -- Drill of src/platform/backup
);
CREATE INDEX restore_drill_newest ON operations.restore_drill (at DESC);

-- A fault of the program, by what it is and where: no address, no value, no person.
CREATE TABLE operations.error (
  day      date        NOT NULL,
  digest   text        NOT NULL,                -- of name, place and stack
  name     text        NOT NULL,
  place    text        NOT NULL,                -- method and route pattern, or the work it happened in
  at_line  text        NOT NULL,                -- first line of ours in the stack
  count    integer     NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (day, digest)
);

-- How large the database was, once a day, for a forecast.
CREATE TABLE operations.size (
  day            date   PRIMARY KEY,
  database_bytes bigint NOT NULL,
  disk_free      bigint,
  disk_total     bigint
);

GRANT SELECT, INSERT ON operations.backup, operations.restore_drill TO benhan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON operations.error, operations.size TO benhan_app;
