-- Personal data protection at a facility (docs/decisions/0028): registers in dated words, wordings of consent, what people
-- ask for and what became of it, which uses a person stopped. Words are only ever added: the present is the latest of them.
CREATE SCHEMA privacy;
GRANT USAGE ON SCHEMA privacy TO benhan_app;

-- A line of a register (purpose, clock, retention, processor, outward flow, officer, assessment, breach) in all its words.
CREATE TABLE privacy.word (
  facility   text        NOT NULL,
  register   text        NOT NULL,
  id         text        NOT NULL,
  version    integer     NOT NULL CHECK (version > 0),
  body       jsonb       NOT NULL,
  valid_from date        NOT NULL,              -- in Vietnam; a later day waits
  is_ended   boolean     NOT NULL DEFAULT false,
  said_by    text        NOT NULL,
  said_name  text        NOT NULL,
  said_role  text        NOT NULL,
  said_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, register, id, version)
);

-- What a person agrees to, word for word; a Consent keeps the digest.
CREATE TABLE privacy.wording (
  facility  text        NOT NULL,
  purpose   text        NOT NULL,
  version   integer     NOT NULL CHECK (version > 0),
  text      text        NOT NULL CHECK (text <> ''),
  digest    text        NOT NULL,               -- SHA-256 of the UTF-8 text, hexadecimal
  said_by   text        NOT NULL,
  said_name text        NOT NULL,
  said_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, purpose, version)
);

CREATE TABLE privacy.request (
  facility     text        NOT NULL,
  id           text        NOT NULL,
  kind         text        NOT NULL CHECK (kind IN
               ('see', 'correct', 'copy', 'withdraw', 'restrict', 'object', 'delete', 'complain')),
  patient      text,                            -- null: nobody with a chart here
  asked_by     jsonb       NOT NULL,            -- name, relation, phone as given
  said         text        NOT NULL,
  purposes     text[]      NOT NULL DEFAULT '{}',
  by_processor boolean     NOT NULL DEFAULT false,
  channel      text        NOT NULL,
  received_at  timestamptz NOT NULL,
  first_due    date        NOT NULL,            -- the first answer, by the clock that held then
  due          date        NOT NULL,
  clock        jsonb       NOT NULL,            -- the words of that clock, with their source
  taken_by     text        NOT NULL,
  taken_name   text        NOT NULL,
  taken_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, id)
);

CREATE TABLE privacy.request_step (
  facility  text        NOT NULL,
  request   text        NOT NULL,
  serial    integer     NOT NULL CHECK (serial > 0),
  act       text        NOT NULL CHECK (act IN ('acknowledge', 'extend', 'answer')),
  result    text        NOT NULL DEFAULT '' CHECK (result IN ('', 'done', 'partly', 'refused')),
  due       date,                               -- of an extension
  detail    text        NOT NULL,
  effects   jsonb       NOT NULL DEFAULT '[]',  -- what the program itself did
  said_by   text        NOT NULL,
  said_name text        NOT NULL,
  said_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, request, serial)
);

-- Which use of a person's data stands still, and by what. Of a person and purpose the latest word counts.
CREATE TABLE privacy.restriction (
  facility  text        NOT NULL,
  patient   text        NOT NULL,
  purpose   text        NOT NULL,
  serial    integer     NOT NULL CHECK (serial > 0),
  is_on     boolean     NOT NULL,
  paths     text[]      NOT NULL,               -- the ways in the program that are closed by it
  cause     text        NOT NULL,               -- Consent/… or Request/…
  reason    text        NOT NULL,
  said_by   text        NOT NULL,
  said_name text        NOT NULL,
  said_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (facility, patient, purpose, serial)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['word', 'wording', 'request', 'request_step', 'restriction'] LOOP
    EXECUTE format('ALTER TABLE privacy.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY facility_wall ON privacy.%I USING (facility = public.current_facility()) '
      || 'WITH CHECK (facility = public.current_facility())', name);
    EXECUTE format('GRANT SELECT, INSERT ON privacy.%I TO benhan_app', name);
  END LOOP;
END $$;

-- Whom the sign-in page names: public by law, asked before anybody is known.
CREATE FUNCTION privacy.officers() RETURNS TABLE (facility text, body jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = privacy, pg_temp AS $$
  SELECT facility, body FROM (
    SELECT DISTINCT ON (w.facility) w.facility, w.body, w.is_ended FROM word AS w
    WHERE w.register = 'officer' AND w.valid_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    ORDER BY w.facility, w.valid_from DESC, w.said_at DESC, w.version DESC) AS latest
  WHERE NOT is_ended
$$;
REVOKE EXECUTE ON FUNCTION privacy.officers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.officers() TO benhan_app;

-- Data beside the record that only served convenience: erased, rows gone. Says how many of each. What was offered of other
-- houses' results is asked anew at the next order; an export that names the person is made anew without her.
CREATE FUNCTION privacy.erase_side(person text) RETURNS TABLE (what text, count bigint)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_temp AS $$
  WITH offers AS (
    DELETE FROM health_book.offer WHERE facility = public.current_facility() AND patient = person RETURNING 1
  ), exports AS (
    DELETE FROM bulk.export_job WHERE facility = public.current_facility() AND asked -> 'patients' ? person RETURNING 1
  )
  SELECT 'offers', count(*) FROM offers UNION ALL SELECT 'exports', count(*) FROM exports
$$;
REVOKE EXECUTE ON FUNCTION privacy.erase_side(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.erase_side(text) TO benhan_app;
