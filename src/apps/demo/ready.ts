import type { DemoAccount } from '../server/site.ts'
import { demo_staff, find_demo_facility } from '../../../demo/index.ts'
import type { DemoSecrets } from './secrets.ts'

export const accounts_of = (codes: string[], secrets: DemoSecrets): DemoAccount[] =>
  codes.flatMap((code) =>
    demo_staff(code).map(({ username, role, name }) => ({
      facility: code,
      username,
      role,
      name,
      password: secrets.passwords[username] ?? '',
    })),
  )

/** The first account of each role, as the READY line names them (design §6). */
const users_of = (accounts: DemoAccount[]): Record<string, { username: string; password: string }> => {
  const users: Record<string, { username: string; password: string }> = {}
  for (const { role, username, password } of accounts) users[role] ??= { username, password }
  return users
}

/** Only houses with patients are announced; the sign-in page names the accounts of the others. */
export const is_living = (code: string): boolean => find_demo_facility(code).patients > 0

export type Installation = { codes: string[]; web: string }

export const ready_line = (installations: Installation[], secrets: DemoSecrets): string => {
  const facilities = installations.flatMap(({ codes, web }) =>
    codes.filter(is_living).map((code) => ({
      code,
      name: find_demo_facility(code).name,
      web,
      fhir: `${web}/fhir`,
      users: users_of(accounts_of([code], secrets)),
      client: secrets.clients[code],
    })),
  )
  return `READY ${JSON.stringify({ facilities })}`
}
