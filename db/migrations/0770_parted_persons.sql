-- Two persons that were merged by mistake are parted again (docs/decisions/0024): what came while they were one lies with the
-- one that stood, and goes with whom it is of. Asked by the hub's own staff, over all members: envelopes, houses and times,
-- never a title or a paper.

CREATE FUNCTION hub.papers_since(persons text[], since timestamptz)
  RETURNS TABLE (number bigint, person text, sender text, recipients text[], kind text, taken_at timestamptz, named jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT number, person, sender, recipients, kind, taken_at, about -> 'person' FROM submission
  WHERE person = ANY (persons) AND taken_at >= since ORDER BY number
$$;

CREATE FUNCTION hub.paper_senders(persons text[])
  RETURNS TABLE (person text, sender text, count bigint, latest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT person, sender, count(*), max(taken_at) FROM submission WHERE person = ANY (persons)
  GROUP BY person, sender ORDER BY max(taken_at) DESC
$$;

-- Papers and their bytes lie by the person, so they are taken out and laid down anew: a machine's share is never changed in place.
CREATE FUNCTION hub.move_papers(numbers bigint[], source text, target text) RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  WITH bytes AS (
    DELETE FROM content WHERE person = source AND number = ANY (numbers) RETURNING number, part, sender, key_id, bytes
  ), papers AS (
    DELETE FROM submission WHERE person = source AND number = ANY (numbers) RETURNING *
  ), laid AS (
    INSERT INTO submission (person, number, sender, recipients, document, identity, kind, created_at, taken_at, digest, about,
      labels, replaces, replaced_by, parts, verdict, receipt)
    SELECT target, number, sender, recipients, document, identity, kind, created_at, taken_at, digest, about,
      labels, replaces, replaced_by, parts, verdict, receipt FROM papers RETURNING number
  ), filled AS (
    INSERT INTO content (person, number, part, sender, key_id, bytes)
    SELECT target, number, part, sender, key_id, bytes FROM bytes
  ), named AS (
    UPDATE identity AS i SET person = target FROM papers AS p WHERE i.sender = p.sender AND i.document = p.document
  ), letters AS (
    UPDATE delivery AS d SET person = target FROM papers AS p WHERE d.sender = p.sender AND d.number = p.number
  )
  SELECT count(*) FROM laid
$$;

-- Which houses could look at these persons' papers in that time, and how many papers of others they fetched.
CREATE FUNCTION hub.looks_since(persons text[], since timestamptz)
  RETURNS TABLE (recipient text, id text, basis text, reason text, actor text, at timestamptz, until timestamptz,
    ended_at timestamptz, fetched bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  SELECT c.recipient, c.id, c.basis, coalesce(c.evidence ->> 'reason', ''), coalesce(c.actor ->> 'name', ''), c.at, c.until,
    c.ended_at, (
      SELECT count(DISTINCT p.number) FROM audit.event AS e
        JOIN submission AS p ON p.number = substring(e.ref FROM '^Binary/(\d+)-')::bigint AND p.sender <> e.facility
      WHERE e.facility = c.recipient AND e.patient = ANY (persons) AND e.interaction = 'ITI-68' AND e.outcome = 0
        AND e.at >= greatest(since, c.at) AND e.at <= coalesce(c.ended_at, c.until))
  FROM disclosure AS c
  WHERE c.person = ANY (persons) AND least(c.until, coalesce(c.ended_at, c.until)) > since
  ORDER BY c.at DESC LIMIT 200
$$;

-- Whom a basis of that time was given for, nobody can tell: it ends, and the house writes down another.
CREATE FUNCTION hub.end_bases_since(persons text[], since timestamptz) RETURNS TABLE (recipient text, id text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = hub, pg_temp AS $$
  UPDATE disclosure AS c SET ended_at = now()
  WHERE c.person = ANY (persons) AND c.at >= since AND c.until > now() AND c.ended_at IS NULL RETURNING c.recipient, c.id
$$;

REVOKE EXECUTE ON FUNCTION hub.papers_since(text[], timestamptz), hub.paper_senders(text[]), hub.move_papers(bigint[], text, text),
  hub.looks_since(text[], timestamptz), hub.end_bases_since(text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hub.papers_since(text[], timestamptz), hub.paper_senders(text[]), hub.move_papers(bigint[], text, text),
  hub.looks_since(text[], timestamptz), hub.end_bases_since(text[], timestamptz) TO benhan_app;
