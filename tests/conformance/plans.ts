import { after } from 'node:test'
import pg from 'pg'

/** A node of EXPLAIN (ANALYZE, VERBOSE, FORMAT JSON), as far as it is looked at here. */
type Node = {
  'Node Type': string
  'Actual Loops': number
  'Actual Rows': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  'Recheck Cond'?: string
  Schema?: string
  Disabled?: boolean
  Plans?: Node[]
}

/** One statement as PostgreSQL ran it: its own words and the plan it really followed. */
export type Run = { text: string; plan: Node }

/** A scan of one table within a run. A part that the plan names and pruning left out at run time has no `loops`. */
export type Scan = {
  table: string
  kind: string
  index: string
  condition: string
  loops: number
  /** Rows taken into the hand, those thrown away too. */
  looked_at: number
}

const scan_of = (node: Node): Scan => {
  const thrown_away = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return {
    table: `${node.Schema}.${node['Relation Name']}`,
    kind: node['Node Type'],
    index: node['Index Name'] ?? '',
    condition: node['Index Cond'] ?? node['Recheck Cond'] ?? '',
    loops: node['Actual Loops'],
    looked_at: (node['Actual Rows'] + thrown_away) * node['Actual Loops'],
  }
}

export const scans_of = ({ plan }: Run): Scan[] => {
  const nodes: Node[] = [plan]
  for (const node of nodes) nodes.push(...(node.Plans ?? []))
  // The index part of a bitmap scan names its index only; the heap part above it names the table.
  return nodes.filter((node) => node['Relation Name'] !== undefined && /Scan/.test(node['Node Type'])).map(scan_of)
}

const settings: [name: string, value: string][] = [
  ['session_preload_libraries', "'auto_explain'"],
  ['auto_explain.log_min_duration', '0'],
  ['auto_explain.log_analyze', 'on'],
  ['auto_explain.log_verbose', 'on'],
  ['auto_explain.log_timing', 'off'],
  ['auto_explain.log_nested_statements', 'on'],
  ['auto_explain.log_format', 'json'],
  ['auto_explain.log_level', 'notice'],
]

const read_run = (message: string | undefined): Run[] => {
  const start = /^duration: [\d.]+ ms +plan:\n/.exec(message ?? '')?.[0].length
  if (message === undefined || start === undefined) return []
  const found = JSON.parse(message.slice(start)) as { 'Query Text': string; Plan: Node }
  return [{ text: found['Query Text'], plan: found.Plan }]
}

/**
 * From now on every statement that a connection to this database runs reports itself with its plan (auto_explain), also
 * those inside triggers: nothing here chooses what is looked at. Connections that are open already are ended, so that
 * the server's pools open new ones.
 * @returns takes what was run since it was asked last
 */
export const watch_plans = async (owner: pg.Client): Promise<() => Run[]> => {
  const { rows } = await owner.query<{ name: string }>('SELECT quote_ident(current_database()) AS name')
  await owner.query("LOAD 'auto_explain'")
  for (const [name, value] of settings) await owner.query(`ALTER DATABASE ${rows[0]?.name} SET ${name} = ${value}`)
  await owner.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  let taken: Run[] = []
  const { emit } = pg.Client.prototype
  pg.Client.prototype.emit = function (event: string | symbol, ...rest: unknown[]): boolean {
    const [notice] = rest
    if (event === 'notice' && typeof notice === 'object' && notice !== null && 'message' in notice)
      taken.push(...read_run(String(notice.message)))
    return emit.call(this, event, ...rest)
  }
  after(() => {
    pg.Client.prototype.emit = emit
  })
  return () => {
    const runs = taken
    taken = []
    return runs
  }
}
