-- The exchange of the whole province by day and kind of document, added up when a line of hub.day_count is written: a trend over
-- years is read from some rows for each day, not from every facility's (docs/decisions/0025). Numbers only.
CREATE TABLE hub.exchange_day (
  day        date        NOT NULL,
  kind       text        NOT NULL,
  facilities bigint      NOT NULL DEFAULT 0,    -- that said what was due
  due        bigint      NOT NULL DEFAULT 0,    -- what had to leave, as the facilities say
  sent       bigint      NOT NULL DEFAULT 0,    -- as they say
  arrived    bigint      NOT NULL DEFAULT 0,    -- of what was due; nothing sent beyond it makes good for another place
  on_time    bigint      NOT NULL DEFAULT 0,    -- of what arrived, without what the hub took after the day was closed
  missing    bigint      NOT NULL DEFAULT 0,
  counted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (day, kind)
);
ALTER TABLE hub.exchange_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY oversight ON hub.exchange_day USING (hub.is_oversight());
GRANT SELECT ON hub.exchange_day TO benhan_app;

-- What one line of a day adds. The same as owed_sql and arrived_sql of network/monitor; tests/conformance/board-landing holds both together.
CREATE FUNCTION hub.exchange_of(kind text, said jsonb, taken integer, late integer)
  RETURNS TABLE (due bigint, sent bigint, arrived bigint, on_time bigint) LANGUAGE sql IMMUTABLE AS $$
  SELECT due, sent, arrived, greatest(0, arrived - late)
  FROM (SELECT greatest(0, (said ->> 'due')::bigint - coalesce((said ->> 'excused')::bigint, 0)) AS due,
      coalesce((said ->> 'sent')::bigint, 0) AS sent WHERE said ->> 'due' IS NOT NULL) AS owed,
    LATERAL (SELECT least(due, CASE WHEN kind = 'prescription' THEN sent ELSE taken END) AS arrived) AS there
$$;

-- Written by the monitor's walk only, one process at a time: what changed is added, in the same transaction.
CREATE FUNCTION hub.add_exchange_days() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = hub, pg_temp AS $$
BEGIN
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    INSERT INTO exchange_day AS x (day, kind, facilities, due, sent, arrived, on_time, missing)
    SELECT n.day, n.kind, count(e.due), coalesce(sum(e.due), 0), coalesce(sum(e.sent), 0), coalesce(sum(e.arrived), 0),
      coalesce(sum(e.on_time), 0), sum(n.missing)
    FROM new_rows AS n LEFT JOIN LATERAL exchange_of(n.kind, n.said, n.taken, n.late) AS e ON true
    WHERE n.kind <> '' GROUP BY 1, 2
    ON CONFLICT (day, kind) DO UPDATE SET facilities = x.facilities + excluded.facilities, due = x.due + excluded.due,
      sent = x.sent + excluded.sent, arrived = x.arrived + excluded.arrived, on_time = x.on_time + excluded.on_time,
      missing = x.missing + excluded.missing, counted_at = now();
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    UPDATE exchange_day AS x SET facilities = x.facilities - o.facilities, due = x.due - o.due, sent = x.sent - o.sent,
      arrived = x.arrived - o.arrived, on_time = x.on_time - o.on_time, missing = x.missing - o.missing, counted_at = now()
    FROM (
      SELECT o.day, o.kind, count(e.due) AS facilities, coalesce(sum(e.due), 0) AS due, coalesce(sum(e.sent), 0) AS sent,
        coalesce(sum(e.arrived), 0) AS arrived, coalesce(sum(e.on_time), 0) AS on_time, sum(o.missing) AS missing
      FROM old_rows AS o LEFT JOIN LATERAL exchange_of(o.kind, o.said, o.taken, o.late) AS e ON true
      WHERE o.kind <> '' GROUP BY 1, 2
    ) AS o WHERE x.day = o.day AND x.kind = o.kind;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER exchange_added AFTER INSERT ON hub.day_count REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_exchange_days();
CREATE TRIGGER exchange_changed AFTER UPDATE ON hub.day_count REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_exchange_days();
CREATE TRIGGER exchange_removed AFTER DELETE ON hub.day_count REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hub.add_exchange_days();

-- What was counted before there was this sum.
INSERT INTO hub.exchange_day (day, kind, facilities, due, sent, arrived, on_time, missing)
SELECT d.day, d.kind, count(e.due), coalesce(sum(e.due), 0), coalesce(sum(e.sent), 0), coalesce(sum(e.arrived), 0),
  coalesce(sum(e.on_time), 0), sum(d.missing)
FROM hub.day_count AS d LEFT JOIN LATERAL hub.exchange_of(d.kind, d.said, d.taken, d.late) AS e ON true
WHERE d.kind <> '' GROUP BY 1, 2;
