import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { fail } from '../../base/outcome/index.ts'
import { narrow_scopes, split_scopes, type Scope } from '../../standards/smart-scopes/index.ts'
import { demand, find_client, put_app_grant, type Account, type Client } from '../access/index.ts'
import { insert_events, type Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import type { AuthorizationPlan, Decision, ScopeLine } from './contract.ts'
import { find_launch, use_launch, type Launch } from './launch.ts'
import type { OpenProvider } from './open-provider.ts'
import { clinical_scopes_of, grantable } from './scope-rules.ts'

/** Who decides, at which session. */
export type Person = { caller: Caller; account: Account; session: { digest: Buffer; opened_at: Date } }
export type Wires = { request: IncomingMessage; reply: ServerResponse }

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>
type Asked = {
  interaction: Interaction
  client: Client
  clinical: Scope[]
  launch_scopes: string[]
  all: string[]
  launch: Launch | undefined
}

const param = (interaction: Interaction, name: string): string | undefined => {
  const value = interaction.params[name]
  return typeof value === 'string' ? value : undefined
}

/** The interaction this browser began, and none of somebody else's (its cookie says so). */
const find_interaction = async (provider: Provider, { request, reply }: Wires, uid: string): Promise<Interaction> => {
  const found = await provider.interactionDetails(request, reply).catch(() => undefined)
  if (found?.uid !== uid) throw fail.not_found('Yêu cầu của ứng dụng đã hết hạn; hãy mở lại ứng dụng')
  return found
}

const read_asked = async (database: Database, interaction: Interaction, person: Person): Promise<Asked> => {
  const client = await find_client(database, param(interaction, 'client_id') ?? '')
  if (client?.facility !== person.caller.facility)
    throw fail.forbidden('Ứng dụng này không đăng ký tại cơ sở của bạn; hãy đăng nhập bằng tài khoản của cơ sở kia')
  const asked = param(interaction, 'scope') ?? ''
  const { clinical, launch: launch_scopes } = grantable(asked, client.scope, person.account.role)
  const token = param(interaction, 'launch')
  const launch = token === undefined ? undefined : await find_launch(database, token, client.client_id)
  if (token !== undefined && launch?.account !== person.account.id)
    throw fail.forbidden('Ứng dụng được mở từ bệnh án bằng tài khoản khác, hoặc đã mở quá lâu; hãy mở lại từ bệnh án')
  return { interaction, client, clinical, launch_scopes, all: split_scopes(asked), launch }
}

const line_of = ({ text, context, type, rights, filters }: Scope): ScopeLine => ({
  ...{ scope: text, type, rights, filters },
  context: context === 'patient' ? 'patient' : 'user',
})
/** What the scopes allow together, nothing twice. */
export const lines_of = (scopes: string[]): ScopeLine[] => {
  const all = clinical_scopes_of(scopes.join(' '))
  return narrow_scopes(all, all).map(line_of)
}

const needs_patient = ({ clinical, launch_scopes, launch }: Asked): boolean =>
  !launch?.patient &&
  (launch_scopes.includes('launch/patient') || clinical.some(({ context }) => context === 'patient'))

/** prompt=login and max_age: the password must have been typed after the app asked, or not too long ago. */
const needs_sign_in = (interaction: Interaction, { session }: Person): boolean => {
  const max_age = param(interaction, 'max_age')
  const age_s = (Date.now() - session.opened_at.getTime()) / 1_000
  const asks_anew = param(interaction, 'prompt')?.split(' ').includes('login') ?? false
  return (
    (asks_anew && session.opened_at.getTime() / 1_000 < interaction.iat) ||
    (max_age !== undefined && age_s > Number(max_age))
  )
}

/** Whether the same person allowed the same app all of this before, and took nothing back since. */
const allowed_before = async (database: Database, asked: Asked, account: string): Promise<boolean> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ scope: string }>(
      `SELECT scope FROM access.app_grant AS g
       WHERE account = $1 AND client_id = $2 AND ended_at IS NULL AND granted_at > now() - interval '180 days'
         AND NOT EXISTS (SELECT FROM access.app_grant AS taken WHERE taken.account = g.account
           AND taken.client_id = g.client_id AND taken.ended_at >= g.granted_at)
       ORDER BY granted_at DESC LIMIT 1`,
      [account, asked.client.client_id],
    ),
  )
  const before = rows[0]?.scope
  if (before === undefined) return false
  const known = new Set(split_scopes(before))
  const same = narrow_scopes(asked.clinical, clinical_scopes_of(before)).map(({ text }) => text)
  return asked.launch_scopes.every((one) => known.has(one)) && asked.clinical.every(({ text }) => same.includes(text))
}

type PersonName = (caller: Caller, patient: string) => Promise<AuthorizationPlan['patient'] & object>

export type Consent = {
  plan(wires: Wires, uid: string, person: Person): Promise<AuthorizationPlan>
  /** @returns where the browser goes on */
  decide(wires: Wires, uid: string, person: Person, decision: Decision): Promise<string>
}

/** Where the app's own page is; an installed app has none. */
const host_of = (interaction: Interaction): string => URL.parse(param(interaction, 'redirect_uri') ?? '')?.host ?? ''

