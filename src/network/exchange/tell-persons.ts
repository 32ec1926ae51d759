import { is_object, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { delay_after } from './back-off.ts'
import { exchange_caller } from './caller.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { HubAway, HubForbids, words_of } from './hub-faults.ts'
import type { HubAnswer } from './send-request.ts'
import type { Office } from './office.ts'
import { fed_patient, fed_successor, own_number } from './fed-patient.ts'
import { alive, own_chart, type NewsMatter } from './person-news.ts'

const at_once_max = 50
/** What the hub refuses for its content it will refuse again: asked now and then, so that it goes once somebody has acted. */
const refused_rest_s = 6 * 3_600

type News = { patient: string; what: NewsMatter; wanted: string; failures: number }

/** Whose charts are one, or two, before who has died: a death is told of the right person. */
const take_due = async (office: Office, facility: string): Promise<News[]> => {
  const { rows } = await office.database.in_facility(facility, (sql) =>
    sql.query<News>(
      `UPDATE exchange.person_news AS n SET tried_at = now() FROM (
         SELECT patient, what FROM exchange.person_news WHERE facility = $1 AND wanted <> told AND next_at <= now()
         ORDER BY what, next_at LIMIT ${at_once_max}) AS due
       WHERE n.facility = $1 AND n.patient = due.patient AND n.what = due.what
       RETURNING n.patient, n.what, n.wanted, n.failures`,
      [facility],
    ),
  )
  return rows.toSorted((one, other) => one.what.localeCompare(other.what))
}

const read_person = (office: Office, facility: string, id: string): Promise<Resource | undefined> =>
  office.store.unit(exchange_caller(facility), async (unit) => {
    const stored = await unit.find('Patient', id)
    return stored && resource_of(stored)
  })

const feed = (hub: Hub, number: string, patient: Resource): Promise<HubAnswer> =>
  hub.ask({
    ...{ method: 'PUT', path: `Patient?identifier=${encodeURIComponent(number)}` },
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(patient),
  })

/** What the hub remarks beside having taken it (a person there will look). */
const remarks_in = (answer: HubAnswer): string => {
  const body = answer.json()
  const issues = is_object(body) ? list_of(body['contained']).flatMap((one) => list_of(one['issue'])) : []
  return issues.map((one) => text_of(object_of(one['details'])?.['text']) ?? '').join('; ')
}

const is_known = async (hub: Hub, number: string): Promise<boolean> =>
  list_of((await hub.read(`Patient?identifier=${encodeURIComponent(number)}`))['entry']).length > 0

const tell_death = async (hub: Hub, person: Resource, wanted: string): Promise<string> => {
  const { facility } = hub.link
  const said =
    wanted === alive
      ? { deceasedBoolean: false }
      : wanted === 'true'
        ? { deceasedBoolean: true }
        : { deceasedDateTime: wanted }
  return remarks_in(await feed(hub, own_number(person, facility), { ...fed_patient(person, facility), ...said }))
}

/** Two of our codes are one person, or no longer: only where the hub knows the first by our code is there anything to say. */
const tell_chart = async (office: Office, hub: Hub, person: Resource, wanted: string): Promise<string> => {
  const { facility } = hub.link
  const number = own_number(person, facility)
  if (!(await is_known(hub, number))) return 'trục chưa biết mã này'
  if (wanted === own_chart)
    return remarks_in(await feed(hub, number, { ...fed_patient(person, facility), active: true }))
  const successor = await read_person(office, facility, wanted)
  if (!successor) return 'không còn hồ sơ giữ lại'
  const into = own_number(successor, facility)
  if (!(await is_known(hub, into))) await feed(hub, into, fed_patient(successor, facility, person))
  return remarks_in(await feed(hub, number, fed_successor(successor, facility)))
}

const detail_of = ({ what, wanted }: News): string =>
  what === 'death'
    ? wanted === alive
      ? 'rút báo tử'
      : `báo tử: ${wanted === 'true' ? 'không rõ ngày' : wanted}`
    : wanted === own_chart
      ? 'tách lại thành hai hồ sơ'
      : `đã gộp vào Patient/${wanted}`

const note_told = (unit: Unit, news: News, hub: Hub, said: string): void =>
  unit.note({
    ...{ action: 'E', interaction: 'ITI-104', type: 'Patient', ref: `Patient/${news.patient}`, patient: news.patient },
    detail: [`${detail_of(news)} → ${hub.link.base_url}`, said].filter(Boolean).join('; '),
  })

const settle = (office: Office, hub: Hub, news: News, said: string): Promise<unknown> =>
  office.store.unit(exchange_caller(hub.link.facility), async (unit) => {
    note_told(unit, news, hub, said)
    await unit.sql.query(
      `UPDATE exchange.person_news SET told = $4, said = $5, told_at = now(), failures = 0, last_error = NULL
       WHERE facility = $1 AND patient = $2 AND what = $3`,
      [hub.link.facility, news.patient, news.what, news.wanted, said.slice(0, 1_000)],
    )
  })

const put_off = (office: Office, facility: string, news: News, error: unknown): Promise<unknown> => {
  const is_refused = error instanceof HubRefuses && error.status >= 400 && error.status < 500
  const rest_s = error instanceof HubAway ? 0 : is_refused ? refused_rest_s : delay_after(news.failures + 1)
  return office.database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE exchange.person_news SET failures = failures + 1, last_error = $4, next_at = now() + make_interval(secs => $5)
       WHERE facility = $1 AND patient = $2 AND what = $3`,
      [facility, news.patient, news.what, words_of(error).slice(0, 1_000), rest_s],
    ),
  )
}

/**
 * Tells the hub's directory of persons of deaths and of charts that became one (PIXm ITI-104), until it has taken each. One
 * process at a time (`ask_in_turn`); told twice it says the same. A hub that takes no feed keeps no letter waiting.
 * @throws HubAway
 */
export const tell_persons = async (office: Office, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  for (const news of await take_due(office, facility)) {
    if (office.stopped.aborted) return
    try {
      const person = await read_person(office, facility, news.patient)
      const tell = (one: Resource): Promise<string> =>
        news.what === 'death' ? tell_death(hub, one, news.wanted) : tell_chart(office, hub, one, news.wanted)
      await settle(office, hub, news, person ? await tell(person) : 'không còn hồ sơ')
    } catch (error) {
      await put_off(office, facility, news, error)
      if (error instanceof HubForbids) return
      if (!(error instanceof HubRefuses)) throw error
    }
  }
}
