import type { Sql } from '../../platform/database/index.ts'
import { figure_catalogue, table_catalogue } from './catalogue.ts'
import type { Figure, Origin, Period, Table, Told, Value } from './contract.ts'
import type { FigureSource } from './source.ts'

export type Gathered = { figures: Figure[]; tables: Table[] }
type Wanted = { figures: string[]; tables: string[] }

type Asked = Pick<FigureSource, 'source' | 'query' | 'tells' | 'ask'>

const period_source: Asked = {
  source: 'Kỳ do người lập báo cáo chọn',
  query: 'oversight-reports/period',
  tells: ['ky.ten', 'ky.tu', 'ky.den', 'ky.chot'],
  ask: (_sql, { label, from, to, counted_to }) =>
    Promise.resolve({ figures: { 'ky.ten': label, 'ky.tu': from, 'ky.den': to, 'ky.chot': counted_to } }),
}

const nobody: Origin = { source: '', query: '', at: '', why: 'Chưa có phần nào của hệ thống cung cấp số liệu này' }

type Answer = { origin: Origin; told: Told; has_rows: boolean }

/** The page that shows the rows of a figure, of these days. */
export const rows_path = (name: string, { from, counted_to, programme }: Period): string =>
  `/so/bao-cao/so-lieu/${name}?tu=${from}&den=${counted_to}${programme === undefined ? '' : `&chuong-trinh=${encodeURIComponent(programme)}`}`

const origin_of = (answer: Answer | undefined, name: string, period: Period, value: unknown): Origin => {
  if (!answer) return nobody
  const { origin, told, has_rows } = answer
  const has_none = value === undefined || value === null
  return {
    ...origin,
    at: has_none ? '' : (told.counted_at?.[name] ?? origin.at),
    ...(has_rows ? { path: rows_path(name, period) } : {}),
    ...(has_none ? { why: 'Nguồn này chưa có số liệu cho kỳ báo cáo' } : {}),
  }
}

/** Each source is asked once, for all that it tells; a figure has the moment it was counted. */
export const gather = async (sql: Sql, sources: FigureSource[], wanted: Wanted, period: Period): Promise<Gathered> => {
  const names = new Set([...wanted.figures, ...wanted.tables])
  const by_name = new Map<string, Answer>()
  const all: Asked[] = [period_source, ...sources]
  for (const [i, asked_of] of all.entries()) {
    const { source, query, tells } = asked_of
    const asked = tells.filter((name) => names.has(name) && !by_name.has(name))
    if (asked.length === 0) continue
    const told = await asked_of.ask(sql, period)
    const origin = { source, query, at: new Date().toISOString(), why: '' }
    for (const name of asked) by_name.set(name, { origin, told, has_rows: i > 0 })
  }
  const figures = figure_catalogue.flatMap((facts): Figure[] => {
    if (!wanted.figures.includes(facts.name)) return []
    const answer = by_name.get(facts.name)
    const value: Value = answer?.told.figures?.[facts.name] ?? null
    return [{ ...facts, ...origin_of(answer, facts.name, period, value), value }]
  })
  const tables = table_catalogue.flatMap((facts): Table[] => {
    if (!wanted.tables.includes(facts.name)) return []
    const answer = by_name.get(facts.name)
    const told = answer?.told.tables?.[facts.name]
    return [
      { ...facts, ...origin_of(answer, facts.name, period, told), rows: told?.rows ?? [], total: told?.total ?? null },
    ]
  })
  return { figures, tables }
}

/** Names that some source tells. */
export const told_names = (sources: FigureSource[]): string[] =>
  [period_source, ...sources].flatMap(({ tells }) => tells)
