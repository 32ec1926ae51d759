import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { put_connection, put_prescriber } from '../../network/e-prescriptions/index.ts'
import { open_database } from '../../platform/database/index.ts'
import { demo_pharmacy, demo_staff } from '../../../demo/index.ts'
import { start_mock_e_prescription } from '../mock-gateways/e-prescription.ts'

const password = 'mat-khau-mo-phong'
const app_key = 'khoa-mo-phong'

const prescribers = (code: string): string[] =>
  demo_staff(code)
    .filter(({ role }) => role === 'doctor' || role === 'head_of_department')
    .map(({ practitioner }) => practitioner)

const connect = async (url: string, codes: string[], base_url: string): Promise<void> => {
  const database = open_database(url, { connections_max: 1 })
  try {
    for (const code of codes)
      await database.in_facility(code, async (sql) => {
        const sends = code === demo_pharmacy.code ? '' : base_url
        await put_connection(sql, code, { base_url: sends, pharmacy_base_url: base_url, app_name: 'benh-an-mo' })
        for (const practitioner of prescribers(code))
          await put_prescriber(sql, code, practitioner, `BS-${practitioner}`)
      })
  } finally {
    await database.close()
  }
}

/** The mock of the national prescription system, and the living facilities connected to it. It ends with the launcher. @returns its address */
export const start_demo_gateway = async (
  data_dir: string,
  houses: { url: string; codes: string[] }[],
): Promise<string> => {
  const gateway = await start_mock_e_prescription({
    ...{ password, app_key, state_path: join(data_dir, 'mock-e-prescription.json') },
  })
  for (const { url, codes } of houses) await connect(url, codes, gateway.base_url)
  const secrets = houses.flatMap(({ codes }) =>
    codes.map((code) => {
      const doctors = Object.fromEntries(prescribers(code).map((practitioner) => [practitioner, password]))
      return [code, { password, app_key, doctors }] as const
    }),
  )
  const file = join(data_dir, 'mock-e-prescription-secrets.json')
  writeFileSync(file, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600 })
  process.env['E_PRESCRIPTION_SECRETS'] = file
  return gateway.base_url
}
