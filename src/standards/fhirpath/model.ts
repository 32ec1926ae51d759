import type { Model } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'

/** The library's facts about R4: types, choices, nested elements. Its typing leaves `score` open where the library does not. */
const { score, ...facts } = r4
export const model: Model = score === undefined ? facts : { ...facts, score }

const fhir_types: ReadonlySet<string> = new Set([
  ...Object.keys(model.type2Parent),
  ...Object.values(model.type2Parent),
])
const system_types: ReadonlySet<string> = new Set(
  'Boolean String Integer Long Decimal Date DateTime Time Quantity'.split(' '),
)

/** `Quantity`, `FHIR.Quantity`, `System.String`, `string`: what `ofType()` and `is` may name. */
export const is_type_name = (name: string): boolean => {
  const [space, type = ''] = name.replaceAll('`', '').split('.')
  if (space === 'FHIR') return fhir_types.has(type)
  if (space === 'System') return system_types.has(type)
  return type === '' && space !== undefined && (fhir_types.has(space) || system_types.has(space))
}

/** A code is a string, an Age is a Quantity, a Patient is a Resource. */
export const is_subtype = (type: string, of: string): boolean => {
  if (type === of) return true
  const parent = model.type2Parent[type]
  return parent !== undefined && is_subtype(parent, of)
}
