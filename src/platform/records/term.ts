import { hash } from 'node:crypto'
import { remembered } from '../../base/text/index.ts'

const digits = 16

/**
 * A searchable statement ("Observation.code=http://loinc.org|718-7") as the 64-bit number the index holds: eight bytes
 * where the words would take fifty. SQL makes the same number with record.term(text).
 * Two different statements meet in one number once in 10^19 pairs.
 */
const term_of_text = (text: string): string =>
  // As hexadecimal digits it costs half of what a buffer does.
  BigInt.asIntN(64, BigInt(`0x${hash('md5', text).slice(0, digits)}`)).toString()

/** Codes, units and statuses come again and again; identifiers do not. */
export const term = remembered(20_000, term_of_text)
