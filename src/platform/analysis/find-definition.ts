import { Failure, fail } from '../../base/outcome/index.ts'
import { is_object, parse_exact, text_of } from '../../standards/fhir/index.ts'
import type { Caller } from '../audit/index.ts'
import { resource_of, type Store } from '../records/index.ts'
import { find_view, find_view_by_canonical, type OwnView } from './own-views.ts'
import type { RunWish } from './read-wish.ts'

const known_view = (view: OwnView | undefined, name: string): OwnView => {
  if (!view) throw fail.not_found(`Không có khung nhìn “${name.slice(0, 200)}”`)
  return view
}

/** A hospital's own view: the JSON inside a Binary of the facility. */
const in_binary = async (store: Store, caller: Caller, id: string): Promise<unknown> => {
  const binary = resource_of(await store.read(caller, 'Binary', id))
  const data = text_of(binary['data'])
  if (data === undefined || !/json/.test(text_of(binary['contentType']) ?? ''))
    throw fail.value(`Binary/${id} không chứa một ViewDefinition dạng JSON`, 'viewReference')
  const definition = parse_exact(Buffer.from(data, 'base64').toString('utf8'))
  if (is_object(definition) && definition['resourceType'] === 'ViewDefinition') return definition
  throw fail.value(`Binary/${id} không chứa một ViewDefinition`, 'viewReference')
}

const by_reference = (store: Store, caller: Caller, base: string, reference: string): Promise<unknown> => {
  const local = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  const [type, id = '', more] = local.split('/')
  if (more === undefined && type === 'Binary' && id !== '') return in_binary(store, caller, id)
  return Promise.resolve(known_view(type === 'ViewDefinition' ? find_view(id) : undefined, reference))
}

/** The view that was asked for: named by the address, or in exactly one of three ways. */
export const find_definition = async (
  store: Store,
  caller: Caller,
  place: { base: string; id: string },
  { view }: RunWish,
): Promise<unknown> => {
  const ways = Object.keys(view).length
  if (place.id !== '') {
    if (ways > 0) throw fail.invalid('Địa chỉ đã nói khung nhìn nào: bỏ viewResource, viewReference, viewCanonical')
    return known_view(find_view(place.id), place.id)
  }
  if (ways !== 1) {
    const message = 'Cần đúng một trong viewResource, viewReference, viewCanonical'
    throw new Failure(400, [{ severity: 'error', code: 'required', message, expression: 'viewResource' }])
  }
  if (view.canonical !== undefined) return known_view(find_view_by_canonical(view.canonical), view.canonical)
  if (view.reference !== undefined) return by_reference(store, caller, place.base, view.reference)
  return view.resource
}
