import { fail } from '../../base/outcome/index.ts'
import { local_time, show_moment } from '../../base/time/index.ts'
import { age_text, gender_of, name_of_patient } from '../../chart/patients/index.ts'
import { find_facility } from '../../platform/access/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { get_facility_provider, get_provider } from '../../platform/signing/index.ts'
import { document_kinds, type Submission } from '../../standards/documents/index.ts'
import {
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  parse_exact,
  printed,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { say_what } from '../../standards/ips/index.ts'
import { read_certificate_summary, sha256_hex, type SigningProvider } from '../../standards/signatures/index.ts'
import { find_rulings } from '../exchange/index.ts'
import { labels_of_codes, rule } from '../gate/index.ts'
import {
  carried_by,
  custodian_of,
  facility_slot,
  gender_words,
  icd_codes,
  make_parts,
  names_of_labels,
  seal_paper,
  type Due,
  type Made,
  type Maker,
} from '../health-book/index.ts'
import { dicom_uid_system } from '../../standards/dicomweb/index.ts'
import { gather_study, type StudyMaker } from '../imaging-studies/index.ts'
import { submission_person } from '../letters/index.ts'
import { find_lab_quality, say_lab_quality, with_lab_quality } from './lab-quality.ts'
import { tests_in } from './result-tests.ts'
import { taken_back, withdrawn_words } from './taken-back.ts'
import { is_released, kind_of_report, method_of, responsible_of, taken_at_of, value_of } from './report-facts.ts'

type Result = {
  report: Resource
  findings: Resource[]
  patient: Resource
  encounter: Resource | undefined
  custodian: Resource
  facility: { code: string; name: string; authority: string }
  responsible: Resource
  carried: Resource[]
  labels: string[]
  keys: { person: SigningProvider; facility: SigningProvider }
  /** It was shared and is taken back: the paper that takes its place says so and tells no value. */
  is_withdrawn: boolean
}

const read_all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await unit.search(type, new URLSearchParams(query))).entries.map(({ body }) => parse_exact(body) as Resource)

const findings_of = async (unit: Unit, report: Resource): Promise<Resource[]> => {
  const refs = list_of(report['result']).flatMap((one) => text_of(one['reference']) ?? [])
  const stored = await Promise.all(refs.map((ref) => unit.find('Observation', ref.split('/')[1] ?? '')))
  return stored.flatMap((one) => (one ? [parse_exact(one.body) as Resource] : []))
}

/** QĐ and circulars want a name under a result: nobody's result is sent to nobody (kinds.ts: always('doctor')). */
const responsible_for = async (unit: Unit, report: Resource): Promise<{ person: Resource; key: SigningProvider }> => {
  const id = responsible_of(report)
  if (id === undefined)
    throw fail.rule('Phiếu kết quả chưa ghi người chịu trách nhiệm (resultsInterpreter); chưa chia sẻ được')
  const stored = await unit.find('Practitioner', id)
  const key = await get_provider(unit.sql, id)
  // Who is in no directory is called as her certificate calls her: whoever verifies compares the two.
  const name = [{ text: read_certificate_summary(key.certificate).common_name }]
  const person: Resource = stored ? resource_of(stored) : { resourceType: 'Practitioner', id, name }
  return { person, key }
}

