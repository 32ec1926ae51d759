import { resource_of, type Unit } from '../../platform/records/index.ts'
import {
  coding_of,
  id_of_reference,
  list_of,
  object_of,
  parse_exact,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Stay } from '../encounters/index.ts'
import type { Chart } from './contract.ts'

const quantity_text = (value: unknown): { value: string; unit: string } => {
  const quantity = object_of(value) ?? {}
  return {
    // parsed exactly: 38.0 keeps its zero
    value: quantity['value'] === undefined ? '' : JSON.stringify(quantity['value']),
    unit: text_of(quantity['unit']) ?? '',
  }
}

const to_vital = (observation: Resource): Chart['vitals'][number] => {
  const components = list_of(observation['component']).map((component) => quantity_text(component['valueQuantity']))
  const single = quantity_text(observation['valueQuantity'])
  return {
    at: text_of(observation['effectiveDateTime']) ?? '',
    code: coding_of(observation['code']).code ?? '',
    display: text_of(object_of(observation['code'])?.['text']) ?? coding_of(observation['code']).display ?? '',
    value: components.length > 0 ? components.map((one) => one.value).join('/') : single.value,
    unit: components[0]?.unit ?? single.unit,
  }
}

const latest_vitals_max = 300

export const list_vitals = async (unit: Unit, stay: Stay): Promise<Chart['vitals']> => {
  const query = new URLSearchParams({
    patient: stay.patient,
    encounter: stay.id,
    category: 'vital-signs',
    _sort: '-date',
    _count: String(latest_vitals_max),
  })
  return (await unit.search('Observation', query)).entries.map((stored) =>
    to_vital(parse_exact(stored.body) as Resource),
  )
}

const to_value = (observation: Resource): Chart['results'][number]['values'][number] => {
  const quantity = quantity_text(observation['valueQuantity'])
  const range = list_of(observation['referenceRange'])[0]
  return {
    name: text_of(object_of(observation['code'])?.['text']) ?? coding_of(observation['code']).display ?? '',
    value: quantity.value || (text_of(observation['valueString']) ?? ''),
    unit: quantity.unit,
    range:
      text_of(range?.['text']) ??
      [quantity_text(range?.['low']).value, quantity_text(range?.['high']).value].filter(Boolean).join(' – '),
    flag: coding_of(list_of(observation['interpretation'])[0]).code ?? '',
  }
}

export const list_results = async (unit: Unit, stay: Stay): Promise<Chart['results']> => {
  const reports = await unit.search(
    'DiagnosticReport',
    new URLSearchParams({ patient: stay.patient, encounter: stay.id, _sort: '-date', _count: '50' }),
  )
  const ids = reports.entries.flatMap((stored) =>
    list_of(resource_of(stored)['result']).flatMap((reference) => id_of_reference(reference) ?? []),
  )
  const values =
    ids.length === 0
      ? []
      : (await unit.search('Observation', new URLSearchParams({ _id: ids.slice(0, 1_000).join(), _count: '1000' })))
          .entries
  const by_id = new Map(values.map((stored) => [stored.id, to_value(parse_exact(stored.body) as Resource)]))
  return reports.entries.map((stored) => {
    const report = resource_of(stored)
    const own = list_of(report['result']).flatMap((reference) => by_id.get(id_of_reference(reference) ?? '') ?? [])
    const conclusion = text_of(report['conclusion'])
    return {
      id: stored.id,
      at: text_of(report['effectiveDateTime']) ?? '',
      title: text_of(object_of(report['code'])?.['text']) ?? coding_of(report['code']).display ?? '',
      flagged: own.some((value) => value.flag !== '' && value.flag !== 'N'),
      values:
        own.length > 0 || conclusion === undefined
          ? own
          : [{ name: 'Kết luận', value: conclusion, unit: '', range: '', flag: '' }],
    }
  })
}
