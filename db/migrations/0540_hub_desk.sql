-- The hub's desk (docs/decisions/0024): what its staff settles. Codes, kinds, states and times; no person, no paper.

-- What became of what was held; a letter that was let go on lies in hub.submission, one that was sent back is kept here.
ALTER TABLE hub.refusal
  ADD COLUMN recipients text[]      NOT NULL DEFAULT '{}',  -- as asked for; ITI-105 names them outside its body
  ADD COLUMN decision   text        CHECK (decision IN ('released', 'returned')),
  ADD COLUMN answer     text        NOT NULL DEFAULT '',    -- why, in the words of who decided
  ADD COLUMN settled_at timestamptz;
CREATE INDEX refusal_held ON hub.refusal (at) WHERE state = 'held';

-- cancelled: taken out of this recipient's box by the hub, because another one has it now.
ALTER TABLE hub.delivery DROP CONSTRAINT delivery_state_check;
ALTER TABLE hub.delivery ADD CONSTRAINT delivery_state_check
  CHECK (state IN ('requested', 'received', 'accepted', 'rejected', 'completed', 'cancelled'));
ALTER TABLE hub.delivery
  ADD COLUMN reminders   integer NOT NULL DEFAULT 0,
  ADD COLUMN reminded_at timestamptz;
GRANT UPDATE (reminders, reminded_at) ON hub.delivery TO benhan_app;
-- Whom it goes to changes when a house was merged into another.
GRANT UPDATE (recipients) ON hub.submission TO benhan_app;

-- What came in a span of time: rows lie in the order in which they came, so a summary of each block is enough.
CREATE INDEX submission_taken ON hub.submission USING brin (taken_at);
CREATE INDEX delivery_requested ON hub.delivery USING brin (requested_at);
CREATE INDEX refusal_at ON hub.refusal USING brin (at);

