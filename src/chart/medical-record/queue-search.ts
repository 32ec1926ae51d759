import type { Unit } from '../../platform/records/index.ts'
import { slots_of_role, type Signer } from './queue-rules.ts'
import { questionnaire_url, slug_of_questionnaire } from './questionnaire.ts'
import type { Forms } from './sheet-store.ts'

/** A completed sheet with a box this person could sign, without its words. */
export type Candidate = {
  sheet: string
  version: number
  patient: string
  at: Date
  slug: string
  author: string
  encounter: string
  department: string
  stay_ended: boolean
  filled: string[]
}

type Row = Omit<Candidate, 'slug'> & { questionnaire: string }

/** The id a reference of a body leads to. */
const target = (alias: string, path: string): string =>
  `split_part(coalesce(${alias}.body::jsonb #>> '{${path},reference}', ''), '/', 2)`

/**
 * Sheets of the given forms on whose present version one of the given boxes is empty. A sheet that is being changed
 * (draft) is left out: it is signed when it is completed again.
 */
const search = (own: boolean): string => `
  WITH sheet AS MATERIALIZED (
    SELECT r.id, r.version, r.patient, r.clinical_at, r.body::jsonb ->> 'questionnaire' AS questionnaire,
      ${target('r', 'author')} AS author, ${target('r', 'encounter')} AS encounter
    FROM record.resource r
    WHERE r.facility = $1 AND r.type = 'QuestionnaireResponse' AND NOT r.deleted
      AND r.terms && ARRAY[record.term('QuestionnaireResponse.status=completed'),
        record.term('QuestionnaireResponse.status=amended')]
      AND ${
        own
          ? "r.terms @> ARRAY[record.term('QuestionnaireResponse.author=Practitioner/' || $3::text)]"
          : "r.terms && ARRAY(SELECT record.term('QuestionnaireResponse.questionnaire=' || url) FROM unnest($3::text[]) AS url)"
      }
  )
  SELECT s.id AS sheet, s.version, coalesce(s.patient, '') AS patient, s.clinical_at AS at, s.questionnaire,
    s.author, s.encounter, d.filled, ${target('e', 'serviceProvider')} AS department,
    e.terms @> ARRAY[record.term('Encounter.status=finished')] AS stay_ended
  FROM sheet s
  JOIN record.resource e ON e.facility = $1 AND e.type = 'Encounter' AND e.id = s.encounter AND NOT e.deleted
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(d.slot) FILTER (WHERE d.slot IS NOT NULL), '{}') AS filled FROM signing.document d
    WHERE d.facility = $1 AND d.response = s.id AND d.version = s.version
  ) d
  WHERE NOT ARRAY(SELECT jsonb_array_elements_text($2::jsonb -> s.questionnaire)) <@ d.filled
    AND NOT EXISTS (SELECT FROM chart.draft WHERE facility = $1 AND response = s.id)`

const find = async (unit: Unit, own: boolean, slots: [url: string, ids: string[]][], third: unknown) => {
  const with_slots = slots.filter(([, ids]) => ids.length > 0)
  if (with_slots.length === 0) return []
  const wanted = JSON.stringify(Object.fromEntries(with_slots))
  const { rows } = await unit.sql.query<Row>(search(own), [unit.caller.facility, wanted, third])
  return rows
}

/** Everything that may wait for this person: the own sheets, and what others wrote for him to confirm. */
export const find_candidates = async (unit: Unit, forms: Forms, signer: Signer): Promise<Candidate[]> => {
  const slots = [...forms.values()].map((form) => ({
    url: questionnaire_url(form),
    ...slots_of_role(form, signer.role),
  }))
  const confirmed = slots.filter(({ others }) => others.length > 0).map(({ url }) => url)
  const own = await find(
    unit,
    true,
    slots.map((one) => [one.url, one.own]),
    signer.id,
  )
  const others = await find(
    unit,
    false,
    slots.map((one) => [one.url, one.others]),
    confirmed,
  )
  unit.note({
    action: 'E',
    interaction: 'search-type',
    type: 'QuestionnaireResponse',
    ref: 'QuestionnaireResponse?status=completed,amended&signing-queue',
  })
  const seen = new Set<string>()
  return [...own, ...others].flatMap(({ questionnaire, ...row }) => {
    if (seen.has(row.sheet)) return []
    seen.add(row.sheet)
    return [{ ...row, slug: slug_of_questionnaire(questionnaire) }]
  })
}
