-- A transfer letter counts for some days (TT 01/2025/TT-BYT Điều 12). One that lapses unused is told once at each side and leaves the
-- tray of those expected; who is received on it all the same has that written beside the arrival.
ALTER TABLE exchange.incoming
  ADD COLUMN valid_until date,                   -- its last day in Vietnam; NULL: no transfer letter, or from before this was kept
  ADD COLUMN expired_at  timestamptz,            -- when the clock turned it
  ADD COLUMN late_reason text;                   -- why she was received on a letter that had lapsed, in our words
ALTER TABLE exchange.outgoing
  ADD COLUMN valid_until date,
  ADD COLUMN expired_at  timestamptz;
GRANT UPDATE (valid_until, expired_at, late_reason) ON exchange.incoming TO benhan_app;
GRANT UPDATE (valid_until, expired_at) ON exchange.outgoing TO benhan_app;
CREATE INDEX incoming_lapsing ON exchange.incoming (facility, valid_until)
  WHERE kind = 'transfer-letter' AND verdict = 'good' AND state IN ('received', 'accepted') AND superseded IS NULL
    AND expired_at IS NULL;
CREATE INDEX outgoing_lapsing ON exchange.outgoing (facility, valid_until)
  WHERE kind = 'transfer-letter' AND state IN ('waiting', 'held', 'taken', 'received', 'accepted') AND expired_at IS NULL;

-- Where a letter lapses on this day or its term is not known yet, over all facilities of the installation: codes only.
CREATE FUNCTION exchange.lapsing(today date) RETURNS TABLE (facility text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = exchange, pg_temp AS $$
  SELECT i.facility FROM incoming AS i WHERE i.kind = 'transfer-letter' AND i.verdict = 'good'
    AND i.state IN ('received', 'accepted') AND i.superseded IS NULL AND i.expired_at IS NULL
    AND (i.valid_until < today OR i.valid_until IS NULL)
  UNION
  SELECT o.facility FROM outgoing AS o WHERE o.kind = 'transfer-letter'
    AND o.state IN ('waiting', 'held', 'taken', 'received', 'accepted') AND o.expired_at IS NULL
    AND (o.valid_until < today OR o.valid_until IS NULL)
    AND NOT EXISTS (SELECT FROM outgoing AS l WHERE l.facility = o.facility AND l.chain = o.chain AND l.position > o.position)
$$;
REVOKE EXECUTE ON FUNCTION exchange.lapsing(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exchange.lapsing(date) TO benhan_app;
