import { read_hsba } from './read-hsba.ts'
import { read_letter, type ReadLetter } from './read-sections.ts'
import type { PartHead } from './shelf.ts'

type DataPart = { kind: PartHead['kind']; bytes: Uint8Array }

export const is_data = ({ kind }: Pick<DataPart, 'kind'>): boolean => kind === 'fhir' || kind === 'hsba'

/** The FHIR document's words; of software that has none, those of its HoSoBenhAn. */
export const read_data = (parts: readonly DataPart[]): ReadLetter => {
  const of = (kind: string) => parts.find((part) => part.kind === kind)?.bytes
  const fhir = of('fhir')
  const hsba = fhir ? undefined : of('hsba')
  return hsba ? read_hsba(hsba) : read_letter(fhir)
}
