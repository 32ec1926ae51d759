import { fold } from '../../../base/text/index.ts'
import type { Table } from '../../../standards/spreadsheet/index.ts'
import { controlled_of, product_kind_of } from './controlled.ts'
import type { Problem, ProductDraft, Reading } from './draft.ts'
import { ingredient_keys } from './ingredient-name.ts'
import { product_code } from './product-code.ts'
import { to_route } from './routes.ts'

/** Header words, without case, marks and signs. */
const plain = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const columns = {
  brand: ['biet duoc', 'ten thuoc', 'ten biet duoc', 'ten thuong mai'],
  ingredient: ['hoat chat ham luong', 'hoat chat', 'ten hoat chat'],
  strength: ['ham luong', 'nong do ham luong'],
  form: ['dang bao che'],
  route: ['duong dung'],
  unit: ['don vi tinh', 'don vi', 'dvt'],
  registration: ['so dang ky', 'sdk', 'so dk'],
  price: ['don gia', 'gia'],
  notes: ['notes', 'ghi chu', 'tinh trang'],
} as const
type Column = keyof typeof columns

const places_of = (header: string[]): Partial<Record<Column, number>> => {
  const names = header.map(plain)
  const places: Partial<Record<Column, number>> = {}
  for (const [column, wanted] of Object.entries(columns) as [Column, readonly string[]][]) {
    const at = names.findIndex((name) => wanted.includes(name))
    if (at >= 0) places[column] = at
  }
  return places
}

export const is_formulary = ({ header }: Table): boolean => {
  const places = places_of(header)
  return places.brand !== undefined && places.ingredient !== undefined
}

const amount = /\d+(?:[.,]\d+)*\s*(?:mg|mcg|µg|g|ml|iu|ui|đvqt|%)(?:\s*\/\s*\d*(?:[.,]\d+)?\s*(?:ml|g|mg|viên|liều))?/iu

/** "Savi Acarbose 100 [100mg]": what stands in the brackets is the strength, or the ingredient once more. */
const split_brand = (said: string): { brand: string; told: string } => {
  const match = /^(.*?)\s*\[([^\]]*)\]?\s*$/.exec(said)
  return { brand: (match?.[1] || said).trim(), told: match?.[2] ?? '' }
}

/** Unit by form, where the list has none: a tablet is counted in tablets. */
const units: [RegExp, string][] = [
  [/viên|nang|nén/iu, 'Viên'],
  [/gói|cốm|bột pha (uống|hỗn dịch)/iu, 'Gói'],
  [/ống/iu, 'Ống'],
  [/tuýp|kem|gel|mỡ/iu, 'Tuýp'],
  [/tiêm|truyền|lọ/iu, 'Lọ'],
  [/chai|siro|si rô|dung dịch|hỗn dịch|nhỏ|xịt|khí dung/iu, 'Chai'],
]
const unit_of = (form: string): string => units.find(([pattern]) => pattern.test(form))?.[1] ?? ''

/** A hospital's formulary as a table of names: no codes, strengths inside the names, half of forms and routes empty. */
export const read_formulary = ({ header, rows }: Table): Reading<ProductDraft> => {
  const places = places_of(header)
  const problems: Problem[] = []
  const drafts = new Map<string, ProductDraft>()
  for (const { line, cells } of rows) {
    const cell = (column: Column): string => {
      const at = places[column]
      return at === undefined ? '' : (cells[at] ?? '').replaceAll('\n', ' ')
    }
    const { brand, told } = split_brand(cell('brand'))
    const ingredient = cell('ingredient') || (amount.test(told) ? '' : told)
    if (brand === '' && ingredient === '') {
      problems.push({ severity: 'error', line, message: 'không có tên thuốc' })
      continue
    }
    if (/^(ngừng|hết|không dùng|ngừng lưu hành)$/iu.test(cell('notes'))) continue
    const ingredients = ingredient_keys(ingredient)
    const form = cell('form')
    const price = Number(cell('price').replace(/[.\s]/g, ''))
    const product = {
      kind: product_kind_of(cell('registration'), `${brand} ${form}`),
      ingredient_code: '',
      ...{ ingredient, ingredients, brand, form },
      strength:
        cell('strength') || (amount.exec(told)?.[0] ?? amount.exec(ingredient)?.[0] ?? amount.exec(brand)?.[0] ?? ''),
      ...to_route('', cell('route')),
      unit: cell('unit') || unit_of(`${form} ${brand}`),
      registration: cell('registration'),
      price: price > 0 ? price : null,
      controlled: controlled_of(ingredients),
      is_toxic: false,
      valid_from: null,
      valid_to: null,
    }
    if (ingredients.length === 0)
      problems.push({ severity: 'warning', line, message: `“${brand}”: không đọc được hoạt chất` })
    const draft = { code: product_code(product), ...product }
    if (drafts.has(draft.code))
      problems.push({ severity: 'warning', line, message: `“${brand}” ghi hai lần; lấy dòng sau` })
    drafts.set(draft.code, draft)
  }
  return { drafts: [...drafts.values()], problems }
}
