import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import type { ReadOnlyType } from '../records/index.ts'

/** A ViewDefinition as it stands in its file. */
export type OwnView = Record<string, unknown> & { id: string; url: string; version: string }

const views_dir = join(import.meta.dirname, 'views')

const views: ReadonlyMap<string, OwnView> = new Map(
  readdirSync(views_dir)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(views_dir, file), 'utf8')) as OwnView)
    .map((view) => [view.id, view]),
)

/** The views that come with the program. */
export const list_views = (): OwnView[] => [...views.values()]

export const find_view = (id: string): OwnView | undefined => views.get(id)

/** `url` or `url|version`. */
export const find_view_by_canonical = (canonical: string): OwnView | undefined => {
  const [url, version] = canonical.split('|')
  return list_views().find((view) => view.url === url && (version === undefined || view.version === version))
}

/** To be read and looked through as other resources are; R4's own list of types does not know them. */
export const view_definition_type: ReadOnlyType = {
  type: 'ViewDefinition',
  search_parameters: [
    { name: '_id', type: 'token' },
    { name: 'url', type: 'uri' },
  ],
  read: (_caller, id) => {
    const view = find_view(id)
    if (!view) throw fail.not_found(`Không có khung nhìn ${id}`)
    return Promise.resolve(view)
  },
  search: (_caller, query) => {
    for (const name of query.keys())
      if (!['_id', 'url', '_format'].includes(name)) throw fail.unsupported_parameter(name)
    const [id, url] = [query.get('_id'), query.get('url')]
    return Promise.resolve(
      list_views().filter((view) => (id === null || view.id === id) && (url === null || view.url === url)),
    )
  },
}
