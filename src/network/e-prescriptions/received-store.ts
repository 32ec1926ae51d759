import { Failure } from '../../base/outcome/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { code_in, type Prescription } from '../../standards/e-prescription/index.ts'
import { find_received, type Arrived, type Received } from '../exchange/index.ts'
import { read_letter } from './read-letter.ts'

type Row = { letter: string; code: string | null; body: Prescription | null; problem: string }
/** A prescription that came by the hub; `body` null: only its paper can be read, or not even that. */
export type ReceivedPrescription = Omit<Row, 'letter'> & { letter: Received }

const read = ({ submission }: Arrived): Omit<Row, 'letter'> => {
  const of_title = code_in(submission.title) ?? null
  const data = submission.parts.find(({ kind }) => kind === 'fhir')
  if (!data)
    return { code: of_title, body: null, problem: 'Chỉ có bản PDF, không có dữ liệu đơn; tra đơn ở hệ thống quốc gia' }
  try {
    const body = read_letter(data.bytes, submission.sender)
    return { code: body.code, body, problem: '' }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { code: of_title, body: null, problem: error.message }
  }
}

/** When a prescription comes by the hub: what it says is read once, beside the letter. */
export const keep_received = async (unit: Unit, arrived: Arrived): Promise<void> => {
  if (arrived.submission.kind !== 'prescription') return
  const { code, body, problem } = read(arrived)
  await unit.sql.query(
    `INSERT INTO eprescription.received (facility, letter, code, body, problem) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [unit.caller.facility, arrived.id, code, body && JSON.stringify(body), problem],
  )
}

const with_letters = async (unit: Unit, rows: Row[]): Promise<ReceivedPrescription[]> => {
  const letters = await find_received(
    unit,
    rows.map(({ letter }) => letter),
  )
  return rows.flatMap(({ letter, ...row }) => {
    const found = letters.get(letter)
    return found ? [{ ...row, letter: found }] : []
  })
}

const columns = 'letter, code, body, problem'

/** The letter of a code, a sound one before others, the latest first. */
export const find_received_prescription = async (
  unit: Unit,
  code: string,
): Promise<ReceivedPrescription | undefined> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM eprescription.received WHERE facility = $1 AND code = $2 ORDER BY letter DESC LIMIT 20`,
    [unit.caller.facility, code],
  )
  const found = await with_letters(unit, rows)
  return found.find(({ letter }) => letter.verdict === 'good') ?? found[0]
}

/** The code of the prescription that took a letter's place; undefined where nobody could read it. */
export const code_of_letter = async ({ sql, caller }: Unit, letter: string): Promise<string | undefined> =>
  (
    await sql.query<{ code: string | null }>(
      'SELECT code FROM eprescription.received WHERE facility = $1 AND letter = $2',
      [caller.facility, letter],
    )
  ).rows[0]?.code ?? undefined

/** The latest first: ids begin with their time. */
export const list_received_rows = async (unit: Unit, at_most: number): Promise<ReceivedPrescription[]> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM eprescription.received WHERE facility = $1 ORDER BY letter DESC LIMIT $2`,
    [unit.caller.facility, at_most],
  )
  return with_letters(unit, rows)
}
