-- Figures nobody types (docs/decisions/0025): a facility counts its own days and signs what it counted; the hub takes each
-- word once, in order, and counts for itself beside it. Numbers only: no person, no paper (MON-13, MON-14, MON-15).
CREATE SCHEMA counters;
GRANT USAGE ON SCHEMA counters TO benhan_app;

CREATE FUNCTION counters.day_of(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;

-- The day a document is counted on, the same at both sides: of a page of the health book the day its visit ended, of a
-- result the day of the specimen, of a letter the day it was issued. What cannot be read as a day counts as issued.
CREATE FUNCTION counters.document_day(kind text, created_at text, period jsonb) RETURNS date
  LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN counters.day_of(coalesce(nullif(CASE WHEN kind = 'health-book' THEN period ->> 'end'
    WHEN kind IN ('lab-result', 'imaging-report') THEN period ->> 'start' END, ''), created_at)::timestamptz);
EXCEPTION WHEN data_exception THEN
  BEGIN
    RETURN counters.day_of(created_at::timestamptz);
  EXCEPTION WHEN data_exception THEN
    RETURN NULL;
  END;
END $$;
GRANT EXECUTE ON FUNCTION counters.day_of(timestamptz), counters.document_day(text, text, jsonb) TO benhan_app;

-- A facility's side ---------------------------------------------------------------------------------------------------

-- A day's documents and visits are found without looking at any other day's.
ALTER TABLE exchange.outgoing
  ADD COLUMN day date GENERATED ALWAYS AS (counters.document_day(kind, head ->> 'created_at', head -> 'period')) STORED;
CREATE INDEX outgoing_day ON exchange.outgoing (facility, day, kind);
CREATE INDEX publication_ended ON health_book.publication (facility, ended_at);
CREATE INDEX prescription_signed ON prescribing.prescription (facility, signed_at);
CREATE INDEX resource_visit_ended ON record.resource (facility, clinical_end, id)
  WHERE type = 'Encounter' AND NOT deleted AND clinical_end IS NOT NULL
    AND terms @> ARRAY[record.term('Encounter.status=finished')];
CREATE INDEX resource_admitted ON record.resource (facility, clinical_at, id)
  WHERE type = 'Encounter' AND NOT deleted AND terms @> ARRAY[record.term('Encounter.class=IMP')];

-- Where the counting of a facility stands. What lies before `since` was before there was a hub and is not told.
CREATE TABLE counters.state (
  facility   text        PRIMARY KEY,
  since      date        NOT NULL,
  seen_at    timestamptz NOT NULL DEFAULT '-infinity', -- visits written up to here were looked at
  sequence   bigint      NOT NULL DEFAULT 0,           -- of the last report
  digest     text        NOT NULL DEFAULT '',
  hour       timestamptz,                              -- when it was made
  rules      jsonb       NOT NULL DEFAULT '{}',        -- how patient the hub is, as it said last
  failures   integer     NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL DEFAULT now(),
  last_error text
);

-- The latest count of each day, and what of it was told.
CREATE TABLE counters.day (
  facility   text        NOT NULL,
  day        date        NOT NULL,
  figures    jsonb       NOT NULL,                     -- kind → figure → number; null: there is no source for it
  counted_at timestamptz NOT NULL,
  told_in    bigint,                                   -- report that says these figures
  is_open    boolean     NOT NULL,                     -- something of it is still to be sent: counted again each time
  PRIMARY KEY (facility, day)
);
CREATE INDEX day_open ON counters.day (facility, day) WHERE is_open;

-- What was said, as it was signed; sent until it is taken, the oldest first.
CREATE TABLE counters.report (
  facility text        NOT NULL,
  sequence bigint      NOT NULL,
  digest   text        NOT NULL,
  jws      text        NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now(),
  taken_at timestamptz,
  void_at  timestamptz,                                -- the hub was further than we knew (a restored backup)
  PRIMARY KEY (facility, sequence, digest)
);
CREATE INDEX report_waiting ON counters.report (facility, sequence) WHERE taken_at IS NULL AND void_at IS NULL;

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['state', 'day', 'report'] LOOP
    EXECUTE format('ALTER TABLE counters.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON counters.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON counters.%I TO benhan_app', one);
  END LOOP;
END $$;
GRANT UPDATE ON counters.state, counters.day TO benhan_app;
GRANT UPDATE (taken_at, void_at) ON counters.report TO benhan_app;

-- Who has a hub to tell, over all facilities of the installation: codes only.
CREATE FUNCTION counters.work() RETURNS TABLE (facility text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = counters, pg_temp AS $$
  SELECT l.facility FROM exchange.hub_link AS l LEFT JOIN state AS s ON s.facility = l.facility
  WHERE l.is_on AND (s.next_at IS NULL OR s.next_at <= now())
$$;
REVOKE EXECUTE ON FUNCTION counters.work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION counters.work() TO benhan_app;

-- The hub's side ------------------------------------------------------------------------------------------------------

-- How far each member's word reaches.
CREATE TABLE hub.counter_line (
  facility        text        PRIMARY KEY,
  sequence        bigint      NOT NULL DEFAULT 0,
  digest          text        NOT NULL DEFAULT '',
  counted_at      timestamptz,                         -- as it says
  taken_at        timestamptz,
  refusals        integer     NOT NULL DEFAULT 0,
  last_refused_at timestamptz,
  last_refusal    text        NOT NULL DEFAULT ''
);

-- Every report as it was signed: what a day was said to be before stays readable.
CREATE TABLE hub.counter_report (
  facility   text        NOT NULL,
  sequence   bigint      NOT NULL,
  digest     text        NOT NULL,
  jws        text        NOT NULL,
  counted_at timestamptz NOT NULL,
  taken_at   timestamptz NOT NULL DEFAULT now(),
  days       jsonb       NOT NULL,
  is_walked  boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (facility, sequence)
);
CREATE INDEX counter_report_time ON hub.counter_report (facility, counted_at);
CREATE INDEX counter_report_new ON hub.counter_report (taken_at) WHERE NOT is_walked;

CREATE TABLE hub.counter_refusal (
  facility text        NOT NULL,
  id       bigint      GENERATED ALWAYS AS IDENTITY,
  at       timestamptz NOT NULL DEFAULT now(),
  status   integer     NOT NULL,
  sequence bigint,
  reason   text        NOT NULL,
  PRIMARY KEY (facility, id)
);

-- One line for each facility, day and kind of document ('' for the totals): what it says beside what the hub itself has
-- receipts of. NULL: nobody is there who could say it. Written by the monitor only, by what is new since its last step.
CREATE TABLE hub.day_count (
  facility   text    NOT NULL,
  day        date    NOT NULL,
  kind       text    NOT NULL,
  said       jsonb,                                    -- figure → number, as the facility says
  said_at    timestamptz,                              -- when it counted
  taken      integer NOT NULL DEFAULT 0,               -- documents that stand: taken, no later one in their place
  corrections integer NOT NULL DEFAULT 0,
  late       integer NOT NULL DEFAULT 0,
  refused    integer NOT NULL DEFAULT 0,
  held       integer NOT NULL DEFAULT 0,
  delivered  integer NOT NULL DEFAULT 0,               -- to whom they are addressed; a page of the health book is addressed to nobody
  received   integer NOT NULL DEFAULT 0,
  opened     integer NOT NULL DEFAULT 0,
  seen_at    timestamptz,                              -- when the hub counted last
  state      text    NOT NULL DEFAULT 'none' CHECK (state IN ('none', 'whole', 'waiting', 'gap')),
  missing    integer NOT NULL DEFAULT 0,
  gaps       jsonb   NOT NULL DEFAULT '[]',
  is_fresh   boolean NOT NULL DEFAULT true,            -- something changed since it was judged
  PRIMARY KEY (facility, day, kind)
);
CREATE INDEX day_count_day ON hub.day_count (day, kind);
CREATE INDEX day_count_fresh ON hub.day_count (facility, day) WHERE is_fresh;
CREATE INDEX day_count_waiting ON hub.day_count (day) WHERE state = 'waiting';
CREATE INDEX day_count_gap ON hub.day_count (day) WHERE state = 'gap';
CREATE INDEX day_count_held ON hub.day_count (facility, day) WHERE held > 0;

-- Why the hub refused, by class of error.
CREATE TABLE hub.day_refusal (
  facility text    NOT NULL,
  day      date    NOT NULL,
  kind     text    NOT NULL,
  class    text    NOT NULL,
  count    integer NOT NULL,
  PRIMARY KEY (facility, day, kind, class)
);
CREATE INDEX day_refusal_day ON hub.day_refusal (day);

-- How far the monitor has walked. Numbers that were not there yet are looked for again for an hour: their transaction may
-- still be under way; most will never be (a repeated sending uses one up).
CREATE TABLE hub.board_walk (
  name     text        PRIMARY KEY,
  position bigint      NOT NULL DEFAULT 0,
  seen_at  timestamptz NOT NULL
);
INSERT INTO hub.board_walk (name, seen_at) VALUES ('submission', '-infinity'), ('refusal', '-infinity'), ('delivery', '-infinity');
CREATE TABLE hub.board_hole (
  name    text        NOT NULL,
  number  bigint      NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, number)
);
-- Deliveries whose end was not seen yet.
CREATE TABLE hub.board_delivery (
  recipient text NOT NULL,
  number    bigint NOT NULL,
  sender    text NOT NULL,
  day       date NOT NULL,
  kind      text NOT NULL,
  state     text NOT NULL,
  PRIMARY KEY (recipient, number)
);
CREATE INDEX board_delivery_open ON hub.board_delivery (day) WHERE state IN ('requested', 'received');

-- How patient the Sở is.
CREATE TABLE hub.board_rule (
  name       text        PRIMARY KEY,
  value      integer     NOT NULL CHECK (value BETWEEN 1 AND 100000),
  changed_by text        NOT NULL DEFAULT '',
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO hub.board_rule (name, value) VALUES ('silent_after_min', 180), ('grace_min', 60), ('days_back_max', 62);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['counter_line', 'counter_report', 'counter_refusal', 'day_count', 'day_refusal'] LOOP
    EXECUTE format('ALTER TABLE hub.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY own_or_oversight ON hub.%I
      USING (facility = public.current_facility() OR hub.is_oversight())
      WITH CHECK (facility = public.current_facility() OR hub.is_oversight())', one);
    EXECUTE format('GRANT SELECT, INSERT ON hub.%I TO benhan_app', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['board_walk', 'board_hole', 'board_delivery'] LOOP
    EXECUTE format('ALTER TABLE hub.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY oversight ON hub.%I USING (hub.is_oversight()) WITH CHECK (hub.is_oversight())', one);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON hub.%I TO benhan_app', one);
  END LOOP;
END $$;
-- What a member signed is never changed.
GRANT UPDATE ON hub.counter_line, hub.day_count, hub.day_refusal TO benhan_app;
GRANT UPDATE (is_walked) ON hub.counter_report TO benhan_app;
GRANT SELECT ON hub.board_rule TO benhan_app;
GRANT UPDATE (value, changed_by, changed_at) ON hub.board_rule TO benhan_app;

-- What the monitor walks over, of every member: codes, kinds, days and states, said only to a transaction of the Sở.
CREATE FUNCTION hub.board_submissions(after bigint, at_most integer)
  RETURNS TABLE (number bigint, sender text, kind text, day date, is_late boolean, old_kind text, old_day date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT s.number, s.sender, s.kind, s.day, s.taken_at > (s.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
      + make_interval(mins => (SELECT value FROM board_rule WHERE name = 'grace_min')),
    o.kind, counters.document_day(o.kind, o.created_at::text, o.about -> 'period')
  FROM (
    SELECT n.*, counters.document_day(n.kind, n.created_at::text, n.about -> 'period') AS day FROM (
      SELECT * FROM (SELECT * FROM submission WHERE number > after ORDER BY number LIMIT at_most) AS further
      UNION ALL
      SELECT f.* FROM board_hole AS h JOIN submission AS f ON f.number = h.number WHERE h.name = 'submission'
    ) AS n
  ) AS s
  LEFT JOIN identity AS i ON i.sender = s.sender AND i.document = s.replaces
  -- Of several that take the place of one, the first took it away.
  LEFT JOIN submission AS o ON o.person = i.person AND o.number = i.number AND NOT EXISTS (
    SELECT FROM submission AS e WHERE e.person = s.person AND e.number < s.number AND e.sender = s.sender AND e.replaces = s.replaces)
  WHERE hub.is_oversight()
$$;

CREATE FUNCTION hub.board_refusals(after bigint, at_most integer)
  RETURNS TABLE (id bigint, sender text, kind text, day date, state text, class text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT id, sender, coalesce(kind, ''), counters.day_of(at), state, code FROM (
    SELECT * FROM (SELECT * FROM refusal WHERE id > after ORDER BY id LIMIT at_most) AS further
    UNION ALL
    SELECT f.* FROM board_hole AS h JOIN refusal AS f ON f.id = h.number WHERE h.name = 'refusal'
  ) AS n WHERE hub.is_oversight()
$$;
CREATE INDEX refusal_id ON hub.refusal (id);

-- What waits for a person at the hub just now.
CREATE FUNCTION hub.board_held() RETURNS TABLE (sender text, kind text, day date, count bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT sender, coalesce(kind, ''), counters.day_of(at), count(*) FROM refusal
  WHERE state = 'held' AND hub.is_oversight() GROUP BY 1, 2, 3
$$;

-- Deliveries that were made since, and those that went on since they were seen.
CREATE FUNCTION hub.board_deliveries(since timestamptz)
  RETURNS TABLE (recipient text, number bigint, sender text, kind text, day date, state text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT d.recipient, d.number, d.sender, d.kind,
    counters.document_day(s.kind, s.created_at::text, s.about -> 'period'), d.state
  FROM delivery AS d JOIN submission AS s ON s.number = d.number
  WHERE d.requested_at >= since AND hub.is_oversight()
    AND NOT EXISTS (SELECT FROM board_delivery AS b WHERE b.recipient = d.recipient AND b.number = d.number)
  UNION ALL
  SELECT b.recipient, b.number, b.sender, b.kind, b.day, d.state
  FROM board_delivery AS b JOIN delivery AS d ON d.recipient = b.recipient AND d.number = b.number
  WHERE b.state IN ('requested', 'received') AND d.state <> b.state AND hub.is_oversight()
$$;

-- When the monitor was here last; of no facility.
CREATE FUNCTION hub.board_walked_at() RETURNS timestamptz
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT nullif(seen_at, '-infinity') FROM board_walk WHERE name = 'delivery'
$$;

-- The same counted anew from the documents themselves: what the walk adds up must be this.
CREATE FUNCTION hub.board_recount(of_facility text, from_day date, to_day date)
  RETURNS TABLE (day date, kind text, taken bigint, corrections bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT day, kind, count(*) FILTER (WHERE replaced_by IS NULL), count(*) FILTER (WHERE replaces IS NOT NULL) FROM (
    SELECT counters.document_day(kind, created_at::text, about -> 'period') AS day, kind, replaced_by, replaces
    FROM submission WHERE sender = of_facility) AS one
  WHERE day BETWEEN from_day AND to_day AND hub.is_oversight() GROUP BY 1, 2
$$;

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['hub.board_submissions(bigint, integer)', 'hub.board_refusals(bigint, integer)',
    'hub.board_held()', 'hub.board_deliveries(timestamptz)', 'hub.board_walked_at()', 'hub.board_recount(text, date, date)']::regprocedure[]
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO benhan_app', one);
  END LOOP;
END $$;
