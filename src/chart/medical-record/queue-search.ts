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
const url_of_form = `r.body::jsonb ->> 'questionnaire'`
/** The terms of these Questionnaires, as the index holds them. */
const terms_of = (urls: string): string =>
  `ARRAY(SELECT record.term('QuestionnaireResponse.questionnaire=' || url) FROM unnest(${urls}::text[]) AS url)`

const signatures = `FROM signing.standing d WHERE d.facility = $1 AND d.response = r.id AND d.version = r.version`
const columns = 'SELECT r.id, r.version, r.patient, r.clinical_at, r.body'
const completed = (whose: string): string => `r.facility = $1 AND r.type = 'QuestionnaireResponse' AND NOT r.deleted
    AND r.terms && ARRAY[record.term('QuestionnaireResponse.status=completed'),
      record.term('QuestionnaireResponse.status=amended')] AND ${whose}`
const mine_signed = `(SELECT count(DISTINCT d.slot) ${signatures} AND d.slot = ANY($2::text[]))`
const slug = `split_part(split_part(${url_of_form}, '/Questionnaire/', 2), '|', 1)`

/**
 * Who has written for twenty years has signed nearly all of it: that is put aside first, before anything is read. Forms
 * with one box of mine, forms with several, and sheets written on an earlier version of a form, known by its name alone.
 */
const unsigned = (whose: string): string => `
  ${columns} FROM record.resource r
  WHERE ${completed(whose)}
    AND r.terms && ${terms_of('$3')} AND NOT EXISTS (SELECT ${signatures} AND d.slot = ANY($2::text[]))
  UNION ALL
  ${columns} FROM unnest($4::text[], $5::int[]) AS form(url, boxes)
  JOIN record.resource r ON r.terms @> ARRAY[record.term('QuestionnaireResponse.questionnaire=' || form.url)]
  WHERE ${completed(whose)} AND ${mine_signed} < form.boxes
  UNION ALL
  ${columns} FROM record.resource r
  WHERE ${completed(whose)}
    AND NOT r.terms && ${terms_of('$7')} AND ${mine_signed} < coalesce(($8::jsonb ->> ${slug})::int, 0)`

const by_me = "r.terms @> ARRAY[record.term('QuestionnaireResponse.author=Practitioner/' || $6::text)]"
const by_anybody = '$6::text IS NOT NULL'

/** A sheet that is being changed (draft) is left out: it is signed when it is completed again. */
const search = (whose: string): string => `
  WITH r AS MATERIALIZED (${unsigned(whose)}),
  sheet AS MATERIALIZED (SELECT *, ${target('r', 'encounter')} AS encounter FROM r)
  SELECT r.id AS sheet, r.version, coalesce(r.patient, '') AS patient, r.clinical_at AS at,
    ${url_of_form} AS questionnaire, ${target('r', 'author')} AS author,
    r.encounter, ARRAY(SELECT d.slot ${signatures} AND d.slot IS NOT NULL) AS filled,
    ${target('e', 'serviceProvider')} AS department,
    e.terms @> ARRAY[record.term('Encounter.status=finished')] AS stay_ended
  FROM sheet r
  JOIN record.resource e ON e.facility = $1 AND e.type = 'Encounter' AND e.id = r.encounter AND NOT e.deleted
  WHERE NOT EXISTS (SELECT FROM chart.draft WHERE facility = $1 AND response = r.id)`

type FormBoxes = { slug: string; url: string; slots: string[] }

const find = async (unit: Unit, whose: string, forms: FormBoxes[], signer: string): Promise<Row[]> => {
  const wanted = forms.filter(({ slots }) => slots.length > 0)
  if (wanted.length === 0) return []
  const several = wanted.filter(({ slots }) => slots.length > 1)
  const { rows } = await unit.sql.query<Row>(search(whose), [
    unit.caller.facility,
    [...new Set(wanted.flatMap(({ slots }) => slots))],
    wanted.filter(({ slots }) => slots.length === 1).map((form) => form.url),
    several.map((form) => form.url),
    several.map(({ slots }) => slots.length),
    signer,
    forms.map((form) => form.url),
    JSON.stringify(Object.fromEntries(wanted.map((form) => [form.slug, form.slots.length]))),
  ])
  return rows
}

/** Everything that may wait for this person: the own sheets, and what others wrote for him to confirm. */
export const find_candidates = async (unit: Unit, forms: Forms, signer: Signer): Promise<Candidate[]> => {
  const boxes = [...forms.values()].map((form) => ({
    slug: form.slug,
    url: questionnaire_url(form),
    ...slots_of_role(form, signer.role),
  }))
  const own = await find(
    unit,
    by_me,
    boxes.map(({ own: slots, ...form }) => ({ ...form, slots })),
    signer.id,
  )
  const others = await find(
    unit,
    by_anybody,
    boxes.map(({ others: slots, ...form }) => ({ ...form, slots })),
    signer.id,
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
