-- Who was shown what of a person, on which basis (SHARE-08, PDP-04): over all members, asked by the hub's staff for the person
-- herself. Kinds and houses, never a title or a paper: a title already tells what she has.
CREATE INDEX disclosure_of_person ON hub.disclosure (person, at);

CREATE FUNCTION hub.shown_of(persons text[])
  RETURNS TABLE (at timestamptz, what text, facility text, sender text, kind text, basis jsonb, actor text, role text,
    until timestamptz, ended_at timestamptz, state text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  WITH papers AS MATERIALIZED (
    SELECT number, sender, recipients, kind FROM submission WHERE person = ANY (persons)
  ), looked AS MATERIALIZED (
    SELECT * FROM disclosure AS c WHERE c.person = ANY (persons)
  )
  SELECT d.requested_at, 'sent', d.recipient, d.sender, d.kind, d.about -> 'basis', '', '', NULL::timestamptz,
    NULL::timestamptz, d.state
  FROM papers AS p CROSS JOIN unnest(p.recipients) AS r JOIN delivery AS d ON d.recipient = r AND d.number = p.number
  UNION ALL
  SELECT c.at, 'opened', c.recipient, '', '', jsonb_build_object('code', c.basis) || c.evidence,
    coalesce(c.actor ->> 'name', ''), coalesce(c.actor ->> 'role', ''), c.until, c.ended_at, ''
  FROM looked AS c
  UNION ALL
  -- Each paper that was fetched, once for each house and day: a letter has several parts.
  SELECT min(e.at), 'read', e.facility, p.sender, p.kind, NULL, '', '', NULL, NULL, ''
  FROM (SELECT recipient FROM looked UNION SELECT unnest(recipients) FROM papers) AS house
    JOIN audit.event AS e ON e.facility = house.recipient AND e.patient = ANY (persons)
      AND e.interaction = 'ITI-68' AND e.outcome = 0
    JOIN papers AS p ON p.number = substring(e.ref FROM '^Binary/(\d+)-')::bigint AND p.sender <> e.facility
  GROUP BY e.facility, p.sender, p.kind, p.number, date_trunc('day', e.at)
  ORDER BY 1 DESC LIMIT 1000
$$;
REVOKE EXECUTE ON FUNCTION hub.shown_of(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.shown_of(text[]) TO benhan_app;
