import {
  check_visit,
  sign_dossier,
  write_dossier,
  type Fault,
  type VisitTables,
} from '../../../standards/bhyt-exchange/index.ts'
import { sha256_hex, type SigningProvider } from '../../../standards/signatures/index.ts'

/** Of the shape: which decision's tables, and our filling of them. */
export const dossier_version = 'QD3176/1'

/** What goes the national way, or why it cannot. */
export type National = { digest: string; version: string } & (
  { kind: 'ready'; xml: Uint8Array } | { kind: 'faulty'; faults: Fault[] }
)

export const digest_of_tables = (tables: VisitTables): string =>
  sha256_hex(Buffer.from(JSON.stringify([dossier_version, tables])))

/**
 * The visit as a signed file, where nothing in it is wrong: what the portal would refuse is not sent to be refused.
 * @param made_on yyyy-mm-dd
 */
export const make_national = async (
  wish: { facility: string; tables: VisitTables; made_on: string },
  provider: SigningProvider,
): Promise<National> => {
  const { facility, tables, made_on } = wish
  const head = { digest: digest_of_tables(tables), version: dossier_version }
  const faults = check_visit(tables, 'health-book').filter(({ severity }) => severity === 'error')
  if (faults.length > 0) return { ...head, kind: 'faulty', faults }
  const text = write_dossier({ facility, made_on: made_on.replaceAll('-', ''), visits: [tables] })
  return { ...head, kind: 'ready', xml: await sign_dossier(text, provider) }
}
