-- The newest survey of every facility that went to the Sở, with what its registers hold now: for the province's average
-- beside a facility's own score (MON-02). A member is told whose it is only where it is its own; the program averages, and
-- shows an average only of several.
CREATE FUNCTION deployment.newest_surveys() RETURNS TABLE (facility text, survey text, state text, body jsonb, lines jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = deployment, pg_temp AS $$
  SELECT CASE WHEN hub.is_oversight() OR s.facility = public.current_facility() THEN s.facility END,
    CASE WHEN hub.is_oversight() OR s.facility = public.current_facility() THEN s.id END, s.state, s.body - 'note',
    coalesce((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'body', (
        SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(l.body)
        WHERE key IN ('need', 'have', 'ordered', 'installed', 'use', 'mbps', 'stage'))))
      FROM entry AS l WHERE l.facility = s.facility AND l.kind IN ('equipment', 'network', 'security')), '[]')
  FROM (
    SELECT DISTINCT ON (e.facility) e.facility, e.id, e.state, e.body FROM entry AS e
    WHERE e.kind = 'survey' AND e.state IN ('submitted', 'approved')
    ORDER BY e.facility, e.body ->> 'on' DESC, e.updated_at DESC
  ) AS s
  WHERE hub.is_oversight() OR public.current_facility() <> ''
$$;
REVOKE EXECUTE ON FUNCTION deployment.newest_surveys() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deployment.newest_surveys() TO benhan_app;
