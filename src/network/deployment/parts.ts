/** Which registers stand on which part of a facility's page, in their order. */
export const kinds_of_part: Record<string, readonly string[]> = {
  'khao-sat': ['equipment', 'network', 'security', 'inspection', 'certificates', 'hosting', 'site_check', 'vendor'],
  'ho-so': ['document', 'council', 'decision', 'techniques', 'medicines', 'training', 'media'],
  'kinh-phi': ['package', 'shortage'],
  'kho-khan': ['difficulty', 'insurance'],
}

/** The survey stands on its part by itself; '' is the first part. */
export const part_of_kind = (kind: string): string =>
  kind === 'survey' ? 'khao-sat' : (Object.entries(kinds_of_part).find(([, kinds]) => kinds.includes(kind))?.[0] ?? '')
