-- A result that a house went by, corrected or withdrawn by who gave it (SHARE-12, TT 38/2024 Điều 4.2).

-- At a hub: who goes by a paper that was addressed to nobody. A correction goes to them as to those it was sent to; written when a
-- house says it took it over, never while a paper is taken.
CREATE TABLE hub.reliance (
  sender    text        NOT NULL,                 -- of the paper
  number    bigint      NOT NULL,
  recipient text        NOT NULL,                 -- who goes by it
  said_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (sender, number, recipient)
);
ALTER TABLE hub.reliance ENABLE ROW LEVEL SECURITY;
CREATE POLICY either_side ON hub.reliance USING (recipient = public.current_facility() OR sender = public.current_facility());
GRANT SELECT, INSERT ON hub.reliance TO benhan_app;

-- At a house: each result taken over, and whether the hub knows that we go by it.
CREATE TABLE health_book.taken_watch (
  facility   text        NOT NULL,
  link       text        NOT NULL,                -- DocumentReference of the stay
  encounter  text        NOT NULL,
  sender     text        NOT NULL,
  document   text        NOT NULL,                -- identity of the paper
  told_at    timestamptz,
  next_at    timestamptz NOT NULL DEFAULT now(),
  last_error text        NOT NULL DEFAULT '',
  PRIMARY KEY (facility, link)
);
CREATE INDEX taken_watch_document ON health_book.taken_watch (facility, document);
CREATE INDEX taken_watch_untold ON health_book.taken_watch (facility, next_at) WHERE told_at IS NULL;
ALTER TABLE health_book.taken_watch ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON health_book.taken_watch
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON health_book.taken_watch TO benhan_app;
GRANT UPDATE (told_at, next_at, last_error) ON health_book.taken_watch TO benhan_app;

-- What took its place, and which doctor has seen that.
CREATE TABLE health_book.taken_change (
  facility     text        NOT NULL,
  link         text        NOT NULL,
  document     text        NOT NULL,              -- identity of the newer version
  encounter    text        NOT NULL,
  test         text        NOT NULL,              -- as it was taken over, and from whom: for lists
  sender       text        NOT NULL,
  letter       text        NOT NULL,              -- as which it came (exchange.incoming)
  paper        text        NOT NULL,              -- of the newer version at the hub; '' where it is not known
  verdict      text        NOT NULL CHECK (verdict IN ('good', 'red')),
  is_withdrawn boolean     NOT NULL,
  title        text        NOT NULL,
  said         text        NOT NULL,              -- the line of the same test; '' where it holds it no more
  author       text        NOT NULL,
  issued_at    timestamptz NOT NULL,
  arrived_at   timestamptz NOT NULL DEFAULT now(),
  seen_by      text,
  seen_name    text,
  seen_at      timestamptz,
  PRIMARY KEY (facility, link, document)
);
CREATE INDEX taken_change_unseen ON health_book.taken_change (facility, encounter) WHERE seen_at IS NULL;
ALTER TABLE health_book.taken_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY facility_wall ON health_book.taken_change
  USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility());
GRANT SELECT, INSERT ON health_book.taken_change TO benhan_app;
GRANT UPDATE (seen_by, seen_name, seen_at) ON health_book.taken_change TO benhan_app;

-- What was taken over before the hub could be told: told now, and answered with what took its place meanwhile.
INSERT INTO health_book.taken_watch (facility, link, encounter, sender, document)
SELECT r.facility, r.id, split_part(b.link #>> '{context,encounter,0,reference}', '/', 2),
  b.link #>> '{custodian,identifier,value}', b.link #>> '{masterIdentifier,value}'
FROM record.resource AS r, LATERAL (SELECT r.body::jsonb AS link) AS b
WHERE r.type = 'DocumentReference' AND NOT r.deleted AND r.body LIKE '%StructureDefinition/taken-over"%'
  AND b.link ->> 'status' = 'current' AND b.link #>> '{custodian,identifier,value}' IS NOT NULL
  AND b.link #>> '{masterIdentifier,value}' IS NOT NULL AND b.link #>> '{context,encounter,0,reference}' LIKE 'Encounter/%';

CREATE OR REPLACE FUNCTION health_book.work() RETURNS TABLE (facility text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = health_book, pg_temp AS $$
  SELECT p.facility FROM publication AS p
    WHERE p.state = 'due' AND p.next_at <= now() AND (p.lent_until IS NULL OR p.lent_until < now())
      -- A house that is linked to nobody makes nothing yet: what waits is made when there is a way out.
      AND (EXISTS (SELECT FROM exchange.hub_link AS l WHERE l.facility = p.facility)
        OR EXISTS (SELECT FROM setting AS s WHERE s.facility = p.facility AND s.portal IS NOT NULL))
  UNION
  SELECT p.facility FROM publication AS p JOIN setting AS s ON s.facility = p.facility AND s.portal IS NOT NULL
    WHERE p.national_state = 'waiting' AND p.national_next_at <= now()
      AND (p.national_lent_until IS NULL OR p.national_lent_until < now())
  UNION
  SELECT b.facility FROM basis AS b WHERE b.ended_at IS NOT NULL AND b.end_told_at IS NULL
  UNION
  SELECT w.facility FROM taken_watch AS w WHERE w.told_at IS NULL AND w.next_at <= now()
$$;
