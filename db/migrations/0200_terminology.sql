-- Catalogues (ICD-10, administrative units, small lists). They belong to no facility: everybody reads, only the import
-- writes, and nothing is ever changed in place. A correction is a new version; closed records keep the code they were
-- written with (TT 06/2026; EMR-23).
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'benhan_catalog') THEN
    CREATE ROLE benhan_catalog NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one server migrating at once
END $$;
DO $$ BEGIN EXECUTE format('GRANT benhan_catalog TO %I', current_user); EXCEPTION WHEN OTHERS THEN NULL; END $$;

CREATE SCHEMA terminology;
GRANT USAGE ON SCHEMA terminology TO benhan_app, benhan_catalog;

CREATE TABLE terminology.catalogue_version (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  catalogue text NOT NULL,
  version text NOT NULL,
  source text NOT NULL,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  -- The project's own short list: gives way to any imported list in force.
  is_starter boolean NOT NULL DEFAULT false,
  -- Whether the list carries the coding flags of TT 06/2026; without them a parent code is only warned about.
  has_flags boolean NOT NULL DEFAULT false,
  digest text NOT NULL,
  row_count integer NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (catalogue, version)
);

CREATE TABLE terminology.concept (
  version_id bigint NOT NULL REFERENCES terminology.catalogue_version (id),
  code text NOT NULL,
  -- Lower case, letters and digits only: "J15.9", "j159" and "J 15.9" are one key.
  code_key text COLLATE "C" NOT NULL,
  display text NOT NULL,
  -- Search form of the display (base/text fold) and its lower-case form with tone marks in one spelling: both are
  -- computed in TypeScript, so that no index depends on an extension or a dictionary.
  folded text COLLATE "C" NOT NULL,
  spelled text NOT NULL,
  -- Folded words, each led by the version's number ("12~phoi"): A display, B other names, C English.
  terms tsvector NOT NULL,
  parent text,
  has_children boolean NOT NULL DEFAULT false,
  flags text[] NOT NULL DEFAULT '{}',
  properties jsonb NOT NULL DEFAULT '{}',
  valid_from date,
  valid_to date,
  PRIMARY KEY (version_id, code)
);
CREATE INDEX concept_code_key ON terminology.concept (version_id, code_key);
CREATE INDEX concept_parent ON terminology.concept (version_id, parent) WHERE parent IS NOT NULL;
-- Written once by an import and read for years: no pending list, which every search would have to read through.
CREATE INDEX concept_terms ON terminology.concept USING gin (terms) WITH (fastupdate = off);

GRANT SELECT ON terminology.catalogue_version, terminology.concept TO benhan_app, benhan_catalog;
GRANT INSERT ON terminology.catalogue_version, terminology.concept TO benhan_catalog;
