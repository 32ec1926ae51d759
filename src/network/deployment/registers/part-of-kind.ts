/** On which page of a facility a register stands: the last part of the page's path. Every kind stands on exactly one. */
export const kinds_of_part: Readonly<Record<string, readonly string[]>> = {
  'khao-sat': [
    ...['survey', 'equipment', 'network', 'security', 'inspection', 'certificates', 'hosting', 'site_check', 'vendor'],
  ],
  'ho-so': ['document', 'council', 'decision', 'techniques', 'medicines', 'training', 'media'],
  'kinh-phi': ['package', 'shortage'],
  'kho-khan': ['difficulty', 'insurance'],
}

const parts = new Map(Object.entries(kinds_of_part).flatMap(([part, kinds]) => kinds.map((kind) => [kind, part])))

/** `''`, the facility's first page, for a kind nobody keeps. */
export const part_of_kind = (kind: string): string => parts.get(kind) ?? ''

/** Where a line of this register is read and written. */
export const page_of_kind = (facility: string, kind: string): string => `/so/co-so/${facility}/${part_of_kind(kind)}`
