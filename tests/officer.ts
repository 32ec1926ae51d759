import { put_account } from '../src/platform/access/index.ts'
import { password, type Person, type TestSite } from './test-site.ts'

/** The data protection officer of a house of the test site: `dpo` at A, `dpo.b` at B. */
export const sit_officer = async (running: TestSite, facility = '24012', suffix = ''): Promise<Person> => {
  await running.site.database.in_site((sql) =>
    put_account(sql, {
      ...{
        id: `acc-dpo${suffix}`,
        facility,
        username: `dpo${suffix}`,
        name: 'Ngô Thị Bảo Vệ',
        title: 'Phòng Pháp chế',
      },
      ...{
        role: 'data_protection_officer',
        practitioner: `pr-dpo${suffix.replace('.', '-')}`,
        department: null,
        password,
      },
    }),
  )
  return running.person(`dpo${suffix}`)
}

/** yyyy-mm-ddThh:mm in Vietnam, so many hours from now. */
export const local_in = (hours: number): string =>
  new Date(Date.now() + hours * 3_600_000 + 7 * 3_600_000).toISOString().slice(0, 16)
