import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { local_date } from '../../base/time/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Answered } from './contract.ts'
import { judge_bedside, judge_tablet } from './proofs/bedside.ts'
import { catalogues } from './proofs/catalogues.ts'
import { judge_chain, type Patience } from './proofs/chain.ts'
import { judge_copies } from './proofs/copies.ts'
import { exchange } from './proofs/exchange.ts'
import { facts } from './proofs/facts.ts'
import { orders } from './proofs/orders.ts'
import { people } from './proofs/people.ts'
import { pictures } from './proofs/pictures.ts'
import { counted_days, type Finding, type Proof } from './proofs/proof.ts'
import { stays } from './proofs/stays.ts'
import { walls } from './proofs/walls.ts'

export const software = 'Bệnh Án Mở'

const proofs: Proof[] = [people, stays, facts, orders, pictures, catalogues, exchange, walls]

const absent = JSON.parse(readFileSync(join(import.meta.dirname, 'proofs', 'absent.json'), 'utf8')) as Record<
  string,
  string
>

const measured = (criterion: string, finding: Finding, query: string, at: Date): Answered => ({
  criterion,
  answer: finding.is_met ? 'yes' : 'no',
  basis: 'measured',
  says: finding.says,
  numbers: finding.numbers,
  query,
  at: at.toISOString(),
})

/** What our program has no part for: another maker's may be declared, and then it is named. */
const without_part = (): Answered[] =>
  Object.entries(absent).map(([criterion, what]) => ({
    ...{ criterion, answer: 'no', basis: 'none', says: `${software} ${what}` },
  }))

/** Counts of the facility's own tables and what they prove, with the query and the moment. One statement for each subject. */
export const prove = async (database: Database, facility: string, patience: Patience): Promise<Answered[]> => {
  const now = new Date()
  const wish = { facility, since: new Date(now.getTime() - counted_days * 86_400_000), day: local_date(now) }
  const [chain, copies, ...asked] = await Promise.all([
    judge_chain(database, facility, patience),
    judge_copies(database, wish.since),
    ...proofs.map(async (proof) => {
      const counts = await database.scan_facility(facility, (sql) => proof.ask(sql, wish))
      return { proof, counts, at: new Date() }
    }),
  ])
  const found = asked.flatMap(({ proof, counts, at }) =>
    Object.entries(proof.judges).map(([criterion, judge]) => measured(criterion, judge(counts), proof.query, at)),
  )
  const together = Object.assign({}, ...asked.map(({ counts }) => counts)) as Record<string, number>
  return [
    ...found,
    measured('T54-HIS-602', judge_bedside(together), 'it-level/stays+people', now),
    measured('T54-HIS-701', judge_tablet(together), 'it-level/orders+catalogues+people', now),
    measured('T54-SEC-7', chain, 'audit/verify-chain', chain.at),
    ...(copies ? [measured('T54-SEC-6', copies, 'operations/backup+restore-drill', copies.at)] : []),
    ...without_part(),
  ]
}
