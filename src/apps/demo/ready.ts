import type { DemoAccount } from '../server/site.ts'
import {
  demo_hub,
  demo_hub_staff,
  demo_staff,
  find_demo_facility,
  type DemoAccount as DemoStaff,
} from '../../../demo/index.ts'
import type { DemoSecrets } from './secrets.ts'

const with_password =
  ({ passwords }: DemoSecrets) =>
  ({ facility, username, role, name }: DemoStaff): DemoAccount => ({
    ...{ facility, username, role, name },
    password: passwords[username] ?? '',
  })

export const accounts_of = (codes: string[], secrets: DemoSecrets): DemoAccount[] =>
  codes.flatMap(demo_staff).map(with_password(secrets))

export const hub_accounts = (secrets: DemoSecrets): DemoAccount[] =>
  demo_hub_staff(demo_hub.code).map(with_password(secrets))

/** The first account of each role, as the READY line names them (design §6). */
const users_of = (accounts: DemoAccount[]): Record<string, { username: string; password: string }> => {
  const users: Record<string, { username: string; password: string }> = {}
  for (const { role, username, password } of accounts) users[role] ??= { username, password }
  return users
}

/** Only houses with patients are announced; the sign-in page names the accounts of the others. */
export const is_living = (code: string): boolean => find_demo_facility(code).patients > 0

export type Installation = { codes: string[]; web: string }

/** The hub's part: its staff, a system with full rights there, and a way in for each member. */
const hub_part = (web: string, members: string[], { hub, ...secrets }: DemoSecrets) => ({
  web,
  fhir: `${web}/fhir`,
  users: users_of(hub_accounts({ hub, ...secrets })),
  client: hub.client,
  facility_clients: members.flatMap((facility) => {
    const member = hub.members[facility]
    return member ? [{ facility, client_id: member.client_id, client_secret: member.client_secret }] : []
  }),
})

export const ready_line = (installations: Installation[], secrets: DemoSecrets, hub_web?: string): string => {
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
  const members = installations.flatMap(({ codes }) => codes)
  const hub = hub_web === undefined ? {} : { hub: hub_part(hub_web, members, secrets) }
  return `READY ${JSON.stringify({ facilities, ...hub })}`
}