const plan_of = async (
  database: Database,
  asked: Asked,
  person: Person,
  name: PersonName,
): Promise<AuthorizationPlan> => {
  const { interaction, client, clinical, launch_scopes, launch } = asked
  const whole = clinical_scopes_of(asked.all.join(' ')).filter((one) =>
    narrow_scopes([one], clinical).some(({ text }) => text === one.text),
  )
  const given = new Set([...whole.map(({ text }) => text), ...launch_scopes])
  const has = (scope: string): boolean => launch_scopes.includes(scope)
  const offline = has('offline_access')
  return {
    app: { id: client.client_id, name: client.name, host: host_of(interaction) },
    lines: clinical.map(line_of),
    refused: asked.all.filter((one) => !given.has(one)),
    ...{ identity: has('openid') || has('fhirUser') || has('profile'), offline },
    ...(launch?.patient ? { patient: await name(person.caller, launch.patient) } : {}),
    ...(launch?.encounter ? { encounter: launch.encounter } : {}),
    needs_patient: needs_patient(asked),
    needs_encounter: !launch?.encounter && has('launch/encounter'),
    needs_sign_in: needs_sign_in(interaction, person),
    is_known: launch !== undefined && !offline && (await allowed_before(database, asked, person.account.id)),
  }
}

type Context = { patient: string | null; encounter: string | null }

export type ConsentRooms = {
  database: Database
  open_provider: OpenProvider
  fhir_base: string
  /** Who the patient is, for the one who asks; leaves a line in the log. */
  name_patient: PersonName
  /** @throws 400 when the stay is not this patient's */
  check_encounter(caller: Caller, encounter: string, patient: string): Promise<void>
}

const context_of = async (rooms: ConsentRooms, asked: Asked, person: Person, decision: Decision): Promise<Context> => {
  const { launch } = asked
  if (launch) return { patient: launch.patient, encounter: launch.encounter }
  if (!needs_patient(asked)) return { patient: null, encounter: null }
  if (!decision.patient) throw fail.invalid('Hãy chọn người bệnh cho ứng dụng', 'patient')
  demand(person.caller, 'patient.read')
  await rooms.name_patient(person.caller, decision.patient)
  const encounter = asked.launch_scopes.includes('launch/encounter') ? (decision.encounter ?? null) : null
  if (encounter !== null) await rooms.check_encounter(person.caller, encounter, decision.patient)
  return { patient: decision.patient, encounter }
}

/** What was allowed, as oidc-provider wants to know it: nothing asked for is left undecided. */
const save_grant = async (
  rooms: ConsentRooms,
  asked: Asked,
  account: string,
  launch_scopes: string[],
): Promise<string> => {
  const { fhir_base } = rooms
  const { provider } = await rooms.open_provider()
  const grant = new provider.Grant({ accountId: account, clientId: asked.client.client_id })
  const given = new Set(launch_scopes)
  grant.addOIDCScope([...given].join(' '))
  grant.rejectOIDCScope(asked.launch_scopes.filter((one) => !given.has(one)).join(' '))
  // All that was asked: how much of it the tokens carry stands in access.app_grant (token-rules.ts).
  grant.addResourceScope(fhir_base, asked.all.join(' '))
  return grant.save()
}

const record_grant = async (sql: Sql, asked: Asked, person: Person, grant: { id: string; scope: string } & Context) => {
  const { launch, interaction, client } = asked
  const token = param(interaction, 'launch')
  if (token !== undefined && !(await use_launch(sql, token)))
    throw fail.conflict('Ứng dụng đã được mở bằng lần bấm này rồi; hãy mở lại từ bệnh án')
  const { id, scope, patient, encounter } = grant
  await put_app_grant(sql, {
    ...{ id, scope, patient, encounter, facility: person.caller.facility, client_id: client.client_id },
    ...{ account: person.account.id, intent: launch?.intent ?? null, needs_banner: patient !== null },
    session: split_scopes(scope).includes('offline_access') ? null : person.session.digest,
  })
  const act = { action: 'C', interaction: 'app-allowed', type: 'AppGrant', ref: id, patient } as const
  await insert_events(sql, [{ caller: person.caller, act: { ...act, detail: `${client.client_id}: ${scope}` } }])
}

const approve = async (rooms: ConsentRooms, asked: Asked, person: Person, decision: Decision) => {
  if (needs_sign_in(asked.interaction, person)) throw fail.forbidden('Ứng dụng yêu cầu nhập lại mật khẩu trước')
  const chosen = new Set(decision.scopes ?? [])
  const clinical = asked.clinical.filter(({ text }) => chosen.has(text))
  const launch_scopes = asked.launch_scopes.filter((one) => one !== 'offline_access' || decision.offline === true)
  const context = await context_of(rooms, asked, person, decision)
  const scope = [...launch_scopes, ...clinical.map(({ text }) => text)].join(' ')
  if (scope === '') throw fail.invalid('Chưa chọn quyền nào cho ứng dụng', 'scopes')
  const id = await save_grant(rooms, asked, person.account.id, launch_scopes)
  await rooms.database.in_facility(person.caller.facility, (sql) =>
    record_grant(sql, asked, person, { id, scope, ...context }),
  )
  const ts = Math.floor(person.session.opened_at.getTime() / 1_000)
  return { login: { accountId: person.account.id, remember: false, ts }, consent: { grantId: id } }
}

/** The step oidc-provider leaves to us: who is at work, and what she allows the app for whom. */
export const create_consent = (rooms: ConsentRooms): Consent => ({
  async plan(wires, uid, person) {
    const { provider } = await rooms.open_provider()
    const interaction = await find_interaction(provider, wires, uid)
    return plan_of(rooms.database, await read_asked(rooms.database, interaction, person), person, rooms.name_patient)
  },
  async decide(wires, uid, person, decision) {
    const { provider } = await rooms.open_provider()
    const interaction = await find_interaction(provider, wires, uid)
    const result = decision.approve
      ? await approve(rooms, await read_asked(rooms.database, interaction, person), person, decision)
      : { error: 'access_denied', error_description: 'the person said no' }
    return provider.interactionResult(wires.request, wires.reply, result, { mergeWithLastSubmission: false })
  },
})
