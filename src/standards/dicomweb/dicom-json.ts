import { is_object } from '../fhir/index.ts'

/** DICOM JSON model (PS3.18 annex F): tags of eight hexadecimal digits in capitals. */
export type Dataset = Record<string, unknown>

export const values_of = (dataset: Dataset, tag: string): unknown[] => {
  const element = dataset[tag]
  const value = is_object(element) ? element['Value'] : undefined
  return Array.isArray(value) ? value : []
}

export const text_at = (dataset: Dataset, tag: string): string => {
  const [first] = values_of(dataset, tag)
  return typeof first === 'string' ? first.trim() : ''
}

export const number_at = (dataset: Dataset, tag: string): number | undefined => {
  const [first] = values_of(dataset, tag)
  const number = Number(first)
  return first === undefined || Number.isNaN(number) ? undefined : number
}

export const datasets_in = (body: unknown): Dataset[] => (Array.isArray(body) ? body.filter(is_object) : [])
