import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { closable_paths, put_stop, type ClosablePath } from '../../platform/privacy/index.ts'
import { resource_of, search_all, type Store, type Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { ConsentLine, ConsentWish, Line, PersonConsents } from './contract.ts'
import { consent_resource, read_said, withdrawn, type SaidConsent } from './consent-resource.ts'
import { get_person } from './people.ts'
import { get_consented_purpose, list_wordings, type Wording } from './wordings.ts'
import { list_standing } from './words-of-registers.ts'

export const paths_of = ({ body }: Line): ClosablePath[] => closable_paths.filter((path) => path === body['path'])

type Kept = { said: SaidConsent; resource: Resource }

/** All that a person said of purposes, the latest first. */
const list_said = async (unit: Unit, patient: string): Promise<Kept[]> =>
  (await search_all(unit, 'Consent', { patient: `Patient/${patient}` }))
    .map(resource_of)
    .flatMap((resource) => {
      const said = read_said(resource)
      return said ? [{ said, resource }] : []
    })
    .sort((a, b) => b.said.at.localeCompare(a.said.at) || b.said.id.localeCompare(a.said.id))

const to_consent_line = (purpose: Line, wordings: Wording[], kept: Kept[]): ConsentLine => {
  const wording = wordings.find((one) => one.purpose === purpose.id)
  const found = kept.find(({ said }) => said.purpose === purpose.id)?.said
  return {
    ...{ purpose: purpose.id, name: String(purpose.body['name']), is_side: purpose.body['is_side'] === true },
    ...{ data: String(purpose.body['data'] ?? ''), recipients: String(purpose.body['recipients'] ?? '') },
    wording: wording ? { version: wording.version, digest: wording.digest, text: wording.text } : null,
    said: found
      ? (({ id, purpose: _purpose, ...rest }) => ({
          ...{ ...rest, consent: id },
          is_latest_wording: rest.digest === wording?.digest,
        }))(found)
      : null,
  }
}

/** What a person can be asked, and what she said; nothing is said for her. @throws 404 */
export const view_consents = (store: Store, caller: Caller, patient: string): Promise<PersonConsents> => {
  demand(caller, 'privacy.take')
  return store.unit(caller, async (unit) => {
    const { sql } = unit
    const person = await get_person(unit, patient)
    const purposes = (await list_standing(sql, caller.facility, 'purpose')).filter(
      ({ body }) => body['basis'] === 'consent',
    )
    const wordings = await list_wordings(sql, caller.facility)
    const kept = await list_said(unit, patient)
    const [officer] = await list_standing(sql, caller.facility, 'officer')
    return {
      ...{ person, officer: officer?.body ?? null },
      lines: purposes.map((purpose) => to_consent_line(purpose, wordings, kept)),
    }
  })
}

/** A use that was refused stands still, one that was agreed to goes on. */
const follow = async (
  unit: Unit,
  patient: string,
  purpose: Line,
  word: { is_on: boolean; cause: string; reason: string },
) => {
  const paths = paths_of(purpose)
  if (paths.length > 0) await put_stop(unit.sql, unit.caller, { patient, purpose: purpose.id, paths, ...word })
}

/**
 * Keeps what a person said of one purpose, by the wording she read.
 * @returns id of the Consent
 * @throws 404 person or purpose, 412 the wording is not the latest, 422 a purpose that asks for no consent
 */
export const say_consent = (
  store: Store,
  caller: Caller,
  { patient, wish, agent }: { patient: string; wish: ConsentWish; agent: string },
): Promise<string> => {
  demand(caller, 'privacy.take')
  return store.unit(caller, async (unit) => {
    await get_person(unit, patient)
    const purpose = await get_consented_purpose(unit.sql, caller.facility, wish.purpose)
    const wording = (await list_wordings(unit.sql, caller.facility)).find((one) => one.purpose === wish.purpose)
    if (!wording) throw fail.conflict('Mục đích này chưa có lời hỏi; người phụ trách ghi lời hỏi trước')
    if (wording.digest !== wish.digest)
      throw fail.version_mismatch('Lời hỏi vừa có bản mới; hãy đọc lại cho người bệnh', { version: wording.version })
    if (wish.by.trim() === '') throw fail.value('Cần ghi ai đồng ý hoặc từ chối', 'by')
    const stored = await unit.create(
      consent_resource({
        ...{ patient, facility: caller.facility, at: local_time(new Date()), is_given: wish.is_given },
        ...{ purpose: { id: purpose.id, name: String(purpose.body['name']) }, text: wording.text },
        given: {
          ...{
            digest: wording.digest,
            by: wish.by.trim(),
            relation: wish.relation,
            channel: wish.channel,
            device: agent,
          },
          ...{ taken_by: caller.actor.id, taken_name: caller.actor.name, wording_version: wording.version },
        },
      }),
    )
    await follow(unit, patient, purpose, {
      ...{ is_on: !wish.is_given, cause: `Consent/${stored.id}` },
      reason: wish.is_given ? 'Người bệnh đồng ý' : 'Người bệnh không đồng ý',
    })
    return stored.id
  })
}

/**
 * Takes back what was agreed to for these purposes; where nothing was agreed to the use is stopped all the same.
 * @returns the purposes whose consent ended now
 */
export const withdraw_purposes = async (
  unit: Unit,
  { patient, purposes, by, cause }: { patient: string; purposes: readonly Line[]; by: string; cause: string },
): Promise<string[]> => {
  const kept = await list_said(unit, patient)
  const ended: string[] = []
  const { actor } = unit.caller
  for (const purpose of purposes) {
    for (const { resource } of kept.filter(({ said }) => said.purpose === purpose.id && said.is_given)) {
      const how = { at: local_time(new Date()), by, taken_by: actor.id, taken_name: actor.name }
      await unit.update(withdrawn(resource, how))
      ended.push(purpose.id)
    }
    await follow(unit, patient, purpose, { is_on: true, cause, reason: 'Người bệnh rút lại sự đồng ý' })
  }
  return ended
}

/** At the desk, in one step: she takes back one consent. @throws 404, 409 nothing to take back */
export const withdraw_consent = (
  store: Store,
  caller: Caller,
  { patient, purpose, by }: { patient: string; purpose: string; by: string },
): Promise<void> => {
  demand(caller, 'privacy.take')
  return store.unit(caller, async (unit) => {
    await get_person(unit, patient)
    const line = await get_consented_purpose(unit.sql, caller.facility, purpose)
    const ended = await withdraw_purposes(unit, { patient, purposes: [line], by, cause: `Patient/${patient}` })
    if (ended.length === 0) throw fail.conflict('Người bệnh chưa đồng ý mục đích này, hoặc đã rút lại')
  })
}
