-- Certification of a member's software (issue 4, conformance kit): a script the hub judges by what really arrived.
CREATE TABLE hub.certification (
  facility     text        NOT NULL,             -- the member that is tested
  id           text        NOT NULL,
  client_id    text        NOT NULL,
  software     jsonb       NOT NULL,             -- {vendor, product, version} as declared
  partner      text        NOT NULL,             -- the hub's own facility, which plays the other side
  state        text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'passed', 'failed', 'abandoned')),
  steps        jsonb       NOT NULL,             -- [{code, state, started_at, ended_at, says}]
  letter       text,                             -- identity of the first letter it sent
  repeats      text[]      NOT NULL DEFAULT '{}', -- documents that came a second time and stayed one
  silent_from  timestamptz,
  silent_until timestamptz,
  silent_hits  integer     NOT NULL DEFAULT 0,   -- requests while the hub played dead
  opened_at    timestamptz NOT NULL DEFAULT now(),
  closed_at    timestamptz,
  report       jsonb,
  jws          text,                             -- the report, signed by the hub
  valid_until  timestamptz,
  withdrawn_at timestamptz,
  reason       text        NOT NULL DEFAULT '',  -- of the withdrawal
  PRIMARY KEY (facility, id)
);
CREATE UNIQUE INDEX certification_open ON hub.certification (facility) WHERE state = 'open';
CREATE INDEX certification_silent ON hub.certification (silent_until) WHERE silent_until IS NOT NULL;

ALTER TABLE hub.certification ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON hub.certification USING (facility = public.current_facility())
  WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON hub.certification TO benhan_app;
GRANT UPDATE (state, steps, letter, repeats, silent_from, silent_until, silent_hits, closed_at, report, jws, valid_until,
  withdrawn_at, reason) ON hub.certification TO benhan_app;

-- For the Sở's screen: what was tested, with what result; no letter, no person.
CREATE FUNCTION hub.certifications(at_most integer)
  RETURNS TABLE (facility text, id text, name text, software jsonb, state text, steps jsonb, opened_at timestamptz,
    closed_at timestamptz, valid_until timestamptz, withdrawn_at timestamptz, reason text, jws text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT c.facility, c.id, coalesce(f.name, c.facility), c.software, c.state, c.steps, c.opened_at, c.closed_at,
    c.valid_until, c.withdrawn_at, c.reason, c.jws
  FROM certification AS c LEFT JOIN facility AS f ON f.code = c.facility ORDER BY c.opened_at DESC LIMIT at_most
$$;
REVOKE EXECUTE ON FUNCTION hub.certifications(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.certifications(integer) TO benhan_app;

-- To whom the hub plays dead now or soon; asked by every server process about once a second.
CREATE FUNCTION hub.silences() RETURNS TABLE (facility text, silent_from timestamptz, silent_until timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT facility, silent_from, silent_until FROM certification WHERE silent_until > now()
$$;
REVOKE EXECUTE ON FUNCTION hub.silences() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.silences() TO benhan_app;
