export const seen_names = [
  'taken',
  'corrections',
  'late',
  'refused',
  'held',
  'delivered',
  'received',
  'opened',
] as const

/** Columns of hub.day_count as one value. */
export const seen_json = (column: (name: string) => string): string =>
  `jsonb_build_object(${seen_names.map((name) => `'${name}', ${column(name)}`).join(', ')})`
