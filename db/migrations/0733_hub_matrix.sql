-- The hub's dated matrix of sensitivity as this house last read it, signed by the hub: judged by it here, also while the hub is
-- away (network/gate).
CREATE TABLE exchange.hub_matrix (
  facility text        PRIMARY KEY,
  base_url text        NOT NULL,             -- of the hub that said it: another hub's word is none
  edition  integer     NOT NULL DEFAULT 0,   -- how many words the hub had said
  rules    jsonb       NOT NULL DEFAULT '[]',
  jws      text        NOT NULL DEFAULT '',  -- as the hub signed it
  read_at  timestamptz,                      -- NULL: it never told us
  tried_at timestamptz NOT NULL DEFAULT now(),
  problem  text        NOT NULL DEFAULT ''   -- why the last reading failed
);
ALTER TABLE exchange.hub_matrix ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON exchange.hub_matrix
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT, UPDATE ON exchange.hub_matrix TO benhan_app;
