import type { Controlled, ProductKind } from '../contract.ts'

/** One product of a list before it is written. */
export type ProductDraft = {
  code: string
  kind: ProductKind
  ingredient_code: string
  ingredient: string
  ingredients: string[]
  brand: string
  strength: string
  form: string
  route_code: string
  route: string
  unit: string
  registration: string
  price: number | null
  controlled: Controlled
  is_toxic: boolean
  valid_from: string | null
  valid_to: string | null
}

export type Severity = 'contraindicated' | 'conditional' | 'serious' | 'moderate'

export type InteractionDraft = {
  one: string[]
  other: string[]
  one_name: string
  other_name: string
  one_condition: string
  other_condition: string
  severity: Severity
  mechanism: string
  harm: string
  action: string
}

/** What a person should know of a file; an error keeps its line out and, unless told otherwise, the whole import. */
export type Problem = { severity: 'error' | 'warning'; line?: number; message: string }

export type Reading<Draft> = { drafts: Draft[]; problems: Problem[] }