const gather = async (unit: Unit, stored_report: Resource): Promise<Result> => {
  const is_withdrawn = !is_released(stored_report)
  const report = is_withdrawn ? taken_back(stored_report) : stored_report
  const { facility: code } = unit.caller
  const stay = text_of(object_of(report['encounter'])?.['reference'])?.split('/')[1]
  const subject = text_of(object_of(report['subject'])?.['reference'])?.split('/')[1] ?? ''
  const [findings, patient, encounter, custodian, facility, { person, key }] = await Promise.all([
    findings_of(unit, report),
    unit.get('Patient', subject),
    stay === undefined ? undefined : unit.find('Encounter', stay),
    custodian_of(unit),
    find_facility(unit.sql, code),
    responsible_for(unit, report),
  ])
  const conditions =
    stay === undefined ? [] : await read_all(unit, 'Condition', { patient: subject, encounter: stay, _count: '100' })
  const said =
    kind_of_report(report) === 'lab-result' ? with_lab_quality(report, await find_lab_quality(unit.sql, code)) : report
  return {
    ...{ report: said, findings, custodian, responsible: person, patient: resource_of(patient) },
    encounter: encounter && resource_of(encounter),
    facility: facility ?? { code, name: code, authority: '' },
    carried: await carried_by(unit, [report, ...findings]),
    labels: labels_of_codes([report, ...findings, ...conditions].flatMap(icd_codes)),
    keys: { person: key, facility: await get_facility_provider(unit.sql, code) },
    is_withdrawn,
  }
}

const name_of_person = (person: Resource): string => text_of(list_of(person['name'])[0]?.['text']) ?? person.id ?? ''

const answers_of = (result: Result, at: string, is_correction: boolean) => {
  const { report, findings, patient, facility, responsible, is_withdrawn } = result
  const birth = text_of(patient['birthDate']) ?? ''
  const numbers = [identifier_system.cccd, identifier_system.bhyt].map(
    (system) => find_identifier(patient, system) ?? '',
  )
  return {
    ...{ co_quan: facility.authority, co_so: facility.name, ma_co_so: facility.code },
    tieu_de: document_kinds[kind_of_report(report)].name,
    ho_ten: name_of_patient(patient),
    sinh: [show_moment(birth), age_text(birth)].filter(Boolean).join(' – '),
    gioi: gender_words[gender_of(patient)],
    so_giay_to: numbers.filter(Boolean).join(' · '),
    ten: say_what(report),
    lay_luc: show_moment(taken_at_of(report)),
    tra_luc: show_moment(text_of(report['issued']) ?? at),
    phuong_phap: [...new Set(findings.map(method_of))].filter(Boolean).join('; '),
    ket_luan: text_of(report['conclusion']) ?? '',
    muc_chat_luong: say_lab_quality(report),
    nguoi: name_of_person(responsible),
    thay_the: is_correction ? '1' : '',
    thu_hoi: is_withdrawn ? withdrawn_words : '',
    ket_qua: findings.map(value_of).map(({ name, ministry, value, range, flag }) => ({
      ...{ ten: name, ma: ministry, gia_tri: value, khoang: range, co: flag },
    })),
  }
}

type Study = Awaited<ReturnType<typeof gather_study>>

/** What the envelope says: tests by code, and where there are pictures the study, by which the hub gives tickets for it. */
const context_of = ({ report, findings, labels }: Result, uids: string[]): Submission['context'] => {
  const events = labels.length > 0 ? [] : tests_in([report, ...findings])
  const related = uids.map((uid) => ({ system: dicom_uid_system, value: `urn:oid:${uid}` }))
  return { ...(events.length === 0 ? {} : { events }), ...(related.length === 0 ? {} : { related }) }
}

const is_door = ({ resourceType }: Resource): boolean => resourceType === 'Endpoint'

/** The report points at its pictures inside the document, by digest. */
const with_studies = (report: Resource, studies: Resource[]): Resource =>
  studies.length === 0
    ? report
    : { ...report, imagingStudy: studies.map(({ id }) => ({ reference: `ImagingStudy/${id}` })) }

const say_studies = (studies: Resource[]): string =>
  studies
    .map(
      (one) =>
        `${text_of(one['description']) ?? 'Ca chụp'}: ${printed(one['numberOfInstances'])} ảnh gốc giữ tại nơi chụp, nhận biết bằng mã băm SHA-256.`,
    )
    .join(' ')

