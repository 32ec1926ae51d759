-- TT 54/2017/TT-BYT: what a facility says of itself, criterion by criterion, and the assessments made of it (MON-02, MON-24).
-- The same tables at a facility (its own rows) and at the hub (every member's, as they were signed or typed there).
CREATE SCHEMA it_level;
GRANT USAGE ON SCHEMA it_level TO benhan_app;

-- What people answer where no query can see it (a firewall, a server room). The newest line of a criterion counts; the
-- earlier ones stay.
CREATE TABLE it_level.declared (
  facility     text        NOT NULL,
  criterion    text        NOT NULL,
  number       bigint      GENERATED ALWAYS AS IDENTITY,
  answer       text        NOT NULL CHECK (answer IN ('yes', 'no', 'na')),
  evidence     text        NOT NULL,
  changed_by   text        NOT NULL,
  changed_name text        NOT NULL,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, criterion, number)
);

-- An assessment is never changed: a later one says what is so then.
CREATE TABLE it_level.assessment (
  facility  text        NOT NULL,
  id        text        NOT NULL,
  as_of     date        NOT NULL,
  kind      text        NOT NULL CHECK (kind IN ('self', 'declaration', 're-rating')),
  year      integer,                            -- of a December declaration (TT 54/2017 Điều 5)
  criteria  text        NOT NULL,               -- which set: 'TT54/2017'
  answers   jsonb       NOT NULL,               -- [{criterion, answer, basis, says, …}]
  level     integer     NOT NULL CHECK (level BETWEEN 0 AND 7),
  decision  text        NOT NULL DEFAULT '',    -- number and date of the head's decision
  rerating  text,                               -- the Sở's demand it answers
  made_at   timestamptz NOT NULL,
  made_name text        NOT NULL,
  software  text        NOT NULL DEFAULT '',    -- that measured; '': typed
  jws       text,                               -- as the facility signed it
  sent_at   timestamptz,                        -- at a facility: the hub has it
  taken_at  timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'declaration') = (year IS NOT NULL)),
  PRIMARY KEY (facility, id)
);
CREATE INDEX assessment_newest ON it_level.assessment (facility, made_at DESC);

-- The Sở demands another rating and names the criteria it doubts; until it is answered they count as not met.
CREATE TABLE it_level.rerating (
  facility    text        NOT NULL,
  id          text        NOT NULL,
  criteria    text[]      NOT NULL,
  reason      text        NOT NULL,
  due         date        NOT NULL,
  ordered_by  text        NOT NULL,
  ordered_at  timestamptz NOT NULL,
  answered_by text,                             -- assessment
  PRIMARY KEY (facility, id)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['declared', 'assessment', 'rerating'] LOOP
    EXECUTE format('ALTER TABLE it_level.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON it_level.%I
      USING (facility = public.current_facility() OR hub.is_oversight())
      WITH CHECK (facility = public.current_facility() OR hub.is_oversight())', one);
    EXECUTE format('GRANT SELECT, INSERT ON it_level.%I TO benhan_app', one);
  END LOOP;
END $$;
GRANT UPDATE (sent_at) ON it_level.assessment TO benhan_app;
GRANT UPDATE (answered_by) ON it_level.rerating TO benhan_app;
