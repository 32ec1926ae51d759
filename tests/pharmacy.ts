import { put_account, put_facility } from '../src/platform/access/index.ts'
import type { Database } from '../src/platform/database/index.ts'
import { password } from './test-site.ts'

/** A third house of a test site, that only dispenses. */
export const pharmacy = { code: '01N88', name: 'Nhà thuốc thử', authority: 'Sở Y tế Hà Nội', kind: 'pharmacy' } as const

/** The house with those who can be there: pharmacist.nt, it_admin.nt. */
export const put_pharmacy = async (database: Database): Promise<void> => {
  await database.in_site((sql) => put_facility(sql, pharmacy))
  for (const [role, name] of [
    ['pharmacist', 'DS. Vũ Thị Thu'],
    ['it_admin', 'Đỗ Văn Quầy'],
  ] as const)
    await database.in_site((sql) =>
      put_account(sql, {
        ...{ id: `acc-${role}.nt`, facility: pharmacy.code, username: `${role}.nt`, name, title: '', role },
        ...{ practitioner: `pr-${role}.nt`, department: null, password },
      }),
    )
}
