-- A page of a visit that was put right makes good for no other, in the trend as in the judging (network/counters/judge.ts).
-- The same as owed_sql and arrived_sql of network/monitor; tests/conformance/board-landing-rows holds both together.
CREATE OR REPLACE FUNCTION hub.exchange_of(kind text, said jsonb, taken integer, late integer)
  RETURNS TABLE (due bigint, sent bigint, arrived bigint, on_time bigint) LANGUAGE sql IMMUTABLE AS $$
  SELECT due, sent, arrived, greatest(0, arrived - late)
  FROM (SELECT greatest(0, (said ->> 'due')::bigint - coalesce((said ->> 'excused')::bigint, 0)) AS due,
      coalesce((said ->> 'sent')::bigint, 0) AS sent,
      coalesce((said ->> 'stray')::bigint, 0) AS stray WHERE said ->> 'due' IS NOT NULL) AS owed,
    LATERAL (SELECT greatest(0, least(due, CASE WHEN kind = 'prescription' THEN sent ELSE taken END - stray)) AS arrived) AS there
$$;

-- What was added up without it, anew.
DELETE FROM hub.exchange_day;
INSERT INTO hub.exchange_day (day, kind, facilities, due, sent, arrived, on_time, missing)
SELECT d.day, d.kind, count(e.due), coalesce(sum(e.due), 0), coalesce(sum(e.sent), 0), coalesce(sum(e.arrived), 0),
  coalesce(sum(e.on_time), 0), sum(d.missing)
FROM hub.day_count AS d LEFT JOIN LATERAL hub.exchange_of(d.kind, d.said, d.taken, d.late) AS e ON true
WHERE d.kind <> '' GROUP BY 1, 2;
