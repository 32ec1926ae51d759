import { is_object } from '../fhir/index.ts'
import { companion_of, type Place } from '../fhirpath/index.ts'
import { edit_list, write_single, type Pair } from './edit-list.ts'

type Owner = Record<string, unknown>

const at_place = (root: Owner, place: Place): unknown =>
  place.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)] as unknown
    return is_object(value) ? value[step] : undefined
  }, root)

const owner_at = (root: Owner, place: Place): Owner => {
  const owner = at_place(root, place)
  if (!is_object(owner)) throw new TypeError(`no object at ${place.join('.')}`)
  return owner
}

type Target = { owner_place: Place; key: string; index: number | undefined }

/** [name, 0, given, 1] is item 1 of `given` in name[0]. */
const target_of = (place: Place): Target => {
  const last = place.at(-1)
  if (typeof last === 'number') return { owner_place: place.slice(0, -2), key: String(place.at(-2)), index: last }
  return { owner_place: place.slice(0, -1), key: String(last), index: undefined }
}

/** The object that holds the children of what is at `place`: for a primitive the one beside it, made where needed. */
export const children_at = (root: Owner, place: Place): Owner => {
  const value = at_place(root, place)
  if (is_object(value)) return value
  const { owner_place, key, index } = target_of(place)
  const owner = owner_at(root, owner_place)
  const beside: Owner = {}
  if (index === undefined) return (owner[`_${key}`] ??= beside) as Owner
  edit_list(owner, key, (pairs) => {
    const pair = pairs[index]
    if (pair) pair.companion ??= beside
  })
  return at_place(root, companion_of(place)) as Owner
}

/** Over the element at `place`, under `key` (the type of a choice may change with the value). */
export const replace_at = (root: Owner, place: Place, key: string, pair: Pair): void => {
  const target = target_of(place)
  const owner = owner_at(root, target.owner_place)
  const { index } = target
  if (index !== undefined)
    return edit_list(owner, target.key, (pairs) => {
      pairs[index] = pair
    })
  if (target.key !== key) write_single(owner, target.key, undefined)
  write_single(owner, key, pair)
}

/** What is under `_given` is the companion of `given`: nothing of it left means null there, for the place is counted. */
const remove_companion = (root: Owner, { owner_place, key, index }: Target): void => {
  const owner = owner_at(root, owner_place)
  const base = key.slice(1)
  if (index === undefined) delete owner[key]
  else
    edit_list(owner, base, (pairs) => {
      const pair = pairs[index]
      if (pair && pair.value !== null) pair.companion = null
      else pairs.splice(index, 1)
    })
  if (Object.keys(owner).length === 0) remove_at(root, owner_place)
}

/** Takes an element away, and what would be left empty above it (R4 §2.6.2: nothing in JSON is empty). */
export const remove_at = (root: Owner, place: Place): void => {
  if (place.length === 0) return
  const target = target_of(place)
  if (target.key.startsWith('_')) return remove_companion(root, target)
  const owner = owner_at(root, target.owner_place)
  const { key, index } = target
  if (index === undefined) write_single(owner, key, undefined)
  else edit_list(owner, key, (pairs) => void pairs.splice(index, 1))
  if (Object.keys(owner).length === 0) remove_at(root, target.owner_place)
}
