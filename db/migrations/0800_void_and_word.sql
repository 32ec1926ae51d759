-- A step that was said done while the registers did not prove it: what they lacked then, and who said it. '' : proved, or not done.
ALTER TABLE deployment.milestone
  ADD COLUMN lacks text NOT NULL DEFAULT '',
  ADD COLUMN lacks_by text NOT NULL DEFAULT '';
ALTER TABLE deployment.progress ADD COLUMN lacks text NOT NULL DEFAULT '';

-- As before, without lines that were taken back (state 'void').
CREATE OR REPLACE FUNCTION deployment.newest_surveys() RETURNS TABLE (facility text, survey text, state text, body jsonb, lines jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = deployment, pg_temp AS $$
  SELECT CASE WHEN hub.is_oversight() OR s.facility = public.current_facility() THEN s.facility END,
    CASE WHEN hub.is_oversight() OR s.facility = public.current_facility() THEN s.id END, s.state, s.body - 'note',
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'body', (
        SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(l.body)
        WHERE key IN ('need', 'have', 'ordered', 'installed', 'use', 'mbps', 'stage'))))
      FROM entry AS l WHERE l.facility = s.facility AND l.kind IN ('equipment', 'network', 'security')
        AND l.state <> 'void'), '[]')
  FROM (
    SELECT DISTINCT ON (e.facility) e.facility, e.id, e.state, e.body FROM entry AS e
    WHERE e.kind = 'survey' AND e.state IN ('submitted', 'approved')
    ORDER BY e.facility, e.body ->> 'on' DESC, e.updated_at DESC
  ) AS s
  WHERE hub.is_oversight() OR public.current_facility() <> ''
$$;
