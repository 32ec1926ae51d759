import { canonical } from '../../standards/fhir/index.ts'
import type { Field, FormDefinition, Item } from './form-definition.ts'

/** Canonical address of a form's Questionnaire, with its version. */
export const questionnaire_url = (form: FormDefinition): string =>
  `${canonical.questionnaire}/${form.slug}|${form.version}`

export const slug_of_questionnaire = (url: string): string => url.split('|')[0]?.split('/').pop() ?? ''

const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition'
const own = 'https://benhanmo.vn/fhir/StructureDefinition'

const fhir_type: Record<Field['type'], string> = {
  text: 'string',
  'long-text': 'text',
  number: 'decimal',
  vital: 'string',
  boolean: 'boolean',
  choice: 'choice',
  'multi-choice': 'choice',
  date: 'string',
  datetime: 'string',
  code: 'string',
  table: 'group',
  drawing: 'attachment',
  signature: 'display',
}

const options_of = (options: { code: string; label: string }[] | undefined) =>
  options
    ? { answerOption: options.map((option) => ({ valueCoding: { code: option.code, display: option.label } })) }
    : {}

const extensions_of = (field: Field): Record<string, unknown> => {
  const extension: Record<string, unknown>[] = []
  if (field.bind) extension.push({ url: `${own}/bind`, valueString: field.bind })
  if (field.observe) extension.push({ url: `${sdc}/sdc-questionnaire-observationExtract`, valueBoolean: true })
  if (field.type === 'number' && field.unit)
    extension.push({
      url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
      valueCoding: { display: field.unit },
    })
  return extension.length > 0 ? { extension } : {}
}

/** Headings repeat from section to section; a linkId stands once in a Questionnaire (R4 que-2). */
const to_item = (item: Item, section: string, i: number): Record<string, unknown> => {
  if (item.type === 'heading') return { linkId: `heading-${section}-${i}`, text: item.label || ' ', type: 'display' }
  const base = {
    ...extensions_of(item),
    linkId: item.id,
    ...(item.observe
      ? { code: [{ system: 'http://loinc.org', code: item.observe.code, display: item.observe.display }] }
      : {}),
    text: item.label || item.id,
    type: fhir_type[item.type],
    ...(item.type === 'signature'
      ? {}
      : {
          required: item.required === true,
          repeats: item.repeatable === true || item.type === 'table' || item.type === 'multi-choice',
        }),
  }
  if (item.type === 'choice' || item.type === 'multi-choice') return { ...base, ...options_of(item.options) }
  if (item.type !== 'table') return base
  return {
    ...base,
    item: item.columns.map((column) => ({
      linkId: `${item.id}.${column.id}`,
      text: column.label || column.id,
      type: column.type === 'boolean' ? 'boolean' : column.type === 'choice' ? 'choice' : 'string',
      ...options_of(column.options),
    })),
  }
}

/** R4 Questionnaire of a form: sections are groups, boxes are items, linkIds are the item ids. */
export const to_questionnaire = (form: FormDefinition): Record<string, unknown> => ({
  resourceType: 'Questionnaire',
  id: form.slug,
  url: `${canonical.questionnaire}/${form.slug}`,
  version: form.version,
  name: `Form_${form.slug.replaceAll('-', '_')}`,
  title: form.title,
  status: 'active',
  subjectType: ['Patient'],
  effectivePeriod: { start: form.law.valid_from, ...(form.law.valid_to ? { end: form.law.valid_to } : {}) },
  copyright: form.law.source,
  ...(form.code ? { identifier: [{ system: 'https://benhanmo.vn/fhir/sid/form-code', value: form.code }] } : {}),
  item: form.sections.map((section) => ({
    linkId: `section-${section.id}`,
    text: section.title || ' ',
    type: 'group',
    item: section.items.map((item, i) => to_item(item, section.id, i)),
  })),
})
