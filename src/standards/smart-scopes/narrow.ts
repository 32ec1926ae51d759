import { print_scope, type Scope } from './scope.ts'

const same = (one: Scope, other: Scope): boolean => print_scope(one) === print_scope(other)

/** What both allow, undefined when that is nothing. */
const narrow = (asked: Scope, bound: Scope): Scope | undefined => {
  if (asked.context !== bound.context) return undefined
  if (asked.type !== '*' && bound.type !== '*' && asked.type !== bound.type) return undefined
  const rights = [...asked.rights].filter((right) => bound.rights.includes(right)).join('')
  if (rights === '') return undefined
  const further = bound.filters.filter(
    ([name, value]) => !asked.filters.some(([own, known]) => own === name && known === value),
  )
  const both = {
    ...{ context: asked.context, type: asked.type === '*' ? bound.type : asked.type },
    ...{ rights, filters: [...asked.filters, ...further] },
  }
  const made = { ...both, text: print_scope(both) }
  return same(made, asked) ? asked : made
}

/** Whether `wide` allows all that `small` allows. */
const contains = (wide: Scope, small: Scope): boolean => {
  const both = narrow(small, wide)
  return both !== undefined && same(both, small)
}

/** What is asked for, as far as it is allowed; nothing stands in it twice. */
export const narrow_scopes = (asked: Scope[], bounds: Scope[]): Scope[] => {
  const found = asked.flatMap((one) => bounds.flatMap((bound) => narrow(one, bound) ?? []))
  return found.filter(
    (one, i) => !found.some((other, j) => i !== j && contains(other, one) && (!contains(one, other) || j < i)),
  )
}