const make = async (result: Result, due: Due, digest: string, gather_pictures: Study): Promise<Made> => {
  const { report, findings, patient, encounter, custodian, facility, responsible, carried, labels, keys } = result
  const { is_withdrawn } = result
  const pictures = (await gather_pictures?.()) ?? { resources: [], uids: [] }
  const at = local_time(new Date())
  const kind = kind_of_report(report)
  const replaces = due.document ?? undefined
  const title = `${document_kinds[kind].name}: ${say_what(report)}${is_withdrawn ? ' (ĐÃ THU HỒI)' : ''}`
  const pdf = await seal_paper(
    { layout: 'result-slip.typ', title, answers: answers_of(result, at, replaces !== undefined), facility },
    at,
    {
      slot: 'nguoi_doc',
      label: 'Người chịu trách nhiệm',
      name: name_of_person(responsible),
      is_seal: false,
      provider: keys.person,
    },
    { ...facility_slot, name: facility.name, is_seal: true, provider: keys.facility },
  )
  const taken = taken_at_of(report)
  const period = taken === '' ? undefined : { start: taken }
  const head = { kind, title, created_at: at, labels, period }
  const studies = pictures.resources.filter((one) => !is_door(one))
  const { identity, parts } = await make_parts({
    ...{ facility: facility.code, about: due.about, round: due.round, pdf, provider: keys.facility },
    input: {
      ...{
        ...head,
        patient,
        custodian,
        encounter,
        author: responsible,
        others: [...carried, ...pictures.resources.filter(is_door)],
      },
      sections: [
        {
          ...{ title: 'Phiếu kết quả', entries: [with_studies(report, studies)] },
          ...(is_withdrawn ? { words: withdrawn_words } : {}),
        },
        ...(findings.length > 0 ? [{ title: 'Kết quả', entries: findings }] : []),
        ...(studies.length > 0 ? [{ title: 'Hình ảnh', words: say_studies(studies), entries: studies }] : []),
      ],
    },
  })
  const context = context_of(result, pictures.uids)
  const submission: Submission = {
    ...{ ...head, identity, sender: facility.code, recipients: [], person: submission_person(patient), parts },
    author: { name: name_of_person(responsible), identifiers: [] },
    ...(replaces === undefined ? {} : { replaces }),
    ...(Object.keys(context ?? {}).length === 0 ? {} : { context }),
  }
  return { kind: 'paper', submission, digest, labels, left_out: 0 }
}

const without_meta = ({ meta: _meta, ...rest }: Resource) => rest

/** A released report becomes a paper of the person's timeline, signed by who answers for it and sealed by the house. */
export const result_maker = (study_maker: StudyMaker): Maker => ({
  type: 'DiagnosticReport',
  async gather(unit, due) {
    const stored = await unit.find('DiagnosticReport', due.about.split('/')[1] ?? '')
    const report = stored && (parse_exact(stored.body) as Resource)
    // What others may have gone by is not simply no longer told (TT 38/2024 Điều 4.2).
    const is_withdrawn = report !== undefined && !is_released(report) && due.document !== null
    if (!report || (!is_released(report) && !is_withdrawn))
      return () => Promise.resolve({ kind: 'none', reason: 'Phiếu kết quả chưa được duyệt trả' })
    const result = await gather(unit, report)
    const holding = await find_rulings(unit.sql, unit.caller.facility)
    const ruling = rule(result.labels, 'health-book', due.released_by === null ? [] : result.labels, holding)
    if (ruling !== 'pass' && !is_withdrawn) {
      const reason = `Không chia sẻ: thông tin nhạy cảm (${names_of_labels(result.labels)})`
      return () => Promise.resolve({ kind: 'withheld', reason, labels: result.labels })
    }
    const digest = sha256_hex(Buffer.from(JSON.stringify([report, ...result.findings].map(without_meta))))
    if (digest === due.digest) return () => Promise.resolve({ kind: 'unchanged' })
    const pictures = is_withdrawn ? undefined : await gather_study(study_maker, unit, report, result.patient)
    return () => make(result, due, digest, pictures)
  },
})
