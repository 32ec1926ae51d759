-- The directory of persons across facilities (docs/decisions/0024, SHARE-03, PDQm, PIXm). The members share it, so it has no
-- facility wall: every look and every registration leaves its line in audit.event. Each table is keyed by what it is
-- asked by (person, number, blocking key), so that it can be distributed by that; no key leads from one to another.
CREATE SCHEMA IF NOT EXISTS hub;
GRANT USAGE ON SCHEMA hub TO benhan_app;

CREATE TABLE hub.person (
  id          text COLLATE "C" PRIMARY KEY,
  version     integer     NOT NULL,
  -- Names, numbers, phones … as this person was told of (src/network/citizens/body.ts). What others told of the same human
  -- stands in their own rows, which point here: a merge moves nothing, so that taking it back restores everything.
  body        json        NOT NULL,
  folded      text        NOT NULL,   -- names without marks, for the search by name and day of birth
  birth_date  text COLLATE "C",       -- yyyy, yyyy-mm, yyyy-mm-dd
  merged_into text COLLATE "C",
  facility    text        NOT NULL,   -- who told of her first
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX person_birth ON hub.person (birth_date);
CREATE INDEX person_merged ON hub.person (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE hub.person_version (
  person     text COLLATE "C" NOT NULL,
  version    integer     NOT NULL,
  body       json        NOT NULL,
  merged_into text COLLATE "C",
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (person, version)
);
CREATE FUNCTION hub.keep_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO hub.person_version (person, version, body, merged_into, updated_at)
  VALUES (OLD.id, OLD.version, OLD.body, OLD.merged_into, OLD.updated_at);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_person AFTER UPDATE ON hub.person FOR EACH ROW EXECUTE FUNCTION hub.keep_person();

-- A number that stands is one person's; who tells of another person with it is written down beside, not counting.
CREATE TABLE hub.person_identifier (
  system   text COLLATE "C" NOT NULL,
  value    text COLLATE "C" NOT NULL,  -- in its one shape (src/network/citizens/domains.ts)
  person   text COLLATE "C" NOT NULL,
  stands   boolean     NOT NULL,
  facility text        NOT NULL,       -- who told of it
  told_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (value, system, person)
);
CREATE UNIQUE INDEX person_identifier_stands ON hub.person_identifier (value, system) WHERE stands;

-- By which the few are found whom a person without a number could be (standards/person-matching, blocking_keys).
CREATE TABLE hub.person_key (
  key    bigint NOT NULL,
  person text COLLATE "C" NOT NULL,
  PRIMARY KEY (key, person)
);

CREATE TABLE hub.person_merge (
  source       text COLLATE "C" NOT NULL,  -- points to target until undone
  id           text COLLATE "C" NOT NULL,
  target       text COLLATE "C" NOT NULL,
  reason       text        NOT NULL,
  facility     text        NOT NULL,
  made_by      text        NOT NULL,
  made_by_name text        NOT NULL,
  made_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  undone_by      text,
  undone_by_name text,
  undone_at      timestamptz,
  undo_reason    text,
  PRIMARY KEY (source, id)
);
CREATE UNIQUE INDEX person_merge_standing ON hub.person_merge (source) WHERE undone_at IS NULL;
CREATE INDEX person_merge_target ON hub.person_merge (target);

-- What a machine must not decide: somebody looks.
CREATE TABLE hub.person_held (
  person      text COLLATE "C" NOT NULL,   -- who is held; documents may be kept under her meanwhile
  id          text COLLATE "C" NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('number-of-another', 'numbers-of-several', 'likely-double')),
  candidates  text[]      NOT NULL,
  says        text[]      NOT NULL,        -- why, in Vietnamese
  facility    text        NOT NULL,        -- who told of her
  held_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  decision    text CHECK (decision IN ('same', 'different', 'number-moves')),
  reason      text,
  settled_by  text,
  settled_by_name text,
  settled_at  timestamptz,
  PRIMARY KEY (person, id)
);
CREATE INDEX person_held_open ON hub.person_held (held_at) WHERE settled_at IS NULL;

GRANT SELECT, INSERT ON hub.person, hub.person_identifier, hub.person_key, hub.person_merge, hub.person_held TO benhan_app;
GRANT SELECT ON hub.person_version TO benhan_app;
GRANT UPDATE (version, body, folded, birth_date, merged_into, updated_at) ON hub.person TO benhan_app;
GRANT UPDATE (stands) ON hub.person_identifier TO benhan_app;
GRANT UPDATE (undone_by, undone_by_name, undone_at, undo_reason) ON hub.person_merge TO benhan_app;
GRANT UPDATE (decision, reason, settled_by, settled_by_name, settled_at) ON hub.person_held TO benhan_app;
