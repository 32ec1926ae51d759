-- A person's signed request that her record be sent to another house (SHARE-08; NĐ 330/2026/NĐ-CP Điều 62): the scan itself,
-- so that the digest the hub keeps can be made again by whoever doubts it.
CREATE TABLE exchange.disclosure_request (
  facility   text        NOT NULL,
  id         text        NOT NULL,
  patient    text        NOT NULL,
  recipient  text        NOT NULL,
  sha256     text        NOT NULL,
  paper      bytea       NOT NULL,
  paper_type text        NOT NULL,
  outgoing   text        NOT NULL,               -- the letter that went by it
  taken_by   text        NOT NULL,
  taken_name text        NOT NULL,
  taken_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX disclosure_request_outgoing ON exchange.disclosure_request (facility, outgoing);
ALTER TABLE exchange.disclosure_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON exchange.disclosure_request
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON exchange.disclosure_request TO benhan_app;
