import { foreign_token } from '../../../standards/fhir/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { CountedKind, DayFigures, Figures } from '../contract.ts'
import { payer_sql, visit_type_sql } from './visit-type-sql.ts'

/** Of exchange.outgoing: the hub has it. */
const taken = `('taken', 'received', 'accepted', 'rejected', 'completed')`

/** A stay that never began, or began by mistake. */
export const unbegun_terms = `ARRAY[record.term('Encounter.status=planned'), record.term('Encounter.status=cancelled'),
  record.term('Encounter.status=entered-in-error')]`
/** Another house's, taken in from its file: counted there. */
export const foreign_terms = `ARRAY[record.term('Encounter.meta.tag=${foreign_token}')]`
const void_terms = `ARRAY[record.term('Encounter.status=cancelled'), record.term('Encounter.status=entered-in-error')]`

/**
 * One statement for all days asked for, each found by its own index (0601): visits by their end, papers by the day they are
 * counted on. $1 facility, $2 days, $3 minutes a paper may be under way.
 */
const count_sql = `
WITH days AS MATERIALIZED (
  SELECT day, day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS from_at,
    (day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS to_at, now() - make_interval(mins => $3) AS late_before
  FROM unnest($2::date[]) AS day
), ended AS MATERIALIZED (
  -- Made here: a clause with || in it would be no way into an index behind the wall.
  SELECT d.day, r.id, 'Encounter/' || r.id AS about, r.patient, r.clinical_end < d.late_before AS is_late,
    r.terms @> ARRAY[record.term('Encounter.class=IMP')] AS is_inpatient,
    j.body #>> '{hospitalization,dischargeDisposition,coding,0,code}' IS NOT DISTINCT FROM '5' AS is_transfer,
    ${visit_type_sql('j.body', 'r.clinical_at', 'r.clinical_end')} AS type, ${payer_sql('j.body')} AS payer
  FROM days AS d JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Encounter' AND NOT r.deleted
    AND r.clinical_end IS NOT NULL AND r.clinical_end > d.from_at AND r.clinical_end <= d.to_at
    AND r.terms @> ARRAY[record.term('Encounter.status=finished')] AND NOT r.terms && ${foreign_terms},
    -- Read once, whatever is asked of it.
    LATERAL (SELECT r.body::jsonb AS body OFFSET 0) AS j
), departed AS MATERIALIZED (
  -- What was on the day once and is not there now: by an earlier version of the record, or by the page it has in the queue.
  SELECT o.day, o.what, 'Encounter/' || o.id AS about, CASE WHEN r.id IS NULL OR r.deleted THEN 'removed'
    WHEN r.terms && ${void_terms} THEN 'voided' ELSE 'moved' END AS how
  FROM (
    SELECT d.day, d.from_at, d.to_at, l.what, l.encounter AS id FROM days AS d
    JOIN counters.left_day AS l ON l.facility = $1 AND l.day = d.day
    UNION
    SELECT d.day, d.from_at, d.to_at, 'visit', p.encounter FROM days AS d
    JOIN health_book.publication AS p ON p.facility = $1 AND p.ended_at >= d.from_at AND p.ended_at < d.to_at
      AND p.kind = 'health-book' AND p.encounter IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM record.resource AS x WHERE x.facility = $1 AND x.type = 'Encounter' AND x.id = p.encounter)
  ) AS o LEFT JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Encounter' AND r.id = o.id
  WHERE NOT coalesce(NOT r.deleted AND CASE o.what
    WHEN 'visit' THEN r.terms @> ARRAY[record.term('Encounter.status=finished')] AND r.clinical_end > o.from_at AND r.clinical_end <= o.to_at
    ELSE r.terms @> ARRAY[record.term('Encounter.class=IMP')] AND r.clinical_at >= o.from_at AND r.clinical_at < o.to_at
      AND NOT r.terms && ${unbegun_terms} END, false)
), gone AS (
  SELECT day, count(*) FILTER (WHERE what = 'visit' AND how = 'voided') AS voided,
    count(*) FILTER (WHERE what = 'visit' AND how = 'moved') AS moved,
    count(*) FILTER (WHERE what = 'visit' AND how = 'removed') AS removed,
    count(*) FILTER (WHERE what = 'admission' AND how <> 'removed') AS admissions_changed,
    count(*) FILTER (WHERE what = 'admission' AND how = 'removed') AS admissions_removed FROM departed GROUP BY 1
), stray AS (
  -- Its last taken page still stands on this day.
  SELECT g.day, count(*) AS stray FROM departed AS g WHERE g.what = 'visit' AND g.how <> 'removed' AND EXISTS (
    SELECT FROM exchange.outgoing AS o WHERE o.facility = $1 AND o.about = g.about AND o.day = g.day AND o.state IN ${taken}
      AND NOT EXISTS (SELECT FROM exchange.outgoing AS l WHERE l.facility = $1 AND l.chain = o.chain
        AND l.position > o.position AND l.state IN ${taken})) GROUP BY 1
), told AS (
  SELECT e.day, e.type || '.' || e.payer AS name, count(*) AS visits, count(*) FILTER (WHERE EXISTS (
    SELECT FROM exchange.outgoing AS o WHERE o.facility = $1 AND o.about = e.about AND o.state IN ${taken})) AS linked
  FROM ended AS e GROUP BY 1, 2
), by_type AS (
  SELECT day, sum(linked) AS linked, jsonb_object_agg(name || '.visits', visits)
    || coalesce(jsonb_object_agg(name || '.linked', linked) FILTER (WHERE linked > 0), '{}') AS figures FROM told GROUP BY 1
), totals AS (
  SELECT day, count(*) AS visits, count(*) FILTER (WHERE is_inpatient) AS discharges,
    count(*) FILTER (WHERE is_transfer) AS transfers FROM ended GROUP BY 1
), admitted AS (
  SELECT d.day, count(*) AS admissions FROM days AS d JOIN record.resource AS r ON r.facility = $1 AND r.type = 'Encounter'
    AND NOT r.deleted AND r.clinical_at >= d.from_at AND r.clinical_at < d.to_at
    AND r.terms @> ARRAY[record.term('Encounter.class=IMP')]
    AND NOT r.terms && ${unbegun_terms} AND NOT r.terms && ${foreign_terms}
  GROUP BY 1
), papers AS MATERIALIZED (
  -- What stands: of each chain of corrections the last; and of what was sent, the last that was taken.
  SELECT o.day, o.kind, o.state, n.later IS NULL AS is_last, o.state IN ${taken} AND n.taken IS NOT TRUE AS is_sent,
    o.state IN ('waiting', 'held') AND o.posted_at < d.late_before AS is_late
  FROM days AS d JOIN exchange.outgoing AS o ON o.facility = $1 AND o.day = d.day, LATERAL (
    SELECT true AS later, bool_or(l.state IN ${taken}) AS taken FROM exchange.outgoing AS l
    WHERE l.facility = $1 AND l.chain = o.chain AND l.position > o.position HAVING count(*) > 0
    UNION ALL SELECT NULL, NULL ORDER BY 1 LIMIT 1) AS n
), sent AS (
  SELECT day, kind, count(*) FILTER (WHERE is_last) AS made, count(*) FILTER (WHERE is_last AND state = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE is_sent) AS sent, count(*) FILTER (WHERE is_last AND is_late) AS overdue FROM papers GROUP BY 1, 2
), owed AS (
  SELECT e.day, 'health-book' AS kind, p.state, p.document, e.is_late, e.about
  FROM ended AS e LEFT JOIN health_book.publication AS p ON p.facility = $1 AND p.about = e.about
  UNION ALL
  SELECT d.day, p.kind, p.state, p.document, p.ended_at < d.late_before, p.about FROM days AS d
  JOIN health_book.publication AS p ON p.facility = $1 AND p.ended_at >= d.from_at AND p.ended_at < d.to_at
    AND p.kind IN ('lab-result', 'imaging-report')
), published AS (
  SELECT day, kind, count(*) AS due, count(*) FILTER (WHERE state = 'withheld') AS excused,
    count(*) FILTER (WHERE document IS NOT NULL AND state IS DISTINCT FROM 'withheld') AS made,
    count(*) FILTER (WHERE is_late AND state IS DISTINCT FROM 'withheld' AND arrived IS NULL) AS overdue
  FROM owed LEFT JOIN LATERAL (SELECT true AS arrived FROM exchange.outgoing AS o
    WHERE owed.is_late AND o.facility = $1 AND o.about = owed.about AND o.state IN ${taken} LIMIT 1) AS way ON true
  GROUP BY 1, 2
), unwritten AS (
  SELECT e.day, count(*) AS due, count(*) FILTER (WHERE e.is_late) AS overdue FROM ended AS e
  WHERE e.is_transfer AND NOT EXISTS (SELECT FROM exchange.outgoing AS o WHERE o.facility = $1
    AND o.encounter = e.id AND o.kind = 'transfer-letter') GROUP BY 1
), national AS (
  SELECT d.day, count(*) AS due, count(*) FILTER (WHERE p.replaced_by IS NOT NULL AND o.status IS DISTINCT FROM 'delivered') AS excused,
    count(o.id) AS made, count(*) FILTER (WHERE o.status = 'delivered') AS sent,
    -- The answer itself, beside the code it was given for.
    count(*) FILTER (WHERE o.status = 'delivered' AND o.code <> '' AND jsonb_typeof(o.receipt) = 'object') AS acknowledged,
    count(*) FILTER (WHERE o.status IS DISTINCT FROM 'delivered' AND p.replaced_by IS NULL AND p.signed_at < d.late_before) AS overdue
  FROM days AS d JOIN prescribing.prescription AS p ON p.facility = $1 AND p.signed_at >= d.from_at AND p.signed_at < d.to_at
  LEFT JOIN eprescription.outbox AS o ON o.facility = $1 AND o.act = 'prescription' AND o.ref = p.code GROUP BY 1
)
SELECT d.day::text, '' AS kind, jsonb_build_object('visits', coalesce(t.visits, 0), 'admissions', coalesce(a.admissions, 0),
  'discharges', coalesce(t.discharges, 0), 'transfers', coalesce(t.transfers, 0), 'claims', NULL,
  'voided', coalesce(g.voided, 0), 'moved', coalesce(g.moved, 0), 'removed', coalesce(g.removed, 0),
  'admissions_changed', coalesce(g.admissions_changed, 0), 'admissions_removed', coalesce(g.admissions_removed, 0),
  'linked', coalesce(b.linked, 0)) || coalesce(b.figures, '{}') AS figures
FROM days AS d LEFT JOIN totals AS t USING (day) LEFT JOIN admitted AS a USING (day) LEFT JOIN by_type AS b USING (day)
  LEFT JOIN gone AS g USING (day)
UNION ALL
SELECT p.day::text, p.kind, jsonb_build_object('due', p.due, 'excused', p.excused, 'made', p.made,
  'sent', coalesce(s.sent, 0), 'overdue', p.overdue)
FROM published AS p LEFT JOIN sent AS s ON s.day = p.day AND s.kind = p.kind WHERE p.kind <> 'health-book'
UNION ALL
-- Also of a day from which every visit is gone.
SELECT d.day::text, 'health-book', jsonb_build_object('due', coalesce(p.due, 0), 'excused', coalesce(p.excused, 0),
  'made', coalesce(p.made, 0), 'sent', coalesce(s.sent, 0), 'overdue', coalesce(p.overdue, 0), 'stray', coalesce(y.stray, 0))
FROM days AS d LEFT JOIN published AS p ON p.day = d.day AND p.kind = 'health-book'
  LEFT JOIN sent AS s ON s.day = d.day AND s.kind = 'health-book' LEFT JOIN stray AS y ON y.day = d.day
WHERE p.day IS NOT NULL OR s.day IS NOT NULL
UNION ALL
SELECT day::text, kind, jsonb_build_object('due', sum(due), 'excused', sum(excused), 'made', sum(made), 'sent', sum(sent),
  'overdue', sum(overdue)) FROM (
  SELECT day, kind, made AS due, withdrawn AS excused, made, sent, overdue FROM sent
    -- A prescription is counted by its national way alone; that it went by the hub too adds nothing.
    WHERE kind NOT IN ('health-book', 'prescription') AND (day, kind) NOT IN (SELECT day, kind FROM published)
  UNION ALL
  SELECT day, 'transfer-letter', due, 0, 0, 0, overdue FROM unwritten
) AS letter GROUP BY 1, 2
UNION ALL
SELECT day::text, 'prescription', jsonb_build_object('due', due, 'excused', excused, 'made', made, 'sent', sent, 'overdue', overdue,
  'acknowledged', acknowledged) FROM national`

type Row = { day: string; kind: CountedKind; figures: Figures }

/** The whole present value of these days, from the facility's own tables. */
export const count_days = async (
  sql: Sql,
  facility: string,
  days: string[],
  grace_min: number,
): Promise<Map<string, DayFigures>> => {
  const counted = new Map<string, DayFigures>(days.map((day) => [day, {}]))
  if (days.length === 0) return counted
  const { rows } = await sql.query<Row>(count_sql, [facility, days, grace_min])
  for (const { day, kind, figures } of rows) {
    const known = counted.get(day)
    if (known) known[kind] = figures
  }
  return counted
}
