import { Failure, type Issue } from '../../base/outcome/index.ts'
import type { AuditAct, AuditLine, Caller } from '../../platform/audit/index.ts'
import { LostRace, type Sql } from '../../platform/database/index.ts'
import { learn, type Body } from './body.ts'
import { hear_death, lives } from './death.ts'
import { death_issue, gender_issue, hits_of, type Hit } from './decide.ts'
import { index_of } from './domains.ts'
import { find_holdings } from './rows.ts'
import { tidy_told, type Given, type TidyTold, type Told } from './told.ts'
import { update_person } from './write.ts'

/**
 * known: she was in the directory. new: she is now. held: somebody must look (`list_held`); `person` may be written under
 * meanwhile, and follows when it is settled.
 */
export type Registered = {
  person: string
  state: 'known' | 'new' | 'held'
  /** The day, 'true' where only the death is known, null of the living. */
  deceased: string | null
  issues: Issue[]
}

export const no_dispute: ReadonlySet<string> = new Set()

/** What the person has already, in her own line or in one that points to it, is not told to the line again. */
const only_new = (told: Told, { numbers }: Hit): Told => {
  const has = (one: { system: string; value: string }): boolean =>
    numbers.some(({ system, value }) => system === one.system && value === one.value)
  return { ...told, identifiers: told.identifiers.filter(({ system, value }) => !has(index_of(system, value))) }
}

/** Her line with what was told now; undefined: nothing of it is new. */
export const learnt_body = (
  told: Told,
  hit: Hit,
  facility: string,
  disputed: ReadonlySet<string>,
): Body | undefined => {
  const body = learn(hit.row.body, only_new(told, hit), facility, disputed)
  return JSON.stringify(body) === JSON.stringify(hit.row.body) ? undefined : body
}

export const known_act = ({ row }: Hit): AuditAct => ({
  ...{ action: 'R', interaction: 'register', type: 'Patient' },
  ...{ ref: `Patient/${row.id}`, patient: row.id },
})

export const learnt_act = (hit: Hit): AuditAct => ({ ...known_act(hit), action: 'U' })

export const say_known = (
  { told, issues }: { told: Told; issues: Issue[] },
  hit: Hit,
  facility: string,
): Registered => {
  // What this member told of her before is what it tells now; of the others' words it is told.
  const died = hit.bodies
    .map((body) => (told.deceased === undefined ? body : hear_death(body, told.deceased, facility)).deceased)
    .find((word) => word !== undefined)
  const is_news = told.deceased === undefined || told.deceased === lives
  const said = [
    ...issues,
    ...(hit.differs.includes('gender') ? [gender_issue] : []),
    ...(died !== undefined && is_news ? [death_issue(died)] : []),
  ]
  return { person: hit.row.id, state: 'known', deceased: died ?? null, issues: said }
}

/**
 * A person that was found: `lines` are for whoever writes what comes of it, `learn` writes what else was told of her;
 * false when another was quicker.
 */
export type Recognised = { registered: Registered; lines: AuditLine[]; learn(sql: Sql): Promise<boolean> }

/** What cannot be read is said by `register_person`. */
const tidy = (given: Given, facility: string): TidyTold | undefined => {
  try {
    return tidy_told(given, facility)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

const unless_lost = async (written: Promise<void>): Promise<boolean> => {
  try {
    await written
    return true
  } catch (error) {
    if (error instanceof LostRace) return false
    throw error
  }
}

const recognised = (told: TidyTold, hit: Hit, caller: Caller): Recognised => {
  const body = learnt_body(told.told, hit, caller.facility, no_dispute)
  const registered = say_known(told, hit, caller.facility)
  if (!body) return { registered, lines: [{ caller, act: known_act(hit) }], learn: async () => true }
  const one = { caller, id: hit.row.id, body, act: learnt_act(hit) }
  return { registered, lines: [], learn: (sql) => unless_lost(update_person(sql, hit.row, one)) }
}

/**
 * Finds a person by her numbers where there is nothing to decide; undefined: `register_person` has to be asked. One
 * question, in no transaction; `learn` is one statement.
 */
export const recognise_person = async (sql: Sql, caller: Caller, given: Given): Promise<Recognised | undefined> => {
  const told = tidy(given, caller.facility)
  const holdings = told ? await find_holdings(sql, told.told.identifiers) : []
  if (!told || holdings.some(({ stands, row }) => !stands || row.merged_into !== null)) return undefined
  const [hit, ...others] = hits_of(told.told, holdings, new Map())
  return hit?.agrees && others.length === 0 ? recognised(told, hit, caller) : undefined
}
