import {
  launch_scopes,
  narrow_scopes,
  scope_list,
  split_scopes,
  type Scope,
} from '../../standards/smart-scopes/index.ts'
import { rights_for, type Client } from '../access/index.ts'
import { can_restrict } from '../records/index.ts'

const launch_names: ReadonlySet<string> = new Set(launch_scopes)
/** Who is there may be asked by every app that acts for a person. */
const for_everyone = new Set(['openid', 'fhirUser', 'profile', 'online_access'])

/** The scopes of a list that are no rights over resources, as far as they are known. */
const launch_scopes_of = (text: string | undefined): string[] =>
  split_scopes(text).filter((one) => launch_names.has(one))

/** Rights whose restriction the store can hold to; the others are not given at all. */
export const clinical_scopes_of = (text: string | undefined): Scope[] => scope_list(text).filter(can_restrict)

/** What a role may do with resources: no app gives a person more than she has. */
const scopes_of_role = (role: string): Scope[] => {
  const may = rights_for(role)
  const rights = `${may.includes('fhir.write') ? 'c' : ''}${may.includes('fhir.read') ? 'r' : ''}${may.includes('fhir.write') ? 'ud' : ''}${may.includes('fhir.read') ? 's' : ''}`
  return rights === '' ? [] : scope_list(`patient/*.${rights} user/*.${rights}`)
}

type Narrowed = { clinical: Scope[]; launch: string[] }

const within_registration = (asked: string, registered: string): Narrowed => {
  const known = new Set(split_scopes(registered))
  return {
    clinical: narrow_scopes(clinical_scopes_of(asked), clinical_scopes_of(registered)),
    launch: launch_scopes_of(asked).filter((one) => for_everyone.has(one) || known.has(one)),
  }
}

/** What an app may be given for this person: asked ∩ registered ∩ the person's role. */
export const grantable = (asked: string, registered: string, role: string): Narrowed => {
  const { clinical, launch } = within_registration(asked, registered)
  return { clinical: narrow_scopes(clinical, scopes_of_role(role)), launch }
}

/** What a system is given: asked ∩ registered; what it is registered for when it does not ask. */
export const system_scope = (asked: string | undefined, registered: string): string => {
  const bounds = clinical_scopes_of(registered).filter(({ context }) => context === 'system')
  const found = asked === undefined ? bounds : narrow_scopes(clinical_scopes_of(asked), bounds)
  return found.map(({ text }) => text).join(' ')
}

/** What of a grant a token gets that asks for some of it: no more than the app is registered for today. */
export const granted_scope = (asked: string, granted: string, registered: string): string => {
  const { clinical, launch } = within_registration(asked, registered)
  const allowed = new Set(split_scopes(granted))
  return [
    ...launch.filter((one) => allowed.has(one)),
    ...narrow_scopes(clinical, clinical_scopes_of(granted)).map(({ text }) => text),
  ].join(' ')
}

/** What is wrong with the scopes an app shall be registered with; undefined when nothing is. */
export const wrong_scope = ({ kind, scope }: Pick<Client, 'kind' | 'scope'>): string | undefined =>
  split_scopes(scope).find((one) => {
    if (launch_names.has(one)) return kind === 'backend'
    const [clinical] = scope_list(one)
    return !clinical || !can_restrict(clinical) || (clinical.context === 'system') !== (kind === 'backend')
  })
