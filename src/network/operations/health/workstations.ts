import type { Database } from '../../../platform/database/index.ts'
import type { WorkstationLine } from '../contract.ts'

/** What the screens are built for (Vite's default target, “baseline widely available”): older ones may fail. */
const oldest_good: Record<string, number> = { Chrome: 111, Edge: 111, Firefox: 114, Safari: 16 }
/** Systems whose makers mend them no more: Windows 7, 8, 8.1 (Microsoft ended support on 10/01/2023). */
const old_systems = new Set(['Windows 7', 'Windows 8', 'Windows 8.1', 'Windows XP/Vista'])

const browsers: [string, RegExp][] = [
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Cốc Cốc', /coc_coc_browser\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS|Chromium|HeadlessChrome)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
]

const windows: Record<string, string> = { '6.1': 'Windows 7', '6.2': 'Windows 8', '6.3': 'Windows 8.1' }

const system_of = (agent: string): string => {
  const version = /Windows NT (\d+\.\d+)/.exec(agent)?.[1]
  if (version !== undefined)
    return windows[version] ?? (version.startsWith('10') ? 'Windows 10/11' : 'Windows XP/Vista')
  if (/Android/.test(agent)) return 'Android'
  if (/iPhone|iPad/.test(agent)) return 'iOS'
  if (/Mac OS X/.test(agent)) return 'macOS'
  return /Linux|X11/.test(agent) ? 'Linux' : ''
}

/** Browser and system by what the browser says of itself; `browser` '' where it says nothing we know. */
export const read_agent = (agent: string): Omit<WorkstationLine, 'count'> => {
  const [browser, version] = browsers.flatMap(([name, form]) => {
    const found = form.exec(agent)?.[1]
    return found === undefined ? [] : [[name, Number(found)] as const]
  })[0] ?? ['', 0]
  // Cốc Cốc counts by itself but is built on the Chromium it names beside.
  const engine = browser === 'Cốc Cốc' ? Number(/Chrome\/(\d+)/.exec(agent)?.[1] ?? 0) : version
  const needed = oldest_good[browser === 'Cốc Cốc' ? 'Chrome' : browser] ?? 0
  const system = system_of(agent)
  return { browser, version, system, is_old: (browser !== '' && engine < needed) || old_systems.has(system) }
}

/** The browsers of the sessions that are kept now (twelve hours at most), by kind; the old ones first. */
export const show_workstations = async (database: Database, facility: string): Promise<WorkstationLine[]> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ agent: string; n: number }>(
      `SELECT s.agent, count(*) AS n FROM access.session AS s JOIN access.account AS a ON a.id = s.account
       WHERE a.facility = $1 GROUP BY s.agent`,
      [facility],
    ),
  )
  const lines = new Map<string, WorkstationLine>()
  for (const { agent, n } of rows) {
    const read = read_agent(agent)
    const key = `${read.browser} ${read.version} ${read.system}`
    lines.set(key, { ...read, count: (lines.get(key)?.count ?? 0) + Number(n) })
  }
  return [...lines.values()].sort((one, other) => Number(other.is_old) - Number(one.is_old) || other.count - one.count)
}
