-- A facility's side of the exchange (docs/decisions/0024): the way to the hub, what goes out, what came in.
CREATE SCHEMA exchange;
GRANT USAGE ON SCHEMA exchange TO benhan_app;

-- How a facility reaches its hub, with credentials of its own (SHARE-23), and how the line stands.
CREATE TABLE exchange.hub_link (
  facility     text        PRIMARY KEY,
  base_url     text        NOT NULL,
  client_id    text        NOT NULL,
  secret       text,                             -- or a key of its own (RFC 7523 private_key_jwt)
  private_jwk  jsonb,
  is_on        boolean     NOT NULL DEFAULT true,
  away_until   timestamptz,                      -- nothing goes there before; a failure of the line, not of one letter
  failures     integer     NOT NULL DEFAULT 0,   -- of the line, in a row
  last_error   text,
  last_ok_at   timestamptz,
  next_poll_at timestamptz NOT NULL DEFAULT now(),
  told_until   text,                             -- the hub's own time up to which its Tasks were read
  directory_at timestamptz,
  holder       text,                             -- who asks just now, and until when he may
  held_until   timestamptz,
  CHECK ((secret IS NULL) <> (private_jwk IS NULL))
);

-- What is to be sent stands here with the event it tells of, in one transaction (SHARE-10).
CREATE TABLE exchange.outgoing (
  facility    text        NOT NULL,
  id          text        NOT NULL,
  position    bigint      GENERATED ALWAYS AS IDENTITY,
  identity    text        NOT NULL,              -- of the sending
  document    text        NOT NULL,              -- of the document, for ever
  digest      text        NOT NULL,              -- over all parts, as the hub's receipts name it
  chain       text        NOT NULL,              -- identity of the first of its corrections: they leave in order
  kind        text        NOT NULL,
  title       text        NOT NULL,
  head        jsonb       NOT NULL,              -- the submission without its bytes
  patient     text,
  encounter   text,
  about       text,                              -- what it was made of, as the room that made it says
  answers     text,                              -- the incoming letter it answers
  posted_by   text        NOT NULL,
  posted_name text        NOT NULL,
  posted_at   timestamptz NOT NULL DEFAULT now(),
  state       text        NOT NULL DEFAULT 'waiting'
              CHECK (state IN ('waiting', 'held', 'withdrawn', 'taken', 'received', 'accepted', 'rejected', 'completed')),
  reason      text        NOT NULL DEFAULT '',
  failures    integer     NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL DEFAULT now(),
  holder      text,
  held_until  timestamptz,
  last_error  text,
  taken_at    timestamptz,
  hub_list    text,                              -- the hub's List of it
  changed_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX outgoing_identity ON exchange.outgoing (facility, identity);
CREATE INDEX outgoing_waiting ON exchange.outgoing (facility, next_at) WHERE state = 'waiting';
CREATE INDEX outgoing_open_chain ON exchange.outgoing (facility, chain, position) WHERE state IN ('waiting', 'held');
CREATE INDEX outgoing_chain ON exchange.outgoing (facility, chain);
CREATE INDEX outgoing_document ON exchange.outgoing (facility, document);
CREATE INDEX outgoing_hub_list ON exchange.outgoing (facility, hub_list) WHERE hub_list IS NOT NULL;
CREATE INDEX outgoing_open ON exchange.outgoing (facility, id) WHERE state NOT IN ('completed', 'withdrawn');
CREATE INDEX outgoing_about ON exchange.outgoing (facility, about, position DESC) WHERE about IS NOT NULL;
CREATE INDEX outgoing_patient ON exchange.outgoing (facility, patient) WHERE patient IS NOT NULL;

-- What became of it at each recipient, as the hub's Task says.
CREATE TABLE exchange.delivery (
  facility   text        NOT NULL,
  outgoing   text        NOT NULL,
  recipient  text        NOT NULL,
  state      text        NOT NULL DEFAULT 'waiting'
             CHECK (state IN ('waiting', 'requested', 'received', 'accepted', 'rejected', 'completed')),
  reason     text        NOT NULL DEFAULT '',
  answer     text,                               -- identity of the document that answers
  task       text,
  version    integer     NOT NULL DEFAULT 0,     -- of the Task that was read last
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, outgoing, recipient)
);

CREATE TABLE exchange.incoming (
  facility    text        NOT NULL,
  id          text        NOT NULL,
  document    text        NOT NULL,
  digest      text        NOT NULL,              -- over all parts: the same identity with other bytes is no second effect
  kind        text        NOT NULL,
  title       text        NOT NULL,
  sender      text        NOT NULL,
  head        jsonb       NOT NULL,
  created_at  timestamptz NOT NULL,              -- when it was issued, as it says
  received_at timestamptz NOT NULL DEFAULT now(),
  verdict     text        NOT NULL CHECK (verdict IN ('good', 'red')),
  checks      jsonb       NOT NULL,              -- each signature and rule with its outcome, at the time of receipt
  patient     text,
  match       jsonb,                             -- how the person was found, and by whom
  state       text        NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'accepted', 'rejected', 'completed')),
  reason      text        NOT NULL DEFAULT '',
  encounter   text,                              -- the visit it led to
  answer      text,                              -- our outgoing letter that answers it
  acted_by    text,
  acted_name  text,
  acted_at    timestamptz,
  replaces    text,                              -- identity of the document whose place it takes
  superseded  text,                              -- the incoming letter that took its place
  PRIMARY KEY (facility, id)
);
CREATE UNIQUE INDEX incoming_once ON exchange.incoming (facility, document, digest);
CREATE INDEX incoming_open ON exchange.incoming (facility, id)
  WHERE state IN ('received', 'accepted') AND superseded IS NULL;
