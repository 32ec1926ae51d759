import type { Sql } from '../../platform/database/index.ts'
import { get_identity, open_revocation_register } from '../../platform/signing/index.ts'
import { closed_outside_runs, note_repeat, with_partner_root } from '../../network/certification/index.ts'
import {
  find_person,
  known_as,
  number_arrays,
  recognise_person,
  register_person,
  settle_person,
  whole_persons_sql,
  type Registered,
} from '../../network/citizens/index.ts'
import {
  create_matrix_memory,
  open_disclosures,
  rule,
  rulings_for_basis,
  stand_before,
  type Disclosure,
  type MatrixRules,
} from '../../network/gate/index.ts'
import {
  create_cipher,
  create_receipt_signer,
  create_virus_scan,
  type KnownPerson,
  type Office,
  type PersonView,
} from '../../network/mailbox/index.ts'
import { find_directory_facilities, find_member_trust } from '../../network/membership/index.ts'
import { read_clock_tolerance, type SubmissionPerson } from '../../standards/documents/index.ts'
import type { Site } from '../server/site.ts'
import type { HubOptions } from './listen.ts'

/**
 * Judged at the moment of the look: each basis by the stricter of what the matrix says now and of what it said when the basis
 * was given (gate/dated-rules.ts). What none of them shows is withheld, and counted by whoever asked.
 */
const view_of = (disclosures: Disclosure[], rules: MatrixRules): PersonView => {
  const now = new Date()
  const bases = disclosures.map((one) => ({ ...one, holding: rulings_for_basis(rules, one.at, now) }))
  return {
    basis: [...new Set(bases.map(({ basis }) => basis))].join(', '),
    is_shown: ({ kind, labels }) =>
      bases.some(
        ({ basis, kinds, evidence, holding }) =>
          (kinds.length === 0 || kinds.includes(kind)) && rule(labels, basis, evidence.labels, holding) === 'pass',
      ),
  }
}

const given_of = ({ name, ...person }: SubmissionPerson) => ({ ...person, names: name === '' ? [] : [name] })

const known_of = ({ person, deceased, issues }: Registered): KnownPerson => ({ person, deceased, issues })

/** A merger counts from its day: until then the old house takes its own mail. */
const find_recipients = async (sql: Sql, codes: string[]) =>
  (await find_directory_facilities(sql, codes)).map(({ code, name, membership, successor, valid_to }) => {
    const is_standing = valid_to === null || valid_to > new Date().toISOString().slice(0, 10)
    const heir = is_standing ? null : successor
    return { ...{ code, name, membership, successor: heir }, is_open: is_standing || heir !== null }
  })

type OfficeOptions = Pick<HubOptions, 'code' | 'content_keys' | 'scanner'> & {
  base: string
  partner: string
  poke(): void
}

/** Puts the rooms of the hub together. */
export const open_office = async ({ database, audit }: Site, options: OfficeOptions): Promise<Office> => {
  const find_trust = with_partner_root(options.partner, find_member_trust)
  const clock_tolerance_ms = read_clock_tolerance(process.env['CLOCK_TOLERANCE_S'])
  const register = open_revocation_register(database)
  await register()
  const matrix = create_matrix_memory()
  const identity = await database.in_site((sql) => get_identity(sql, options.code))
  return {
    database,
    audit,
    cipher: create_cipher(options.content_keys),
    receipts: await create_receipt_signer(identity.private_key_pem, [identity.certificate_pem], options.base),
    base: options.base,
    find_trust: async (sql, sender) => ({
      ...(await find_trust(sql, sender)),
      ...{ register: await register(), clock_tolerance_ms },
    }),
    find_recipients: closed_outside_runs(options.partner, find_recipients),
    find_rulings: matrix.today,
    on_repeat: (sql, caller, document) => note_repeat(sql, caller.facility, document),
    know_person: async (sql, caller, person) => known_of(await register_person(sql, caller, given_of(person))),
    async recognise_person(sql, caller, person) {
      const found = await recognise_person(sql, caller, given_of(person))
      return found && { ...found, known: known_of(found.registered) }
    },
    find_person,
    settle_person,
    person_question: (identifiers, facility) => ({
      whole_sql: whole_persons_sql,
      values: number_arrays(identifiers, facility),
    }),
    known_as,
    async open_person(sql, caller, persons) {
      const { disclosures, matrix_edition } = await open_disclosures(sql, caller.facility, persons)
      if (disclosures.length === 0) return undefined
      const rules = await matrix.of_edition(sql, matrix_edition)
      await stand_before(sql, persons)
      return view_of(disclosures, rules)
    },
    ...(options.scanner ? { scan: create_virus_scan(options.scanner) } : {}),
    poke: options.poke,
  }
}
