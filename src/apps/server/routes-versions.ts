import { fail } from '../../base/outcome/index.ts'
import { compare_versions, list_versions } from '../../chart/medical-record/index.ts'
import type { VersionName } from '../../chart/medical-record/contract.ts'
import type { Site } from './site.ts'

const version_of = (text: string): VersionName => {
  if (text === 'draft') return text
  if (!/^[1-9]\d{0,8}$/.test(text)) throw fail.invalid(`“${text}” không phải là số phiên bản; bản nháp gọi là draft`)
  return Number(text)
}

/** What a sheet said before: its versions, and two of them side by side. */
export const version_routes = ({ web, store, forms }: Site): void => {
  const { app } = web
  app.get('/api/sheets/:id/versions', async (request) => {
    const { id } = request.params as { id: string }
    return list_versions(store, forms, await web.caller(request), id)
  })
  app.get('/api/sheets/:id/versions/:old/compare/:new', async (request) => {
    const caller = await web.caller(request)
    const { id, old, new: fresh } = request.params as { id: string; old: string; new: string }
    return compare_versions(store, forms, caller, id, version_of(old), version_of(fresh))
  })
}
