/** Dates as PDF writes them (ISO 32000-2 section 7.9.4), always in Vietnamese time when we write. */

const vietnam_offset_ms = 7 * 3_600_000

export const pdf_date = (at: Date): string =>
  `D:${new Date(at.getTime() + vietnam_offset_ms).toISOString().replace(/[-:T]|\..*/g, '')}+07'00'`

export const read_pdf_date = (text: string | undefined): Date | undefined => {
  const found = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(text ?? '')
  if (!found) return undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, east = '00', more = '00'] =
    found
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${sign ?? '+'}${east}:${more}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
