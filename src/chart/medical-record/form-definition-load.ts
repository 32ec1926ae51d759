/**
 * Folder tree → expanded forms. A form may include a block (`forms/blocks/<name>.json`), start its numbering
 * (`number_from`), change an item of it (`override`) and put items after one (`insert_after`). Everything is checked
 * on the way: a form that does not hold together stops the house at start, with its file and the item's id.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { fields_of } from './form-definition.ts'
import type { Field, FormDefinition, Item, Section } from './form-definition.ts'
import { check_form } from './form-definition-check.ts'
import { to_figure } from './figure.ts'
import type { Figure } from './figure.ts'

type Raw = Record<string, unknown>
type Counter = { next: number | undefined }
type Blocks = (name: string) => Raw[]
type Figures = (id: string) => Figure

const is_raw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const raw_list = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(is_raw) : [])

function read_json(path: string): Raw {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8').normalize('NFC'))
    if (is_raw(value)) return value
  } catch (cause) {
    throw new Error(`${path}: không đọc được JSON`, { cause })
  }
  throw new Error(`${path}: không phải một đối tượng JSON`)
}

function numbered(item: Raw, counter: Counter): Raw {
  const { numbered: takes_number, ...rest } = item
  if (takes_number !== true || counter.next === undefined) return rest
  const number = counter.next++
  return { ...rest, number, label: `${number}. ${String(item.label)}` }
}

function expand_items(items: Raw[], blocks: Blocks, counter: Counter): Raw[] {
  return items.flatMap((item) => {
    if (typeof item.include !== 'string') return [numbered(item, counter)]
    return expand_include(item, item.include, blocks, counter)
  })
}

function expand_include(include: Raw, name: string, blocks: Blocks, counter: Counter): Raw[] {
  const override = is_raw(include.override) ? include.override : {}
  const insert_after = is_raw(include.insert_after) ? include.insert_after : {}
  const source = blocks(name)
  const known = new Set(source.map((item) => item.id))
  for (const id of [...Object.keys(override), ...Object.keys(insert_after)])
    if (!known.has(id)) throw new Error(`khối ${name} không có mục "${id}"`)
  const items = source.flatMap((item) => {
    const id = String(item.id ?? '')
    const change = override[id]
    return [is_raw(change) ? { ...item, ...change } : item, ...raw_list(insert_after[id])]
  })
  const from = include.number_from
  const expanded = expand_items(items, blocks, typeof from === 'number' ? { next: from } : counter)
  return typeof include.prefix === 'string' ? expanded.map(with_prefix(include.prefix)) : expanded
}

/** One block told twice, as the right eye and the left: every id of it, and what points at one, takes the prefix. */
const with_prefix =
  (prefix: string) =>
  (item: Raw): Raw => {
    const own = (id: unknown) => `${prefix}${String(id)}`
    return {
      ...item,
      ...(item.id === undefined ? {} : { id: own(item.id) }),
      ...(item.of === undefined ? {} : { of: own(item.of) }),
      ...(is_raw(item.visible_if) ? { visible_if: { ...item.visible_if, item: own(item.visible_if.item) } } : {}),
    }
  }

const with_figures =
  (figures: Figures) =>
  (item: Raw): Raw =>
    item.type === 'drawing' && Array.isArray(item.figures)
      ? { ...item, figures: item.figures.map((id) => figures(String(id))) }
      : item

/** One form's file, its includes resolved and its numbers written into the labels. */
export function expand_form(raw: Raw, blocks: Blocks, figures: Figures): FormDefinition {
  const sections = raw_list(raw.sections).map(({ number_from, ...section }) => ({
    ...section,
    items: expand_items(raw_list(section.items), blocks, {
      next: typeof number_from === 'number' ? number_from : undefined,
    }).map(with_figures(figures)),
  }))
  const form: unknown = { ...raw, sections }
  check_form(form)
  return form
}

function block_reader(dir: string): Blocks {
  const read = new Map<string, Raw[]>()
  return (name) => {
    const path = join(dir, 'blocks', `${name}.json`)
    if (!existsSync(path)) throw new Error(`không có khối "${name}"`)
    const items = read.get(name) ?? raw_list(read_json(path).items)
    read.set(name, items)
    return items
  }
}

function figure_reader(dir: string): Figures {
  const read = new Map<string, Figure>()
  const find = (id: string): Figure => {
    const path = join(dir, 'figures', `${id}.json`)
    if (!existsSync(path)) throw new Error(`không có hình "${id}"`)
    const figure = read.get(id) ?? to_figure(id, read_json(path), find)
    read.set(id, figure)
    return figure
  }
  return find
}

/** All forms under `dir`, by slug. Throws at the first that does not hold together. */
export function load_forms(dir: string): Map<string, FormDefinition> {
  const blocks = block_reader(dir)
  const figures = figure_reader(dir)
  const forms = new Map<string, FormDefinition>()
  for (const folder of readdirSync(dir).toSorted()) {
    const path = join(dir, folder, 'form.json')
    if (!existsSync(path)) continue
    forms.set(folder, load_form(path, folder, blocks, figures))
  }
  return forms
}

function load_form(path: string, folder: string, blocks: Blocks, figures: Figures): FormDefinition {
  const raw = read_json(path)
  if (raw.slug !== folder) throw new Error(`${path}: slug "${String(raw.slug)}" khác tên thư mục`)
  try {
    return expand_form(raw, blocks, figures)
  } catch (cause) {
    throw new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** Item by id, for readers that hold answers and want the question. */
export const field_index = (form: FormDefinition): Map<string, Field> =>
  new Map(fields_of(form).map((field) => [field.id, field]))

export type { Item, Section }