CREATE INDEX incoming_patient ON exchange.incoming (facility, patient) WHERE patient IS NOT NULL;
CREATE INDEX incoming_replaces ON exchange.incoming (facility, replaces) WHERE replaces IS NOT NULL;

-- Bytes as they left or as they were received; never changed.
CREATE TABLE exchange.part (
  facility     text    NOT NULL,
  letter       text    NOT NULL,                 -- of outgoing or incoming
  position     integer NOT NULL,
  identity     text    NOT NULL,
  kind         text    NOT NULL,
  content_type text    NOT NULL,
  title        text    NOT NULL,
  sha256       text    NOT NULL,
  size         integer NOT NULL,
  bytes        bytea   NOT NULL,
  PRIMARY KEY (facility, letter, position)
);
ALTER TABLE exchange.part ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The hub's Tasks for us: what we answered, and what the hub knows of it.
CREATE TABLE exchange.task (
  facility   text        NOT NULL,
  id         text        NOT NULL,
  incoming   text,                               -- NULL: nothing could be made of it, see last_error
  told       text        NOT NULL DEFAULT 'requested',
  wanted     text        NOT NULL DEFAULT 'requested',
  reason     text        NOT NULL DEFAULT '',
  answer     text,                               -- identity of the document that answers
  failures   integer     NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL DEFAULT now(),
  holder     text,
  held_until timestamptz,
  last_error text,
  PRIMARY KEY (facility, id)
);
CREATE INDEX task_untold ON exchange.task (facility, next_at) WHERE told <> wanted;
CREATE INDEX task_incoming ON exchange.task (facility, incoming);

-- Who confirmed what: signed lines of the hub and of recipients, as they came.
CREATE TABLE exchange.receipt (
  facility text        NOT NULL,
  letter   text        NOT NULL,
  id       text        NOT NULL,                 -- sha256 of the text
  says     text        NOT NULL,
  party    text        NOT NULL,
  jws      text        NOT NULL,
  standing text        NOT NULL CHECK (standing IN ('verified', 'unverified', 'false')),
  note     text        NOT NULL DEFAULT '',      -- why it is not verified
  at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, letter, id)
);

-- The hub's directory of facilities, as read last.
CREATE TABLE exchange.directory (
  facility text    NOT NULL,
  code     text    NOT NULL,
  name     text    NOT NULL,
  gln      text,
  address  text    NOT NULL DEFAULT '',
  active   boolean NOT NULL,
  folded   text    NOT NULL,
  PRIMARY KEY (facility, code)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['hub_link', 'outgoing', 'delivery', 'incoming', 'part', 'task', 'receipt', 'directory'] LOOP
    EXECUTE format('ALTER TABLE exchange.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON exchange.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON exchange.%I TO benhan_app', one);
  END LOOP;
END $$;
-- Letters, their bytes and their receipts stay as they are; only where they stand on their way changes.
GRANT UPDATE, DELETE ON exchange.hub_link, exchange.directory TO benhan_app;
GRANT UPDATE (state, reason, failures, next_at, holder, held_until, last_error, taken_at, hub_list, changed_at)
  ON exchange.outgoing TO benhan_app;
GRANT UPDATE (state, reason, answer, task, version, changed_at) ON exchange.delivery TO benhan_app;
GRANT UPDATE (patient, match, state, reason, encounter, answer, acted_by, acted_name, acted_at, superseded)
  ON exchange.incoming TO benhan_app;
GRANT UPDATE (incoming, told, wanted, reason, answer, failures, next_at, holder, held_until, last_error)
  ON exchange.task TO benhan_app;

-- Where there is something to do, over all facilities of the installation: codes only.
CREATE FUNCTION exchange.work()
  RETURNS TABLE (facility text, polls boolean, sends boolean, tells boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = exchange, pg_temp AS $$
  SELECT * FROM (
    SELECT l.facility,
      l.next_poll_at <= now() AND (l.held_until IS NULL OR l.held_until < now()) AS polls,
      EXISTS (SELECT FROM outgoing AS o WHERE o.facility = l.facility AND o.state = 'waiting' AND o.next_at <= now()) AS sends,
      EXISTS (SELECT FROM task AS t WHERE t.facility = l.facility AND t.told <> t.wanted AND t.next_at <= now()) AS tells
    FROM hub_link AS l WHERE l.is_on AND (l.away_until IS NULL OR l.away_until <= now())
  ) AS due WHERE due.polls OR due.sends OR due.tells
$$;
REVOKE EXECUTE ON FUNCTION exchange.work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exchange.work() TO benhan_app;
