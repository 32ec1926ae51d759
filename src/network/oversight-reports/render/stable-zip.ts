import { unzipSync, zipSync, type Zippable } from 'fflate'

/** The first moment a ZIP can say. */
const no_time = new Date(1980, 0, 1)

const plain_core = (xml: string, moment: string): string =>
  xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g, `$1${moment}$2`)

/** The writers of DOCX and XLSX put the running clock into their files; a report drawn again must give the same bytes. */
export const stable_zip = (bytes: Uint8Array, moment: string): Uint8Array => {
  const files = unzipSync(bytes)
  const out: Zippable = {}
  for (const name of Object.keys(files).sort(
    (x, y) => Number(y === '[Content_Types].xml') - Number(x === '[Content_Types].xml') || (x < y ? -1 : 1),
  )) {
    const data = files[name] ?? new Uint8Array()
    out[name] = name.startsWith('docProps/')
      ? new TextEncoder().encode(plain_core(new TextDecoder().decode(data), moment))
      : data
  }
  return zipSync(out, { mtime: no_time, level: 6 })
}
