import type { PrescriptionKind } from './prescription.ts'

/**
 * Mã đơn thuốc, 14 characters: facility (5), seven random letters or digits, a hyphen, the type (TT 26/2025 annex I).
 * The national system of QĐ 808 writes the type in lower case and `y` for a decoction; codes compare without case.
 */
const pattern = /^([0-9a-z]{5})([0-9a-z]{7})-([nhcty])$/i

export type CodeParts = { facility: string; number: string; kind: PrescriptionKind }

const kinds: Record<string, PrescriptionKind> = { n: 'N', h: 'H', c: 'C', t: 'T', y: 'T' }

export const read_code = (text: string): CodeParts | undefined => {
  const match = pattern.exec(text.trim())
  const kind = kinds[match?.[3]?.toLowerCase() ?? '']
  return match && kind
    ? { facility: (match[1] ?? '').toUpperCase(), number: (match[2] ?? '').toLowerCase(), kind }
    : undefined
}

/** The one spelling we keep and print. */
export const tidy_code = (text: string): string | undefined => {
  const parts = read_code(text)
  return parts && `${parts.facility}${parts.number}-${parts.kind}`
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** @param random a whole number below the given one, from a source nobody can guess (not a counter) */
export const make_code = (facility: string, kind: PrescriptionKind, random: (below: number) => number): string =>
  `${facility}${Array.from({ length: 7 }, () => alphabet[random(alphabet.length)]).join('')}-${kind}`

/** As the national system writes it. */
export const national_kind = (kind: PrescriptionKind): string => (kind === 'T' ? 'y' : kind.toLowerCase())

export const national_code = (code: string): string => {
  const parts = read_code(code)
  return parts ? `${parts.facility}${parts.number}-${national_kind(parts.kind)}` : code
}

/** Text of a QR code: the code alone, or at the end of an address. */
export const code_in = (text: string): string | undefined => {
  const found = /(?:^|[^0-9a-z])([0-9a-z]{5}[0-9a-z]{7}-[nhcty])(?![0-9a-z])/i.exec(text.trim())
  return found ? tidy_code(found[1] ?? '') : undefined
}
