-- Subscriptions (FHIR R4 and Subscriptions R5 Backport 1.1.0): who wants to hear of what, what happened, what was told.

-- Which types somebody listens to. Asked at every write, so it holds nothing else and hardly ever changes.
CREATE TABLE record.listener (
  facility     text NOT NULL,
  type         text NOT NULL,
  subscription text NOT NULL,
  PRIMARY KEY (facility, type, subscription)
);

-- What was written and is not told on yet: it comes with the write's own transaction or not at all. A row is taken away
-- by the transaction that makes events of it. So there is no mark that a late commit could fall behind: its row is there
-- when it is committed, and in the meantime nobody waits for it.
CREATE TABLE record.outbox (
  facility text    NOT NULL,
  position bigint  GENERATED ALWAYS AS IDENTITY,
  type     text    NOT NULL,
  id       text    NOT NULL,
  version  integer NOT NULL,
  PRIMARY KEY (facility, position)
);

-- What the server knows of a Subscription beside the resource.
CREATE TABLE record.subscription (
  facility    text    NOT NULL,
  id          text    NOT NULL,
  status      text    NOT NULL CHECK (status IN ('requested', 'active', 'error', 'off')),
  topic       text,                              -- canonical; NULL: the criteria are a search, as R4 has it
  type        text    NOT NULL,
  filters     jsonb   NOT NULL,                  -- [[name, value], …], all of them
  channel     text    NOT NULL CHECK (channel IN ('rest-hook', 'websocket')),
  endpoint    text,
  content     text    NOT NULL CHECK (content IN ('empty', 'id-only', 'none')),
  heartbeat_s integer,
  timeout_s   integer NOT NULL,
  max_count   integer NOT NULL,
  ends_at     timestamptz,
  headers     jsonb   NOT NULL,                  -- the receiver's secrets: here only, never in the resource
  author      jsonb   NOT NULL,                  -- who is told: nothing that he may not read
  verified    boolean NOT NULL,                  -- the endpoint has answered a handshake
  events      bigint  NOT NULL DEFAULT 0,        -- number of the last event
  delivered   bigint  NOT NULL DEFAULT 0,        -- number of the last one the receiver has
  failures    integer NOT NULL DEFAULT 0,        -- in a row
  last_error  text,
  sent_at     timestamptz,
  next_at     timestamptz,                       -- when there is something to do; NULL: not until something happens
  holder      text,                              -- who is sending just now, and until when he may
  held_until  timestamptz,
  binding     text,                              -- the socket that is bound
  PRIMARY KEY (facility, id)
) WITH (fillfactor = 70); -- numbers change all the time, keys never: room for them on the same page

CREATE TABLE record.subscription_event (
  facility     text        NOT NULL,
  subscription text        NOT NULL,
  number       bigint      NOT NULL,
  type         text        NOT NULL,
  id           text        NOT NULL,
  version      integer     NOT NULL,
  action       char(1)     NOT NULL CHECK (action IN ('C', 'U', 'D')),
  at           timestamptz NOT NULL,
  patient      text,
  PRIMARY KEY (facility, subscription, number)
);

-- What a socket shows instead of an Authorization header.
CREATE TABLE record.binding_token (
  facility      text        NOT NULL,
  digest        bytea       NOT NULL,
  subscriptions text[]      NOT NULL,
  expires_at    timestamptz NOT NULL,
  PRIMARY KEY (facility, digest)
);

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['listener', 'outbox', 'subscription', 'subscription_event', 'binding_token'] LOOP
    EXECUTE format('ALTER TABLE record.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON record.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, DELETE ON record.%I TO benhan_app', one);
  END LOOP;
END $$;
-- Into the outbox only the triggers below write: nothing is told that was not written.
GRANT INSERT ON record.listener, record.subscription, record.subscription_event, record.binding_token TO benhan_app;
GRANT UPDATE ON record.subscription TO benhan_app;

-- Whatever writes a resource, its version stands in the outbox if somebody listens. Once a statement, not once a row;
-- where nobody listens it is one look at a small index: some 15 µs a statement, measured (docs/decisions).
CREATE FUNCTION record.announce() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM record.listener AS l WHERE l.facility = public.current_facility()) THEN
    INSERT INTO record.outbox (facility, type, id, version)
    SELECT w.facility, w.type, w.id, w.version FROM written AS w
    WHERE EXISTS (SELECT FROM record.listener AS l WHERE l.facility = w.facility AND l.type = w.type);
  END IF;
  RETURN NULL;
END $$;

-- Index columns that are made anew are no new version (record.keep_version).
CREATE FUNCTION record.announce_versions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM record.listener AS l WHERE l.facility = public.current_facility()) THEN
    INSERT INTO record.outbox (facility, type, id, version)
    SELECT w.facility, w.type, w.id, w.version FROM written AS w
    JOIN replaced AS r ON r.facility = w.facility AND r.type = w.type AND r.id = w.id AND r.version <> w.version
    WHERE EXISTS (SELECT FROM record.listener AS l WHERE l.facility = w.facility AND l.type = w.type);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER announce AFTER INSERT ON record.resource
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION record.announce();
CREATE TRIGGER announce_versions AFTER UPDATE ON record.resource
  REFERENCING OLD TABLE AS replaced NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION record.announce_versions();

-- A trigger of the whole fires when a statement names the whole: a part that rows are copied into has its own.
CREATE FUNCTION record.announce_part(code text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = record, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = format('record.%I', 'resource_' || code)::regclass AND tgname = 'announce') THEN
    EXECUTE format('CREATE TRIGGER announce AFTER INSERT ON record.%I
      REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION record.announce()', 'resource_' || code);
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION record.announce_part(text) FROM PUBLIC;

-- Where there is something to do, over all facilities of the installation: names of facilities and subscriptions only.
-- A NULL subscription stands for rows in the facility's outbox, which is walked from facility to facility.
CREATE FUNCTION record.subscription_work()
  RETURNS TABLE (facility text, subscription text, binding text, is_socket boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = record, pg_temp AS $$
  WITH RECURSIVE waiting AS (
    SELECT min(o.facility) AS facility FROM outbox AS o
    UNION ALL
    SELECT (SELECT min(o.facility) FROM outbox AS o WHERE o.facility > w.facility) FROM waiting AS w WHERE w.facility IS NOT NULL
  )
  SELECT w.facility, NULL, NULL, false FROM waiting AS w WHERE w.facility IS NOT NULL
  UNION ALL
  SELECT s.facility, s.id, s.binding, s.channel = 'websocket' FROM subscription AS s
  WHERE s.next_at <= now() AND (s.held_until IS NULL OR s.held_until < now()) AND s.status <> 'off'
$$;
REVOKE EXECUTE ON FUNCTION record.subscription_work() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record.subscription_work() TO benhan_app;
