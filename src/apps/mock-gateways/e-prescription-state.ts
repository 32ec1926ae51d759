import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { code_in, judge_national, replaces_words } from '../../standards/e-prescription/index.ts'

type Json = Record<string, unknown>
export type MockSale = { invoice: string; pharmacy: string; lines: { line: string; quantity: number }[] }
export type MockPrescription = { body: Json; checksum: string; replaced_by: string; sales: MockSale[] }

export type MockState = {
  prescriptions: Map<string, MockPrescription>
  doctors: Set<string>
  save(): void
}

/** Codes compare without case. */
export const key_of = (code: unknown): string => (typeof code === 'string' ? code.trim().toLowerCase() : '')

export const open_state = (path: string | undefined): MockState => {
  const kept =
    path && existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as { prescriptions: [string, MockPrescription][]; doctors: string[] })
      : undefined
  const prescriptions = new Map(kept?.prescriptions)
  const doctors = new Set(kept?.doctors)
  const save = (): void => {
    if (path) writeFileSync(path, JSON.stringify({ prescriptions: [...prescriptions], doctors: [...doctors] }))
  }
  return { prescriptions, doctors, save }
}

export type Verdict = { status: number; body: unknown }

export const refusal = (...errors: string[]): Verdict => ({ status: 422, body: { danh_sach_cac_loi: errors } })

/** Takes a prescription as the system would: in form, and its code never used before. */
export const take_prescription = (state: MockState, facility: string, body: unknown): Verdict => {
  const { prescription, issues } = judge_national(body)
  if (!prescription) return refusal(...issues.map(({ message }) => message))
  const json = body as Json
  const key = key_of(json['ma_don_thuoc'])
  if (prescription.facility.code.toLowerCase() !== facility.toLowerCase())
    return refusal(`Mã đơn thuốc không bắt đầu bằng mã cơ sở ${facility}`)
  if (state.prescriptions.has(key)) return refusal(`Mã đơn thuốc ${String(json['ma_don_thuoc'])} đã được sử dụng`)
  const checksum = Buffer.from(key).toString('base64url')
  state.prescriptions.set(key, { body: json, checksum, replaced_by: '', sales: [] })
  const note = typeof json['luu_y'] === 'string' ? json['luu_y'] : ''
  const old = note.startsWith(replaces_words) ? state.prescriptions.get(key_of(national(code_in(note)))) : undefined
  if (old) old.replaced_by = String(json['ma_don_thuoc'])
  state.save()
  return { status: 200, body: { success: `Gửi đơn thuốc ${String(json['ma_don_thuoc'])} thành công`, checksum } }
}

/** `T` of our codes is `y` there. */
const national = (code: string | undefined): string => (code ?? '').replace(/-T$/, '-y')

const sold = ({ sales }: MockPrescription, line: string): number =>
  sales.flatMap(({ lines }) => lines).reduce((sum, one) => sum + (one.line === line ? one.quantity : 0), 0)

const lines_of = ({ body }: MockPrescription): Json[] =>
  Array.isArray(body['thong_tin_don_thuoc']) ? (body['thong_tin_don_thuoc'] as Json[]) : []

const to_told = ({ invoice, pharmacy, lines }: MockSale): Json => ({
  ...{ ma_hoa_don: invoice, ma_co_so_cung_ung_thuoc: pharmacy },
  thong_tin_thuoc: lines.map(({ line, quantity }) => ({ ma_thuoc_da_ke_don: line, so_luong_ban: quantity })),
})

/** @param tells_sales also which invoice of which pharmacy: the spec does not say that it does */
export const read_prescription = (state: MockState, code: string, tells_sales = false): Verdict => {
  const found = state.prescriptions.get(key_of(code))
  if (!found) return { status: 404, body: { message: 'Không tìm thấy đơn thuốc' } }
  return {
    status: 200,
    body: {
      ...found.body,
      ma_don_thay_the: found.replaced_by,
      ...(tells_sales ? { danh_sach_ban: found.sales.map(to_told) } : {}),
      thong_tin_don_thuoc: lines_of(found).map((line) => ({
        ...line,
        so_luong_ban: sold(found, String(line['ma_thuoc'])),
      })),
    },
  }
}

const line_faults = (found: MockPrescription, wish: Json): string[] => {
  const line = lines_of(found).find((one) => one['ma_thuoc'] === wish['ma_thuoc_da_ke_don'])
  if (!line) return [`Thuốc ${String(wish['ma_thuoc_da_ke_don'])} không có trong đơn`]
  const quantity = Number(wish['so_luong_ban'])
  if (!(quantity > 0)) return ['so_luong_ban phải lớn hơn 0']
  const before = sold(found, String(line['ma_thuoc']))
  return before + quantity > Number(line['so_luong'])
    ? [`${String(line['ten_thuoc'])}: bán ${quantity}, đã bán ${before}, vượt số lượng kê ${String(line['so_luong'])}`]
    : []
}

export const take_sale = (state: MockState, body: unknown): Verdict => {
  const json = typeof body === 'object' && body !== null ? (body as Json) : {}
  const found = state.prescriptions.get(key_of(json['ma_don_thuoc']))
  if (!found) return refusal(`Không có đơn thuốc ${String(json['ma_don_thuoc'])}`)
  if (found.replaced_by) return refusal(`Đơn đã được thay bằng đơn ${found.replaced_by}`)
  const needed = ['ma_hoa_don', 'ma_co_so_cung_ung_thuoc', 'ten_co_so_cung_ung_thuoc'].filter((name) => !json[name])
  if (needed.length > 0) return refusal(...needed.map((name) => `Thiếu ${name}`))
  const [invoice, pharmacy] = [String(json['ma_hoa_don']), String(json['ma_co_so_cung_ung_thuoc'])]
  if (found.sales.some((sale) => sale.invoice === invoice && sale.pharmacy === pharmacy))
    return refusal(`Hóa đơn ${invoice} đã được cập nhật`)
  const wishes = Array.isArray(json['thong_tin_thuoc']) ? (json['thong_tin_thuoc'] as Json[]) : []
  const faults = wishes.length === 0 ? ['Thiếu thong_tin_thuoc'] : wishes.flatMap((wish) => line_faults(found, wish))
  if (faults.length > 0) return refusal(...faults)
  const lines = wishes.map((wish) => ({
    line: String(wish['ma_thuoc_da_ke_don']),
    quantity: Number(wish['so_luong_ban']),
  }))
  found.sales.push({ invoice, pharmacy, lines })
  state.save()
  return { status: 200, body: { success: 'Cập nhật đơn thuốc thành công' } }
}
