import pg from 'pg'
import { make_link_key } from '../src/network/exchange/index.ts'
import {
  digest_of_report,
  edition,
  sign_report,
  type CounterReport,
  type DayFigures,
} from '../src/network/counters/index.ts'
import { member_client_id, member_scope } from '../src/network/membership/index.ts'
import { put_client } from '../src/platform/access/index.ts'
import { local_date, local_time, shift_days } from '../src/base/time/index.ts'
import type { TestHub } from './test-hub.ts'
import type { Answer } from './test-site.ts'
import { password } from './test-site.ts'

export const today = (): string => local_date(new Date())
export const days_ago = (count: number): string => shift_days(today(), -count)

/** A member that says what it is told to say, with a key the hub knows. */
export type Speaker = {
  /** The next report over these days, signed; nothing is sent. */
  say(days: Record<string, DayFigures>, wish?: Partial<CounterReport>): Promise<string>
  send(jws: string): Promise<Answer>
  /** Says and sends. */
  tell(days: Record<string, DayFigures>, wish?: Partial<CounterReport>): Promise<Answer>
}

export const make_speaker = async (hub: TestHub, facility: string): Promise<Speaker> => {
  const { private_jwk, public_jwk } = await make_link_key()
  const name = `Máy chủ ${facility}`
  const client = { client_id: member_client_id(facility), facility, name, scope: member_scope }
  await put_client(hub.site.database, {
    ...client,
    client_id: `${client.client_id}-khoa`,
    jwks: { keys: [public_jwk] },
  })
  await put_client(hub.site.database, client, password)
  const ask = await hub.member(facility)
  let sequence = 0
  let previous = ''
  const speaker: Speaker = {
    say(days, wish = {}) {
      const report: CounterReport = {
        ...{ edition, facility, sequence: sequence + 1, previous, counted_at: local_time(new Date()) },
        days: Object.entries(days).map(([day, figures]) => ({ day, figures })),
        ...wish,
      }
      return sign_report(report, private_jwk)
    },
    async send(jws) {
      const answer = await ask('POST', '/lien-thong/counters', { jws })
      if (answer.status === 200 && answer.json['digest'] === digest_of_report(jws)) {
        sequence = answer.json['sequence'] as number
        previous = digest_of_report(jws)
      }
      return answer
    },
    tell: async (days, wish) => speaker.send(await speaker.say(days, wish)),
  }
  return speaker
}

export type PaperWish = {
  sender: string
  kind: string
  day: string
  count: number
  replaces?: string
  recipient?: string
}

/** Documents as the hub keeps them once taken, without their bytes. @returns their identities */
export const put_papers = async (hub: TestHub, wish: PaperWish): Promise<string[]> => {
  const owner = new pg.Client({ connectionString: hub.url })
  await owner.connect()
  const at = `${wish.day}T09:00:00+07:00`
  const { rows } = await owner.query<{ document: string }>(
    `WITH made AS (
       SELECT nextval('hub.submission_serial') AS number, 'urn:uuid:' || gen_random_uuid() AS document FROM generate_series(1, $4)
     ), known AS (
       INSERT INTO hub.identity (sender, document, digest, person, number)
       SELECT $1, document, '', 'p' || number % 1000, number FROM made
     ), addressed AS (
       INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about)
       SELECT $6, number, $1, 'p' || number % 1000, $2, document, '{"title":"Giấy thử","person":{"name":"Người thử","identifiers":[]}}' FROM made WHERE $6::text IS NOT NULL
     ), old AS (
       UPDATE hub.submission SET replaced_by = (SELECT document FROM made LIMIT 1) WHERE document = $5
     )
     INSERT INTO hub.submission (person, number, sender, recipients, document, identity, kind, created_at, digest, about,
       replaces, parts, verdict, receipt)
     SELECT 'p' || number % 1000, number, $1, coalesce(ARRAY[$6], '{}'), document, document, $2, $3::timestamptz, '',
       jsonb_build_object('period', jsonb_build_object('end', $3::text)), $5, '[]', '{}', '{}' FROM made
     RETURNING document`,
    [wish.sender, wish.kind, at, wish.count, wish.replaces ?? null, wish.recipient ?? null],
  )
  await owner.end()
  return rows.map(({ document }) => document)
}
