/** What facilities answered over the years, as the hub says what may be asked: surveys, registers, assessments of the level. */
import type pg from 'pg'

type Ask = (path: string) => Promise<unknown>
type Field = { id: string; type: string; choices?: { id: string }[] }
type Register = { kind: string; flow: string; fields: Field[] }

const lines_of_kind: Readonly<Record<string, number>> = { survey: 3, equipment: 20, training: 12, medicines: 40 }
const usual_lines = 4
/** Filled with figures of their own by `province.ts`. */
const filled_elsewhere = ['document', 'difficulty']

const pick = <T>(all: readonly T[], at: number): T => {
  const one = all[at % all.length]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

const value_of = ({ id, type, choices }: Field, at: number, day: (ago: number) => string): unknown => {
  if (type === 'choice') return pick(choices ?? [], at + id.length).id
  if (type === 'count') return (at * 7) % 40
  if (type === 'money') return 1_000_000 * (1 + (at % 90))
  if (type === 'day') return day((at * 13) % 700)
  if (type === 'yes_no') return at % 2 === 0
  return `Nội dung số ${at % 50}, ${id}`
}

type Line = { facility: string; id: string; kind: string; body: unknown; state: string }

const lines_of = (register: Register, facilities: string[], day: (ago: number) => string): Line[] => {
  const count = lines_of_kind[register.kind] ?? usual_lines
  const state = register.flow === 'record' ? 'recorded' : register.flow === 'approve' ? 'approved' : 'closed'
  return facilities.flatMap((facility, place) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ facility, id: `${register.kind}-${at}`, kind: register.kind, state },
      body: Object.fromEntries(register.fields.map((field, i) => [field.id, value_of(field, place + at * 3 + i, day)])),
    })),
  )
}

const assessments_sql = `INSERT INTO it_level.assessment (facility, id, as_of, kind, criteria, answers, level, made_at, made_name, software)
  SELECT f, 'a' || y, $2::date - y * 365, 'self', $3, (
      SELECT jsonb_agg(jsonb_build_object('criterion', c, 'answer', CASE WHEN abs(hashtext(f || c || y)) % 5 = 0 THEN 'no' ELSE 'yes' END,
        'basis', 'declared', 'says', 'Cơ sở khai', 'by', 'Trưởng phòng CNTT')) FROM unnest($4::text[]) AS c),
    2, now() - y * interval '365 days', 'Giám đốc', ''
  FROM unnest($1::text[]) AS f, generate_series(0, 2) AS y`

/** @returns how many lines of registers now lie there */
export const fill_registers = async (owner: pg.Client, ask: Ask, today: string): Promise<number> => {
  const { rows } = await owner.query<{ code: string }>(
    "SELECT code FROM hub.facility WHERE kind = 'hospital' ORDER BY code",
  )
  const facilities = rows.map(({ code }) => code)
  const day = (ago: number): string => new Date(Date.parse(today) - ago * 86_400_000).toISOString().slice(0, 10)
  const { registers } = (await ask('/api/board/definitions')) as { registers: Register[] }
  const asked = registers.filter(({ kind }) => !filled_elsewhere.includes(kind))
  const lines = asked.flatMap((register) => lines_of(register, facilities, day))
  await owner.query(
    `INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
     SELECT facility, id, kind, body, state, 'x', 'it_admin'
     FROM jsonb_to_recordset($1) AS line (facility text, id text, kind text, body jsonb, state text)`,
    [JSON.stringify(lines)],
  )
  const book = (await ask('/api/it-level/criteria')) as { id: string; criteria: { id: string }[] }
  await owner.query(assessments_sql, [facilities, today, 'TT54/2017', book.criteria.map(({ id }) => id)])
  return lines.length
}
