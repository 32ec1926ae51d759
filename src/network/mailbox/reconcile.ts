import type {
  BalanceFault,
  Overview,
  PassingLetter,
  RecipientBalance,
  Reconciliation,
  SenderBalance,
  Traffic,
} from './contract.ts'
import { party_of } from './desk.ts'
import type { Office } from './office.ts'

const faults_max = 200
const letters_max = 200

type Of<Row, Key extends string> = Omit<Row, Key> & Record<Key, string>

const balances = ({ delivered, waiting, received, accepted, rejected, completed, cancelled }: RecipientBalance) =>
  delivered === waiting + received + accepted + rejected + completed + cancelled

/**
 * The books since a moment: what senders sent, by the log, against what is stored of it; what lies in the boxes; and
 * every place where two books differ. Sound: to the unit.
 */
export const reconcile = async (office: Office, since: Date): Promise<Reconciliation> => {
  const found = await office.database.in_site(async (sql) => ({
    senders: (await sql.query<Of<SenderBalance, 'sender'>>('SELECT * FROM hub.reconcile_senders($1)', [since])).rows,
    recipients: (
      await sql.query<Of<RecipientBalance, 'recipient'>>('SELECT * FROM hub.reconcile_recipients($1)', [since])
    ).rows,
    faults: (await sql.query<BalanceFault>('SELECT * FROM hub.reconcile_faults($1, $2)', [since, faults_max])).rows,
  }))
  const party = await party_of(office, [
    ...found.senders.map(({ sender }) => sender),
    ...found.recipients.map(({ recipient }) => recipient),
  ])
  const senders = found.senders.map((row) => ({ ...row, sender: party(row.sender) }))
  const recipients = found.recipients.map((row) => ({ ...row, recipient: party(row.recipient) }))
  const faults = [
    ...found.faults,
    ...senders
      .filter(({ sent, taken, held, refused }) => sent !== taken + held + refused)
      .map(({ sender }) => ({ what: 'sent', facility: sender.code, number: null })),
    ...recipients
      .filter((row) => !balances(row))
      .map(({ recipient }) => ({ what: 'delivered', facility: recipient.code, number: null })),
  ]
  const head = { since: since.toISOString(), at: new Date().toISOString() }
  return { ...head, senders, recipients, faults, is_sound: faults.length === 0 }
}

type Counts = {
  held: number
  oldest_held: Date | null
  waiting: number
  oldest_waiting: Date | null
  dead: number
}

/** Numbers for the first page. */
export const count_desk = async (office: Office, since: Date): Promise<Overview> => {
  const { traffic, counts } = await office.database.in_site(async (sql) => ({
    traffic: (
      await sql.query<Traffic>(
        'SELECT kind, state, sum(count)::bigint AS count FROM hub.traffic($1) GROUP BY 1, 2 ORDER BY 1, 2',
        [since],
      )
    ).rows,
    counts: (await sql.query<Counts>('SELECT * FROM hub.desk_counts()')).rows[0],
  }))
  if (!counts) throw new Error('hub.desk_counts() gave no row')
  return {
    ...{ at: new Date().toISOString(), since: since.toISOString(), traffic },
    ...{ held: counts.held, waiting: counts.waiting, dead: counts.dead },
    oldest_held: counts.oldest_held?.toISOString() ?? null,
    oldest_waiting: counts.oldest_waiting?.toISOString() ?? null,
  }
}

export type PassingQuestion = { since: Date; kind?: string; state?: string; facility?: string }

/** Of a refusal: every recipient that was named. */
type PassingRow = Omit<PassingLetter, 'at' | 'sender' | 'recipients'> & { at: Date; sender: string; recipient: string }

const codes_in = ({ recipient }: PassingRow): string[] => recipient.split(', ').filter(Boolean)

/** The letters behind a number, the newest first. */
export const list_passing = async (office: Office, asked: PassingQuestion): Promise<PassingLetter[]> => {
  const { rows } = await office.database.in_site((sql) =>
    sql.query<PassingRow>('SELECT * FROM hub.passing($1, $2, $3, $4, $5)', [
      ...[asked.since, asked.kind ?? null, asked.state ?? null, asked.facility ?? null, letters_max],
    ]),
  )
  const party = await party_of(
    office,
    rows.flatMap((row) => [row.sender, ...codes_in(row)]),
  )
  return rows.map((row) => {
    const { kind, state, number, reason } = row
    const ends = { sender: party(row.sender), recipients: codes_in(row).map(party) }
    return { at: row.at.toISOString(), ...ends, kind, state, number, reason }
  })
}
