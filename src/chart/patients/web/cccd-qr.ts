/**
 * The QR code on the chip ID card, as a scanner types it: number|old number|name|ddmmyyyy of birth|sex|address|ddmmyyyy
 * of issue. The old number may be missing but keeps its place.
 */
export type CardFacts = {
  number: string
  name: string
  birth_date: string
  gender: 'male' | 'female' | 'unknown'
  address: string
}

const iso_of = (digits: string): string =>
  /^\d{8}$/.test(digits) ? `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}` : ''

export const read_cccd_qr = (text: string): CardFacts | undefined => {
  const parts = text.normalize('NFC').trim().split('|')
  if (parts.length < 6) return undefined
  const [number = '', , name = '', birth = '', gender = '', address = ''] = parts
  if (!/^\d{12}$/.test(number)) return undefined
  return {
    number,
    name: name.trim(),
    birth_date: iso_of(birth),
    gender: /^nam$/i.test(gender.trim()) ? 'male' : /^nữ$/i.test(gender.trim()) ? 'female' : 'unknown',
    address: address.trim(),
  }
}
