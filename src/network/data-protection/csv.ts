/** What opens a formula in a spreadsheet is kept from doing so. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** CSV (RFC 4180) with a byte order mark, so that spreadsheets read the diacritics. */
export const to_csv = (lines: string[][]): string =>
  `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
