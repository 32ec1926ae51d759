import { fail, Failure, type Issue } from '../../base/outcome/index.ts'
import { demand, find_facility, may } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { new_id, resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { national_code, type NationalSale } from '../../standards/e-prescription/index.ts'
import { find_connection } from './connection.ts'
import type { DispensingLine, DispensingView, SaleWish, Sold, SoldView } from './contract.ts'
import { answer_by_sales, with_letter_now } from './answer-letter.ts'
import { find_anywhere } from './find-prescription.ts'
import { find_own, get_code, national_line, view_of, type Found } from './look-up.ts'
import { to_dispense } from './medication-dispense.ts'
import { put_sale_report, status_of } from './outbox.ts'
import type { Pump } from './pump.ts'
import { hand_over, put_sale } from './sale-store.ts'

type Asked = Omit<Found, 'prescription' | 'source' | 'replaced_by'>

const note = (unit: Unit, code: string, interaction: string, action: 'R' | 'E'): void =>
  unit.note({
    action,
    interaction,
    type: 'MedicationDispense',
    ref: `MedicationRequest?group-identifier=${code}`,
    detail: code,
  })

/** By the code, or the text of the QR. */
export const look_up = async (store: Store, pump: Pump, caller: Caller, text: string): Promise<DispensingView> => {
  demand(caller, 'prescription.dispense')
  const code = get_code(text)
  const found = await find_anywhere(store, pump, caller, code)
  return store.unit(caller, async (unit) => {
    note(unit, code, 'look-up', 'R')
    return view_of(unit, found)
  })
}

/** What was bought of our own prescription, here and elsewhere: for who wrote it. @throws 404 one of another house */
export const view_sold = async (store: Store, pump: Pump, caller: Caller, text: string): Promise<SoldView> => {
  if (!may(caller, 'prescription.dispense')) demand(caller, 'prescription.write')
  const code = get_code(text)
  if (!(await store.unit(caller, (unit) => find_own(unit, code)))) throw fail.not_found(`Không có đơn ${code} tại đây`)
  const found = await find_anywhere(store, pump, caller, code)
  return store.unit(caller, async (unit) => {
    note(unit, code, 'view-sold', 'R')
    const { lines } = await view_of(unit, found)
    return {
      unasked: found.is_unasked ? 'Chưa hỏi được hệ thống đơn thuốc quốc gia; chỉ đếm lượng cấp tại đơn vị' : '',
      lines: lines.map(({ name, unit: each, prescribed, sold }) => ({ name, unit: each, prescribed, sold })),
    }
  })
}

const words = (value: number): string => String(value).replace('.', ',')

const check_line = (line: DispensingLine | undefined, wish: SaleWish['lines'][number], i: number): Issue[] => {
  const issue = (message: string): Issue[] => [
    { severity: 'error', code: 'business-rule', message, expression: `lines[${i}].quantity` },
  ]
  if (!line) return issue(`Đơn không có dòng thuốc ${wish.id}`)
  if (!(wish.quantity > 0)) return issue(`${line.name}: số cấp phải lớn hơn 0`)
  if (wish.quantity <= line.left) return []
  const before = line.sold > 0 ? `, đã cấp ${words(line.sold)}` : ''
  return issue(
    `${line.name}: kê ${words(line.prescribed)} ${line.unit}${before}; chỉ cấp được thêm ${words(line.left)}`,
  )
}

const check_wish = (view: DispensingView, { lines, invoice }: SaleWish): void => {
  if (view.refusal !== '') throw fail.rule(view.refusal)
  if (lines.length === 0) throw fail.value('Chưa ghi số lượng thuốc cấp', 'lines')
  if (invoice.trim() === '') throw fail.value('Ghi số hóa đơn, phiếu cấp', 'invoice')
  if (new Set(lines.map(({ id }) => id)).size < lines.length) throw fail.value('Một dòng thuốc ghi hai lần', 'lines')
  const issues = lines.flatMap((wish, i) =>
    check_line(
      view.lines.find(({ id }) => id === wish.id),
      wish,
      i,
    ),
  )
  if (issues.length > 0) throw new Failure(422, issues)
}

const report_of = async (unit: Unit, found: Found, wish: SaleWish): Promise<NationalSale | undefined> => {
  const { facility } = unit.caller
  const connection = await find_connection(unit.sql, facility)
  if (!connection || connection.pharmacy_base_url === '') return undefined
  const { pharmacy } = connection
  const name = pharmacy.name || ((await find_facility(unit.sql, facility))?.name ?? '')
  return {
    ma_don_thuoc: national_code(found.prescription.code),
    thong_tin_thuoc: wish.lines.flatMap(({ id, quantity, substitute }) => {
      const line = found.prescription.lines.find((one) => one.id === id)
      if (!line) return []
      const code = national_line(found, line)
      return [
        {
          ...{ ma_thuoc_da_ke_don: code, ma_thuoc: code, so_luong: line.quantity, so_luong_ban: quantity },
          biet_duoc: substitute || line.brand || line.ingredient,
          ...{ ten_thuoc: line.ingredient, don_vi_tinh: line.unit, cach_dung: line.directions },
        },
      ]
    }),
    ma_co_so_cung_ung_thuoc: pharmacy.code || facility,
    ten_co_so_cung_ung_thuoc: name,
    so_dien_thoai_co_so_cung_ung_thuoc: pharmacy.phone,
    dia_chi_co_so_cung_ung_thuoc: pharmacy.address,
    ma_hoa_don: wish.invoice.trim(),
  }
}

/** Our own request whose last piece went out is completed; the status is all that moves of it. */
const complete_requests = async (unit: Unit, view: DispensingView): Promise<void> => {
  for (const { id, left } of view.lines) {
    const stored = left === 0 ? await unit.find('MedicationRequest', id) : undefined
    const request = stored && resource_of(stored)
    if (request?.['status'] === 'active') await unit.update({ ...request, status: 'completed' })
  }
}

const write_sale = async (
  unit: Unit,
  found: Found,
  wish: SaleWish,
): Promise<{ sale: string; is_reported: boolean }> => {
  const { caller } = unit
  const { code } = found.prescription
  const sale = new_id()
  const sold_at = new Date()
  const dispenses = wish.lines.map((line) => to_dispense(found, line, { sold_at, caller, id: new_id() }))
  const lines = wish.lines.map(({ id, quantity }, i) => ({
    ...{ line: id, quantity },
    given: dispenses[i]?.name ?? '',
    dispense: dispenses[i]?.resource.id ?? '',
  }))
  const is_new = await put_sale(unit.sql, caller.facility, {
    ...{ id: sale, code, sold_at, lines, invoice: wish.invoice.trim() },
    ...{ seller: caller.actor.id, seller_name: caller.actor.name },
  })
  if (!is_new) throw fail.conflict(`Số hóa đơn ${wish.invoice.trim()} đã được dùng`)
  for (const { resource } of dispenses) await unit.create(resource)
  const payload = await report_of(unit, found, wish)
  if (payload) await put_sale_report(unit.sql, caller.facility, { id: sale, code, sender: caller.actor.id, payload })
  note(unit, code, 'dispense', 'E')
  return { sale, is_reported: payload !== undefined }
}

/** A sale that the national system refused: its lines never happened, and say so. */
export const undo_sale = async (store: Store, caller: Caller, code: string, sale: string): Promise<void> => {
  await store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<{ dispense: string; line: string }>(
      'SELECT dispense, line FROM eprescription.sale_line WHERE facility = $1 AND sale = $2',
      [caller.facility, sale],
    )
    for (const { dispense, line } of rows) {
      const stored = await unit.find('MedicationDispense', dispense)
      if (stored) await unit.update({ ...resource_of(stored), status: 'entered-in-error' })
      const request = await unit.find('MedicationRequest', line)
      const body = request && resource_of(request)
      if (body?.['status'] === 'completed') await unit.update({ ...body, status: 'active' })
    }
    note(unit, code, 'refused-sale', 'E')
  })
}

