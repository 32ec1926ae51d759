/** One element in JSON: its value, and id and extensions of a primitive. null where only the other is there. */
export type Pair = { value: unknown; companion: unknown }

type Owner = Record<string, unknown>

const list_at = (owner: Owner, key: string): unknown[] => {
  const list = owner[key]
  return Array.isArray(list) ? [...(list as unknown[])] : []
}

const read_pairs = (owner: Owner, key: string): Pair[] => {
  const [values, companions] = [list_at(owner, key), list_at(owner, `_${key}`)]
  return Array.from({ length: Math.max(values.length, companions.length) }, (_none, i) => ({
    value: values[i] ?? null,
    companion: companions[i] ?? null,
  }))
}

const write_side = (owner: Owner, key: string, side: unknown[]): void => {
  if (side.some((one) => one !== null)) owner[key] = side
  else delete owner[key]
}

export const list_length = (owner: Owner, key: string): number =>
  Math.max(list_at(owner, key).length, list_at(owner, `_${key}`).length)

/** R4 §2.6.2.3: `given` and `_given` go together item by item; each change moves both. */
export const edit_list = (owner: Owner, key: string, change: (pairs: Pair[]) => void): void => {
  const pairs = read_pairs(owner, key)
  change(pairs)
  write_side(
    owner,
    key,
    pairs.map((pair) => pair.value ?? null),
  )
  write_side(
    owner,
    `_${key}`,
    pairs.map((pair) => pair.companion ?? null),
  )
}

export const write_single = (owner: Owner, key: string, pair: Pair | undefined): void => {
  const set = (name: string, value: unknown): void => {
    if (value === undefined || value === null) delete owner[name]
    else owner[name] = value
  }
  set(key, pair?.value)
  set(`_${key}`, pair?.companion)
}
