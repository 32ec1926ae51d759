import { check_cccd } from '../../base/identity-numbers/index.ts'
import { same_name } from '../../base/text/index.ts'
import type { PersonNumbers } from '../../chart/staff/contract.ts'
import type { Contradiction, NumberKind } from './contract.ts'

export type Known = PersonNumbers & {
  /** Of the national prescription system; '' none. */
  prescription_code: string
  /** Name in the signing certificate in force; '' without one. */
  certificate_name: string
  /** Whether her role lets her prescribe, or sign. */
  prescribes: boolean
  signs: boolean
}

const words: Record<NumberKind, string> = {
  licence: 'Số chứng chỉ hành nghề',
  'personal-id': 'Số định danh cá nhân',
  'bhxh-signer': 'Mã người ký BHXH',
  'prescription-code': 'Mã liên thông đơn thuốc',
  certificate: 'Chứng thư ký số',
  name: 'Họ tên',
}

const value_of: Partial<Record<NumberKind, (one: Known) => string>> = {
  licence: ({ licence }) => licence,
  'personal-id': ({ personal_id }) => personal_id,
  'bhxh-signer': ({ bhxh_signer }) => bhxh_signer,
  'prescription-code': ({ prescription_code }) => prescription_code,
}

/** Titles stand before a name here and not there: “BS.”, “BSCKII.”, “ThS.BS.”. */
const without_title = (name: string): string =>
  name.replace(/^(?:(?:[\p{L}\d]+\.|(?:BS|ThS|TS|PGS|GS|ĐD|KTV|DS|CN|YS|BSCK\p{L}*)(?=\s))\s*)+/iu, '')

const is_same = (a: string, b: string): boolean => same_name(without_title(a), without_title(b))

const called = ({ name, stored_name, id }: Known): string => name || stored_name || id
const people_of = (list: readonly Known[]) => list.map((one) => ({ id: one.id, name: called(one) }))
const shown = (of: NumberKind, value: string): string => (of === 'personal-id' ? `…${value.slice(-4)}` : value)

/** One number stands with two people: letters of case are no difference. */
const shared = (known: readonly Known[]): Contradiction[] =>
  Object.entries(value_of).flatMap(([kind, read]) => {
    const of = kind as NumberKind
    const holders = new Map<string, Known[]>()
    for (const one of known) {
      const value = read(one).trim().toUpperCase()
      if (value !== '') holders.set(value, [...(holders.get(value) ?? []), one])
    }
    return [...holders].flatMap(([value, list]): Contradiction[] =>
      list.length < 2
        ? []
        : [
            {
              ...{ what: 'shared', of, value: shown(of, value), people: people_of(list) },
              says: `${words[of]} ${shown(of, value)} đang ghi cho ${list.length} người: ${list.map(called).join(', ')}. Xem giấy gốc, bỏ ở người ghi nhầm.`,
            },
          ],
    )
  })

const one_person = (
  one: Known,
  what: Contradiction['what'],
  of: NumberKind,
  value: string,
  says: string,
): Contradiction => ({ what, of, value: shown(of, value), people: people_of([one]), says })

const named_otherwise = (one: Known): Contradiction[] => {
  const { name, stored_name, certificate_name } = one
  if (name === '') return []
  return [
    ...(stored_name !== '' && !is_same(stored_name, name)
      ? [
          one_person(
            one,
            'named-otherwise',
            'name',
            stored_name,
            `Tài khoản ghi ${name}, hồ sơ người hành nghề ghi ${stored_name}: số chứng chỉ ${one.licence || '–'} đang mang tên khác. Sửa một trong hai.`,
          ),
        ]
      : []),
    ...(certificate_name !== '' && !is_same(certificate_name, name)
      ? [
          one_person(
            one,
            'named-otherwise',
            'certificate',
            certificate_name,
            `Chứng thư ký số mang tên ${certificate_name}, tài khoản là ${name}: cấp chứng thư mới, hoặc sửa tên tài khoản.`,
          ),
        ]
      : []),
  ]
}

const malformed = (one: Known): Contradiction[] => {
  const { ok, reasons } = check_cccd(one.personal_id)
  return one.personal_id === '' || ok
    ? []
    : [
        one_person(
          one,
          'malformed',
          'personal-id',
          one.personal_id,
          `${called(one)}: ${reasons[0]?.message ?? 'số định danh không đúng'}`,
        ),
      ]
}

const idle = (one: Known): Contradiction[] =>
  one.prescription_code !== '' && !(one.active && one.prescribes)
    ? [
        one_person(
          one,
          'idle',
          'prescription-code',
          one.prescription_code,
          `${called(one)} không còn kê đơn ở đây mà vẫn giữ mã ${one.prescription_code}: thu lại ở trang Kết nối liên thông.`,
        ),
      ]
    : []

const missing = (one: Known): Contradiction[] => {
  if (!one.active) return []
  const lacks = (of: NumberKind, where: string): Contradiction =>
    one_person(one, 'missing', of, '', `${called(one)} chưa có ${words[of].toLowerCase()}: ${where}`)
  const here = 'ghi ở trang của người đó.'
  return [
    ...(one.prescribes && one.licence === '' ? [lacks('licence', here)] : []),
    ...(one.prescribes && one.prescription_code === ''
      ? [lacks('prescription-code', 'ghi ở trang Kết nối liên thông; đơn đã ký chờ tới khi có.')]
      : []),
    ...(one.prescribes && one.bhxh_signer === '' ? [lacks('bhxh-signer', here)] : []),
    ...((one.prescribes || one.signs) && one.personal_id === '' ? [lacks('personal-id', here)] : []),
    ...(one.signs && one.certificate_name === ''
      ? [lacks('certificate', 'cấp bằng npx benhan account, trên máy chủ.')]
      : []),
  ]
}

const gravity: Contradiction['what'][] = ['shared', 'named-otherwise', 'malformed', 'idle', 'missing']

/** What does not fit together, the gravest first. */
export const compare = (known: readonly Known[]): Contradiction[] =>
  [
    ...shared(known),
    ...known.flatMap((one) => [...named_otherwise(one), ...malformed(one), ...idle(one), ...missing(one)]),
  ].toSorted((a, b) => gravity.indexOf(a.what) - gravity.indexOf(b.what))
