-- The monitor's walk over deliveries, in bounded steps (docs/decisions/0025). A delivery is counted with the paper it brings,
-- by the paper's number; one that was made later (asked for anew, another house's box) by the time it was made. Kept are
-- only those whose end is still looked for, and those young enough to be met twice.
ALTER TABLE hub.board_delivery ADD COLUMN requested_at timestamptz NOT NULL DEFAULT now();
DROP INDEX hub.board_delivery_open;
CREATE INDEX board_delivery_open ON hub.board_delivery (number) WHERE state IN ('requested', 'received');
CREATE INDEX board_delivery_ended ON hub.board_delivery (requested_at) WHERE state NOT IN ('requested', 'received');

-- How far the round over open deliveries has come; 0: it begins anew.
INSERT INTO hub.board_walk (name, seen_at) VALUES ('opening', '-infinity');

-- Days after which nobody looks any more whether a delivery is opened.
INSERT INTO hub.board_rule (name, value) VALUES ('open_days_max', 180);

DROP FUNCTION hub.board_deliveries(timestamptz);

-- To whom these papers went; those that were counted before are left out.
CREATE FUNCTION hub.board_deliveries(of_numbers bigint[])
  RETURNS TABLE (recipient text, number bigint, sender text, kind text, day date, state text, requested_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT d.recipient, d.number, d.sender, s.kind,
    counters.document_day(s.kind, s.created_at::text, s.about -> 'period'), d.state, d.requested_at
  FROM submission AS s JOIN delivery AS d ON d.sender = s.sender AND d.number = s.number
  WHERE s.number = ANY (of_numbers) AND hub.is_oversight()
    AND NOT EXISTS (SELECT FROM board_delivery AS b WHERE b.recipient = d.recipient AND b.number = d.number)
$$;

-- The same of papers up to a number, for deliveries made since: some are made long after their paper was taken.
CREATE FUNCTION hub.board_late_deliveries(since timestamptz, up_to bigint, at_most integer)
  RETURNS TABLE (recipient text, number bigint, sender text, kind text, day date, state text, requested_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT d.recipient, d.number, d.sender, s.kind,
    counters.document_day(s.kind, s.created_at::text, s.about -> 'period'), d.state, d.requested_at
  FROM (
    SELECT * FROM delivery AS d WHERE d.requested_at >= since AND d.number <= up_to AND hub.is_oversight()
      AND NOT EXISTS (SELECT FROM board_delivery AS b WHERE b.recipient = d.recipient AND b.number = d.number)
    LIMIT at_most
  ) AS d JOIN submission AS s ON s.number = d.number
$$;

-- Open ones in the order of their numbers, with what they were and what they are; a paper's deliveries stay together.
CREATE FUNCTION hub.board_open_deliveries(after bigint, at_most integer)
  RETURNS TABLE (recipient text, number bigint, sender text, kind text, day date, was text, state text, requested_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT b.recipient, b.number, b.sender, b.kind, b.day, b.state, coalesce(d.state, b.state), b.requested_at
  FROM (
    SELECT * FROM board_delivery AS b WHERE b.state IN ('requested', 'received') AND b.number > after AND hub.is_oversight()
    ORDER BY b.number FETCH FIRST at_most ROWS WITH TIES
  ) AS b LEFT JOIN delivery AS d ON d.recipient = b.recipient AND d.number = b.number
$$;

DO $$
DECLARE one regprocedure;
BEGIN
  FOREACH one IN ARRAY ARRAY['hub.board_deliveries(bigint[])', 'hub.board_late_deliveries(timestamptz, bigint, integer)',
    'hub.board_open_deliveries(bigint, integer)']::regprocedure[]
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO benhan_app', one);
  END LOOP;
END $$;
