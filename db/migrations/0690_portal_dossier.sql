-- The national path of the health book speaks the insurance's format (QĐ 130, 4750, 3176): what is wrong with a visit and whose
-- business it is, which version the portal took, every try; and what was seen of the book on the person's own phone (SHARE-22).
ALTER TABLE health_book.publication
  DROP CONSTRAINT publication_national_state_check,
  -- unknown: it left and no answer came; it may be there.
  ADD CONSTRAINT publication_national_state_check CHECK (national_state IN ('none', 'waiting', 'sent', 'failed', 'unknown')),
  ADD COLUMN national_class      text  NOT NULL DEFAULT '',     -- whose business a refusal is (portal/refusal-class.ts)
  ADD COLUMN national_faults     jsonb NOT NULL DEFAULT '[]',   -- table, row, field and words, found before sending
  ADD COLUMN national_digest     text,                          -- of what the tables say; unchanged: nothing new is sent
  ADD COLUMN national_sent_round integer;                       -- the version the portal took
CREATE INDEX publication_open ON health_book.publication (facility, ended_at)
  WHERE national_state IN ('waiting', 'failed', 'unknown');

-- The signature lies in the file itself (CHUKYDONVI) from this version on.
ALTER TABLE health_book.envelope ALTER COLUMN signature DROP NOT NULL;

-- What waited in the shape of our own was taken by nobody: made anew.
UPDATE health_book.publication SET national_state = 'none', national_version = '',
  state = CASE WHEN state = 'posted' THEN 'due' ELSE state END, round = round + 1, next_at = now()
  WHERE national_state IN ('waiting', 'failed');

CREATE TABLE health_book.portal_try (
  facility text        NOT NULL,
  about    text        NOT NULL,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  round    integer     NOT NULL,
  outcome  text        NOT NULL CHECK (outcome IN ('taken', 'refused', 'away', 'unknown', 'told-taken', 'told-refused')),
  code     text        NOT NULL DEFAULT '',                     -- maKetQua
  class    text        NOT NULL DEFAULT '',
  said     text        NOT NULL DEFAULT '',
  receipt  text        NOT NULL DEFAULT '',                     -- maGiaoDich
  actor    text        NOT NULL DEFAULT '',                     -- told-…: who read it on the portal's page
  PRIMARY KEY (facility, about, at)
);

-- The person showed the book on the phone: who looked, at which visit, what in a word. Nothing of what it said is copied.
CREATE TABLE health_book.seen (
  facility   text        NOT NULL,
  id         text        NOT NULL,
  patient    text        NOT NULL,
  encounter  text        NOT NULL,                              -- the visit it was shown at
  about      text        NOT NULL DEFAULT '',                   -- Encounter/…: the page of ours that was seen there
  what       text        NOT NULL,
  actor      text        NOT NULL,
  actor_name text        NOT NULL,
  at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);
CREATE INDEX seen_patient ON health_book.seen (facility, patient, at DESC);
CREATE INDEX seen_about ON health_book.seen (facility, about) WHERE about <> '';

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['portal_try', 'seen'] LOOP
    EXECUTE format('ALTER TABLE health_book.%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY facility_wall ON health_book.%I
      USING (facility = public.current_facility()) WITH CHECK (facility = public.current_facility())', one);
    EXECUTE format('GRANT SELECT, INSERT ON health_book.%I TO benhan_app', one);
  END LOOP;
END $$;
