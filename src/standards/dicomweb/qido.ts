import { datasets_in, number_at, text_at, type Dataset } from './dicom-json.ts'

/** Answers of QIDO-RS (PS3.18 §10.6) as values. */
export type FoundStudy = {
  uid: string
  accession: string
  started: string
  description: string
  patient_id: string
}

export type FoundInstance = {
  series: string
  series_number: number | undefined
  modality: string
  body_part: string
  series_description: string
  uid: string
  sop_class: string
  number: number | undefined
}

/** Hospitals here keep one zone; DICOM times without one are theirs (PS3.3 C.12.1.1.8 would say otherwise). */
const zone = '+07:00'

/** DA and TM to ISO 8601; '' without a day. */
const moment_of = (day: string, time: string): string => {
  if (!/^\d{8}$/.test(day)) return ''
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  const [, hour, minute, second = '00'] = /^(\d{2})(\d{2})(\d{2})?/.exec(time) ?? []
  return hour === undefined ? date : `${date}T${hour}:${minute}:${second}${zone}`
}

const to_study = (one: Dataset): FoundStudy => ({
  uid: text_at(one, '0020000D'),
  accession: text_at(one, '00080050'),
  started: moment_of(text_at(one, '00080020'), text_at(one, '00080030')),
  description: text_at(one, '00081030'),
  patient_id: text_at(one, '00100020'),
})

/** What a search for studies must ask to be told beside its keys, one parameter each: Orthanc reads no list of them. */
export const study_fields = ['00080020', '00080030', '00081030', '00100020']

export const studies_in = (body: unknown): FoundStudy[] =>
  datasets_in(body)
    .map(to_study)
    .filter(({ uid }) => uid !== '')

const to_instance = (one: Dataset): FoundInstance => ({
  series: text_at(one, '0020000E'),
  series_number: number_at(one, '00200011'),
  modality: text_at(one, '00080060'),
  body_part: text_at(one, '00180015'),
  series_description: text_at(one, '0008103E'),
  uid: text_at(one, '00080018'),
  sop_class: text_at(one, '00080016'),
  number: number_at(one, '00200013'),
})

export const instance_fields = ['00080016', '00080060', '00180015', '0008103E', '00200011', '00200013']

export const list_instances = (body: unknown): FoundInstance[] =>
  datasets_in(body)
    .map(to_instance)
    .filter(({ series, uid }) => series !== '' && uid !== '')

const by_number = <T extends { number: number | undefined }>(a: T, b: T): number => (a.number ?? 0) - (b.number ?? 0)

/** The instances by series, as their numbers run; each with what `finish` made of it. */
export const instances_of = <T extends { number: number | undefined }>(
  found: FoundInstance[],
  finish: (one: FoundInstance) => T,
) =>
  [...Map.groupBy(found, ({ series }) => series)]
    .map(([uid, members]) => {
      const [{ series_number, modality, body_part, series_description } = members[0] as FoundInstance] = members
      return {
        ...{ uid, number: series_number, modality, body_part, description: series_description },
        instances: members.map(finish).toSorted(by_number),
      }
    })
    .toSorted(by_number)
