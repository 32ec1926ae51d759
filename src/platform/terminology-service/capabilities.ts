import { local_date } from '../../base/time/index.ts'
import { list_r4_systems } from '../../standards/fhir-terminology/index.ts'
import type { Database } from '../database/index.ts'
import { catalogue_system, type Edition, type FhirCatalogues } from '../terminology/index.ts'
import { expand } from './expand.ts'

const version_of = (edition: Edition): Record<string, unknown> => ({
  ...{ code: edition.version, isDefault: edition.is_in_force, compositional: false, language: ['vi'] },
  filter: [
    { code: 'concept', op: ['is-a', 'descendent-of', 'is-not-a', 'generalizes', '=', 'in', 'not-in', 'regex'] },
    { code: 'display', op: ['=', 'regex'] },
    { code: 'parent', op: ['=', 'in', 'exists'] },
  ],
})

const own_systems = (editions: readonly Edition[]): Record<string, unknown>[] => {
  const by_system = new Map<string, Edition[]>()
  for (const edition of editions) {
    const system = catalogue_system(edition.catalogue)
    by_system.set(system, [...(by_system.get(system) ?? []), edition])
  }
  return [...by_system].map(([uri, some]) => ({ uri, version: some.map(version_of), subsumption: true }))
}

const filter_words =
  'Mỗi từ gõ vào là đầu một từ của tên mã, có dấu hay không dấu ("viem phoi"), hoặc là đầu của mã ("j18", "J 18.1"); mã gần nhất đứng trước'

/** R4 TerminologyCapabilities: what everybody may know. The code systems a facility has stored itself are not told here. */
export const terminology_capabilities = async (
  database: Database,
  catalogues: FhirCatalogues,
  base: string,
): Promise<Record<string, unknown>> => {
  const editions = await database.in_site((sql) => catalogues.editions(sql, local_date(new Date())))
  const own = own_systems(editions)
  const taken = new Set(own.map((one) => one['uri']))
  const standard = list_r4_systems()
    .filter(({ url }) => !taken.has(url))
    .map(({ url, version }) => ({
      uri: url,
      ...(version === undefined ? {} : { version: [{ code: version, isDefault: true }] }),
      subsumption: true,
    }))
  const served = Object.entries(expand.kinds).filter(([, kind]) => kind !== 'refused')
  return {
    resourceType: 'TerminologyCapabilities',
    ...{ status: 'active', date: '2026-11-21', kind: 'instance' },
    software: { name: 'Bệnh Án Mở', version: '0.1.0' },
    implementation: { description: 'Bệnh Án Mở: danh mục mã của cơ sở khám bệnh, chữa bệnh', url: base },
    lockedDate: true,
    codeSystem: [...own, ...standard],
    expansion: {
      ...{ hierarchical: false, paging: true, incomplete: true },
      parameter: served.map(([name]) => ({ name })),
      textFilter: filter_words,
    },
    codeSearch: 'all',
    validateCode: { translations: false },
    translation: { needsMap: true },
  }
}