/**
 * Hands out on a prescription: never above what is left, not expired, not replaced. Reported at once (RX-13); what the
 * national system refuses is undone and told. What it could not hear any more waits in the outbox, and is out of the
 * house: refused later it stays counted, and waits for a person.
 */
export const sell = async (store: Store, pump: Pump, caller: Caller, text: string, wish: SaleWish): Promise<Sold> => {
  demand(caller, 'prescription.dispense')
  const code = get_code(text)
  const found = await find_anywhere(store, pump, caller, code)
  const { national_sold, is_unasked } = found
  const asked: Asked = { national_sold, ...(is_unasked ? { is_unasked } : {}) }
  const done = await store.unit(caller, async (unit) => {
    await unit.take_turn(`dispensing:${caller.facility}:${code}`)
    const now =
      found.source === 'own'
        ? { ...found, ...(await find_own(unit, code)), ...asked }
        : await with_letter_now(unit, found)
    check_wish(await view_of(unit, now), wish)
    const written = await write_sale(unit, now, wish)
    const view = await view_of(unit, now)
    if (now.source === 'own') await complete_requests(unit, view)
    if (!written.is_reported) await answer_by_sales(unit, now)
    return { ...written, view }
  })
  if (!done.is_reported) return { sale: done.sale, reported: 'none', view: done.view }
  await pump.turn(caller.facility)
  const told = await store.unit(caller, async (unit) => {
    const is_given = await hand_over(unit.sql, caller.facility, done.sale)
    if (is_given) await answer_by_sales(unit, found)
    return { is_refused: !is_given, ...(await status_of(unit.sql, caller.facility, 'sale', done.sale)) }
  })
  if (told.is_refused) throw fail.rule(`Hệ thống đơn thuốc quốc gia từ chối: ${told.problem ?? ''}. Chưa giao thuốc`)
  return { sale: done.sale, reported: told.status === 'delivered' ? 'delivered' : 'waiting', view: done.view }
}
