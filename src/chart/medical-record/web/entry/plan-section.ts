/** How a section's items lie in the entry: what belongs together is entered together. */
import type { Answers } from '../../contract.ts'
import { is_field } from '../../form-definition.ts'
import type {
  BooleanItem,
  CodeItem,
  Field,
  FormDefinition,
  NumberItem,
  Section,
  TextItem,
} from '../../form-definition.ts'

export type Block =
  | { kind: 'heading'; label: string; key: string }
  | { kind: 'known'; fields: Field[]; key: string }
  | { kind: 'vitals'; fields: NumberItem[]; key: string }
  | { kind: 'ticks'; fields: BooleanItem[]; key: string }
  | { kind: 'coded'; text: TextItem; code: CodeItem; key: string }
  | { kind: 'field'; field: Field; key: string }

export const is_visible = (field: Field, answers: Answers): boolean => {
  if (!field.visible_if) return true
  const value = answers[field.visible_if.item]
  const told = Array.isArray(value) ? value.map(String) : [String(value ?? '')]
  return told.includes(field.visible_if.equals)
}

export const is_empty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const is_text = (field: Field): field is TextItem => field.type === 'text' || field.type === 'long-text'

type Plan = { answers: Answers; is_known: (field: Field) => boolean }

const merge_runs = (blocks: Block[]): Block[] => {
  const merged: Block[] = []
  for (const block of blocks) {
    const last = merged.at(-1)
    if (last?.kind === 'known' && block.kind === 'known') last.fields.push(...block.fields)
    else if (last?.kind === 'vitals' && block.kind === 'vitals') last.fields.push(...block.fields)
    else if (last?.kind === 'ticks' && block.kind === 'ticks') last.fields.push(...block.fields)
    else merged.push(block)
  }
  return merged
}

export const plan_section = (section: Section, { answers, is_known }: Plan): Block[] => {
  const codes = new Map<string, CodeItem>()
  for (const item of section.items) if (item.type === 'code' && item.of !== undefined) codes.set(item.of, item)
  const texts = new Set(
    section.items
      .filter(is_field)
      .filter(is_text)
      .map((item) => item.id),
  )
  const block_of = (field: Field): Block[] => {
    const key = field.id
    if (!is_visible(field, answers)) return []
    if (is_known(field)) return [{ kind: 'known', fields: [field], key }]
    if (field.type === 'code' && field.of !== undefined && texts.has(field.of)) {
      const text = section.items.find((item) => item.type !== 'heading' && item.id === field.of)
      // its text is known from elsewhere but the code is not: the code is asked alone
      return text && is_field(text) && is_known(text) ? [{ kind: 'field', field, key }] : []
    }
    const code = codes.get(field.id)
    if (is_text(field) && code && !is_known(code)) return [{ kind: 'coded', text: field, code, key }]
    if (field.type === 'vital') return [{ kind: 'vitals', fields: [field], key }]
    if (field.type === 'boolean') return [{ kind: 'ticks', fields: [field], key }]
    return [{ kind: 'field', field, key }]
  }
  return merge_runs(
    section.items.flatMap((item, index): Block[] =>
      is_field(item) ? block_of(item) : [{ kind: 'heading', label: item.label, key: `h${index}` }],
    ),
  )
}

/** Boxes that are due and empty, in order: what the section still wants. */
export const due_fields = (section: Section, plan: Plan): Field[] =>
  section.items
    .filter(is_field)
    .filter(
      (field) =>
        field.required === true &&
        field.type !== 'signature' &&
        !field.auto &&
        !field.computed &&
        !plan.is_known(field) &&
        is_visible(field, plan.answers) &&
        is_empty(plan.answers[field.id]),
    )

const is_typed = (section: Section, plan: Plan): boolean =>
  section.items
    .filter(is_field)
    .some((field) => field.type !== 'signature' && !field.auto && !field.computed && !plan.is_known(field))

/** Where the hand begins: the first section with something due, else the first that is typed at all. */
export const first_section = (form: FormDefinition, plan: Plan): number => {
  const due = form.sections.findIndex((section) => section.stage !== 'close' && due_fields(section, plan).length > 0)
  return due >= 0
    ? due
    : Math.max(
        0,
        form.sections.findIndex((section) => is_typed(section, plan)),
      )
}

export const section_of = (form: FormDefinition, item: string): number =>
  form.sections.findIndex((section) => section.items.some((one) => one.id === item))