-- After how many days without an answer a letter is a person's business, by kind.
CREATE TABLE hub.patience (
  kind       text    PRIMARY KEY,
  days       integer NOT NULL CHECK (days BETWEEN 1 AND 90),
  changed_by text    NOT NULL DEFAULT '',
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO hub.patience (kind, days) VALUES
  ('transfer-letter', 1), ('prescription', 1), ('lab-result', 2), ('imaging-report', 2), ('transfer-answer', 3),
  ('reexam-letter', 5), ('health-book', 5), ('record', 5);
GRANT SELECT, INSERT ON hub.patience TO benhan_app;
GRANT UPDATE (days, changed_by, changed_at) ON hub.patience TO benhan_app;

CREATE FUNCTION hub.held_letters(at_most integer)
  RETURNS TABLE (sender text, id bigint, at timestamptz, document text, kind text, reason text, size integer, recipients text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT sender, id, at, document, kind, reason, size, recipients FROM refusal WHERE state = 'held' ORDER BY at LIMIT at_most
$$;

-- Letters that nobody fetched: too long, or the house they wait for was suspended, left or merged after they were sent.
CREATE FUNCTION hub.dead_letters(at_most integer)
  RETURNS TABLE (recipient text, number bigint, sender text, kind text, requested_at timestamptz, why text, successor text,
    reminders integer, reminded_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT * FROM (
    SELECT d.recipient, d.number, d.sender, d.kind, d.requested_at,
      CASE WHEN f.successor IS NOT NULL THEN 'merged' WHEN f.valid_to <= current_date THEN 'closed'
        WHEN f.membership = 'suspended' THEN 'suspended' WHEN f.membership IS DISTINCT FROM 'approved' THEN 'left'
        WHEN d.requested_at < now() - make_interval(days => coalesce(p.days, 3)) THEN 'too-long' END AS why,
      f.successor, d.reminders, d.reminded_at
    FROM delivery AS d LEFT JOIN facility AS f ON f.code = d.recipient LEFT JOIN patience AS p ON p.kind = d.kind
    WHERE d.state = 'requested'
  ) AS waiting WHERE why IS NOT NULL ORDER BY requested_at LIMIT at_most
$$;

-- What stands on the desk, in numbers.
CREATE FUNCTION hub.desk_counts()
  RETURNS TABLE (held bigint, oldest_held timestamptz, waiting bigint, oldest_waiting timestamptz, dead bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT h.count, h.oldest, w.count, w.oldest, (SELECT count(*) FROM dead_letters(10000))
  FROM (SELECT count(*), min(at) AS oldest FROM refusal WHERE state = 'held') AS h,
    (SELECT count(*), min(requested_at) AS oldest FROM delivery WHERE state = 'requested') AS w
$$;

-- Single letters behind a number of hub.traffic. A recipient's own reason is for the sender and is not told here.
CREATE FUNCTION hub.passing(since timestamptz, of_kind text, of_state text, of_facility text, at_most integer)
  RETURNS TABLE (at timestamptz, sender text, recipient text, kind text, state text, number bigint, reason text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT * FROM (
    SELECT requested_at AS at, sender, recipient, kind, state, number, '' AS reason FROM delivery WHERE requested_at >= since
    UNION ALL
    SELECT at, sender, array_to_string(recipients, ', '), coalesce(kind, ''),
      CASE WHEN decision IS NULL THEN state ELSE decision END, NULL, reason FROM refusal WHERE at >= since
  ) AS one
  WHERE (of_kind IS NULL OR kind = of_kind) AND (of_state IS NULL OR state = of_state)
    AND (of_facility IS NULL OR sender = of_facility OR recipient = of_facility)
  ORDER BY at DESC LIMIT at_most
$$;

-- Every sending the log knows of, beside what is stored of it. A release is a second line of one sending.
CREATE FUNCTION hub.reconcile_senders(since timestamptz)
  RETURNS TABLE (sender text, kind text, sent bigint, taken bigint, held bigint, refused bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT sender, kind, sum(lines - released)::bigint, sum(taken)::bigint, sum(held)::bigint, sum(refused)::bigint FROM (
    SELECT sender, kind, 0 AS lines, 0 AS released, count(*) AS taken, 0 AS held, 0 AS refused
    FROM submission WHERE taken_at >= since GROUP BY 1, 2
    UNION ALL
    SELECT sender, coalesce(kind, ''), 0, count(*) FILTER (WHERE decision = 'released'), 0, count(*) FILTER (WHERE state = 'held'),
      count(*) FILTER (WHERE state = 'refused' OR decision = 'returned')
    FROM refusal WHERE at >= since GROUP BY 1, 2
    UNION ALL
    -- The line is written a moment after the transaction began whose time the row carries.
    SELECT e.facility, split_part(e.detail, ':', 1), count(*), 0, 0, 0, 0 FROM audit.event AS e
    WHERE e.at >= since AND e.action = 'C' AND e.interaction = 'ITI-65' AND e.type = 'DocumentReference' AND NOT EXISTS (
      SELECT FROM submission AS s WHERE s.number = CASE WHEN e.ref ~ '^List/[0-9]+$' THEN substr(e.ref, 6)::bigint END AND s.taken_at < since)
    GROUP BY 1, 2
  ) AS one GROUP BY 1, 2 ORDER BY 1, 2
$$;

CREATE FUNCTION hub.reconcile_recipients(since timestamptz)
  RETURNS TABLE (recipient text, kind text, delivered bigint, waiting bigint, received bigint, accepted bigint, rejected bigint,
    completed bigint, cancelled bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT recipient, kind, count(*), count(*) FILTER (WHERE state = 'requested'), count(*) FILTER (WHERE state = 'received'),
    count(*) FILTER (WHERE state = 'accepted'), count(*) FILTER (WHERE state = 'rejected'),
    count(*) FILTER (WHERE state = 'completed'), count(*) FILTER (WHERE state = 'cancelled')
  FROM delivery WHERE requested_at >= since GROUP BY 1, 2 ORDER BY 1, 2
$$;

-- What a signed receipt says, without its signature.
CREATE FUNCTION hub.receipt_claims(jws text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT convert_from(decode(rpad(part, (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb
  FROM (SELECT translate(split_part(jws, '.', 2), '-_', '+/') AS part) AS payload
$$;

-- Where two places that must say the same do not.
CREATE FUNCTION hub.reconcile_faults(since timestamptz, at_most integer)
  RETURNS TABLE (what text, facility text, number bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  WITH papers AS (SELECT * FROM submission WHERE taken_at >= since),
  letters AS (SELECT d.*, p.digest FROM papers AS p JOIN delivery AS d ON d.sender = p.sender AND d.number = p.number)
  SELECT 'no-identity', sender, number FROM papers AS p WHERE NOT EXISTS (
    SELECT FROM identity AS i WHERE i.sender = p.sender AND i.document = p.document AND i.number = p.number AND i.digest = p.digest)
  UNION ALL
  SELECT 'parts', sender, number FROM papers AS p WHERE jsonb_array_length(parts) <> (
    SELECT count(*) FROM content AS c WHERE c.person = p.person AND c.number = p.number)
  UNION ALL
  SELECT 'recipients', sender, number FROM papers AS p WHERE (SELECT array_agg(r ORDER BY r) FROM unnest(recipients) AS r) IS DISTINCT FROM (
    SELECT array_agg(d.recipient ORDER BY d.recipient) FROM delivery AS d WHERE d.sender = p.sender AND d.number = p.number AND d.state <> 'cancelled')
  UNION ALL
  SELECT 'receipt', recipient, number FROM letters AS l WHERE NOT EXISTS (
    SELECT FROM jsonb_array_elements(receipts) AS r, hub.receipt_claims(r ->> 'jws') AS says
    WHERE r ->> 'hop' = 'taken' AND says ->> 'document' = l.document AND says ->> 'digest' = encode(l.digest, 'hex')
      AND says ->> 'sender' = l.sender AND (says ->> 'number')::bigint = l.number)
  UNION ALL
  SELECT 'hop', recipient, number FROM letters WHERE state NOT IN ('requested', 'cancelled') AND NOT receipts @> jsonb_build_array(
    jsonb_build_object('hop', state))
  UNION ALL
  -- A box that is not filled yet is no fault: the postman has it in hand.
  SELECT 'inbox', recipient, number FROM letters AS l WHERE posted AND NOT EXISTS (
    SELECT FROM record.resource AS r WHERE r.facility = l.recipient AND r.type = 'Task' AND r.id = 'in-' || l.number
      AND NOT r.deleted AND r.body::json ->> 'status' = l.state)
  UNION ALL
  SELECT 'outbox', sender, number FROM letters AS l WHERE told = state AND NOT EXISTS (
    SELECT FROM record.resource AS r WHERE r.facility = l.sender AND r.type = 'Task' AND r.id = 'out-' || l.number || '-' || l.recipient
      AND NOT r.deleted AND r.body::json ->> 'status' = l.state)
  LIMIT at_most
$$;

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['hub.held_letters(integer)', 'hub.dead_letters(integer)', 'hub.desk_counts()',
    'hub.passing(timestamptz, text, text, text, integer)', 'hub.reconcile_senders(timestamptz)',
    'hub.reconcile_recipients(timestamptz)', 'hub.receipt_claims(text)', 'hub.reconcile_faults(timestamptz, integer)']::regprocedure[]
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO benhan_app', one);
  END LOOP;
END $$;
