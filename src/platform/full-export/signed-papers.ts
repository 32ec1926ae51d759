import type pg from 'pg'
import { cursor, own_certificates } from './rows.ts'
import { write_file, type Written } from './write-file.ts'

type Paper = {
  facility: string
  id: string
  response: string
  version: number
  step: number
  sha256: string
  bytes: Buffer
  signer_name: string | null
  signed_at: Date | null
}

/** Each version's last step carries all its signatures; earlier steps are in the table's own file. */
const papers_sql = `SELECT DISTINCT ON (facility, response, version) facility, id, response, version, step, sha256, bytes,
  signer_name, signed_at FROM signing.document`

const head = 'tep,co_so,phieu,phien_ban,so_chu_ky,sha256,nguoi_ky_cuoi,ky_luc\n'
const safe = (text: string): string => text.replaceAll(/[^\w.-]/g, '_')
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Signed papers as the PDF they are, and a list of them. @returns the files written */
export const write_papers = async (
  client: pg.Client,
  dir: string,
  facility: string | undefined,
): Promise<Written[]> => {
  const where = facility === undefined ? '' : ' WHERE facility = $1'
  const written: Written[] = []
  const lines = [head]
  const values = facility === undefined ? [] : [facility]
  for await (const paper of cursor<Paper>(
    client,
    `${papers_sql}${where} ORDER BY facility, response, version, step DESC`,
    values,
  )) {
    const path = `van-ban-ky/${safe(paper.facility)}/${safe(paper.response)}-v${paper.version}.pdf`
    written.push(await write_file(dir, path, [paper.bytes]))
    const at = paper.signed_at?.toISOString() ?? ''
    const cells = [path, paper.facility, paper.response, String(paper.version), String(paper.step), paper.sha256]
    lines.push(`${[...cells, quoted(paper.signer_name ?? ''), at].join(',')}\n`)
  }
  written.push(await write_file(dir, 'van-ban-ky/danh-sach.csv', lines))
  return written
}

/** Who vouches for the signatures: certificates without their keys. */
export const write_certificates = async (
  client: pg.Client,
  dir: string,
  facility: string | undefined,
): Promise<Written> => {
  const { rows } = await client.query<{ pem: string }>(
    `SELECT certificate_pem AS pem FROM signing.authority
     UNION SELECT certificate_pem FROM signing.certificate${facility === undefined ? '' : ` WHERE ${own_certificates}`}`,
    facility === undefined ? [] : [facility],
  )
  return write_file(
    dir,
    'van-ban-ky/chung-thu.pem',
    rows.map(({ pem }) => `${pem.trim()}\n`),
  )
}
