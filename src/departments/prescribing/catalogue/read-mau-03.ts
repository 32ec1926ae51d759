import { tidy_spaces } from '../../../base/text/index.ts'
import { is_real_date } from '../../../base/time/index.ts'
import { controlled_of, product_kind_of } from './controlled.ts'
import type { Problem, ProductDraft, Reading } from './draft.ts'
import { ingredient_keys } from './ingredient-name.ts'
import { product_code } from './product-code.ts'
import { to_route } from './routes.ts'

type Entry = Record<string, unknown>

export const is_mau_03 = (value: unknown): value is Entry[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'object' && one !== null && 'TEN_THUOC' in one && 'TEN_HOAT_CHAT' in one)

const text = (entry: Entry, name: string): string => {
  const value = entry[name]
  return typeof value === 'string' || typeof value === 'number' ? tidy_spaces(String(value)) : ''
}

/** "20251019" → "2025-10-19"; anything else is no day. */
const to_day = (digits: string): string | null => {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(digits)
  return match && is_real_date(Number(match[1]), Number(match[2]), Number(match[3]))
    ? `${match[1]}-${match[2]}-${match[3]}`
    : null
}

/** "viên", "Chai/\nLọ/\nỐng": the first word, with one capital. */
const to_unit = (said: string): string => {
  const first = (said.split('/')[0] ?? '').trim()
  return first.charAt(0).toLocaleUpperCase('vi') + first.slice(1).toLocaleLowerCase('vi')
}

const to_draft = (entry: Entry): ProductDraft => {
  const ingredient = text(entry, 'TEN_HOAT_CHAT').replace(/\*+$/, '')
  const ingredients = ingredient_keys(ingredient)
  const registration = text(entry, 'SO_DANG_KY')
  const price = Number(text(entry, 'DON_GIA'))
  const draft = {
    kind: product_kind_of(registration, `${text(entry, 'TEN_THUOC')} ${text(entry, 'DANG_BAO_CHE')}`),
    // A number read by a spreadsheet loses its last nought: "40.22" may be 40.220; it is kept as it came.
    ingredient_code: text(entry, 'MA_THUOC'),
    ...{ ingredient, ingredients, registration },
    brand: text(entry, 'TEN_THUOC'),
    strength: text(entry, 'HAM_LUONG'),
    form: text(entry, 'DANG_BAO_CHE'),
    ...to_route(text(entry, 'MA_DUONG_DUNG'), text(entry, 'DUONG_DUNG')),
    unit: to_unit(text(entry, 'DON_VI_TINH')),
    price: Number.isFinite(price) && price > 0 ? price : null,
    controlled: controlled_of(ingredients),
    is_toxic: false,
    valid_from: to_day(text(entry, 'TU_NGAY')),
    valid_to: to_day(text(entry, 'DEN_NGAY') || text(entry, 'DENNGAY')),
  }
  return { code: product_code(draft), ...draft }
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? null : one > other ? one : other

/** One drug won in several bids is one product: the newest price, in force as long as any bid is. */
const join_bids = (one: ProductDraft, other: ProductDraft): ProductDraft => {
  const newest = (other.valid_from ?? '') > (one.valid_from ?? '') ? other : one
  return { ...newest, valid_to: later(one.valid_to, other.valid_to) }
}

const fault_of = (draft: ProductDraft): string | undefined => {
  if (draft.brand === '' && draft.ingredient === '') return 'không có tên thuốc, tên hoạt chất'
  if (draft.unit === '') return `“${draft.brand}” không có đơn vị tính`
  return undefined
}

/** Mẫu 03 of the Social Insurance: a hospital's drugs with their bids, as a JSON array. */
export const read_mau_03 = (entries: Entry[]): Reading<ProductDraft> => {
  const problems: Problem[] = []
  const drafts = new Map<string, ProductDraft>()
  for (const [i, entry] of entries.entries()) {
    const draft = to_draft(entry)
    const fault = fault_of(draft)
    if (fault) {
      problems.push({ severity: 'error', line: i + 1, message: fault })
      continue
    }
    if (draft.ingredients.length === 0)
      problems.push({
        severity: 'warning',
        line: i + 1,
        message: `“${draft.brand}”: không đọc được hoạt chất; khi kê, các phép kiểm theo hoạt chất không chạy được`,
      })
    const before = drafts.get(draft.code)
    drafts.set(draft.code, before ? join_bids(before, draft) : draft)
  }
  return { drafts: [...drafts.values()], problems }
}
