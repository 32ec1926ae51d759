import { demo_staff } from '../../../demo/index.ts'
import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import { put_wording, say_register_line, take_request, type NewRequest } from '../../network/data-protection/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store } from '../../platform/records/index.ts'
import { list_of, text_of } from '../../standards/fhir/index.ts'

const sensitive =
  'Đây là dữ liệu nhạy cảm về sức khỏe. Không đồng ý không ảnh hưởng đến việc khám, chữa bệnh; đồng ý rồi rút lại được bất cứ lúc nào.'

const wordings: Record<string, string> = {
  'nghien-cuu': `Tôi đồng ý cho bệnh viện dùng hồ sơ bệnh án của tôi trong các nghiên cứu đã được hội đồng đạo đức của bệnh viện duyệt. ${sensitive}`,
  'nhac-hen': `Tôi đồng ý để bệnh viện gọi điện, nhắn tin nhắc lịch khám lại vào số điện thoại tôi đã cho. Tin nhắn không ghi chẩn đoán. ${sensitive}`,
  'dao-tao': `Tôi đồng ý để bệnh cảnh của tôi, đã che danh tính, được trình bày trong các buổi giảng tại bệnh viện. ${sensitive}`,
}

const seed_registers = async (store: Store, caller: Caller, today: string, name: string): Promise<void> =>
  store.unit(caller, async ({ sql }) => {
    const officer = {
      ...{ name, title: 'Phòng Tổ chức – Pháp chế', phone: '0204 3000 119', place: 'Phòng 112, nhà A' },
      ...{ email: 'dulieucanhan@benhvien.example.vn', decision: '215/QĐ-BV ngày 05/01/2026' },
    }
    await say_register_line(sql, caller, 'officer', { body: officer, valid_from: today })
    const processor = {
      ...{ name: 'Công ty Phần mềm Minh Họa', contract: '18/2026/HĐ-PM', signed_on: shift_days(today, -310) },
      ...{ until: shift_days(today, 45), contact: 'hotro@minhhoa.example.vn' },
      scope: 'Bảo trì máy chủ, sửa lỗi; không chép dữ liệu ra ngoài cơ sở',
      hand_back: 'Bàn giao toàn bộ kèm từ điển dữ liệu, xóa bản sao trong 30 ngày, có biên bản',
    }
    await say_register_line(sql, caller, 'processor', { body: processor, valid_from: today })
    for (const [purpose, text] of Object.entries(wordings)) await put_wording(sql, caller, { purpose, text })
  })

const days_ago = (days: number): string => local_time(new Date(Date.now() - days * 86_400_000)).slice(0, 16)

const seed_requests = async (store: Store, caller: Caller, people: { id: string; name: string }[]): Promise<void> => {
  const asks: [days: number, wish: Pick<NewRequest, 'kind' | 'said' | 'purposes' | 'channel'>][] = [
    [
      9,
      { kind: 'copy', said: 'Xin bản sao hồ sơ đợt điều trị vừa rồi để nộp bảo hiểm.', purposes: [], channel: 'paper' },
    ],
    [
      1,
      {
        kind: 'restrict',
        said: 'Không muốn tóm tắt đợt khám lên sổ sức khỏe điện tử.',
        purposes: ['so-suc-khoe'],
        channel: 'desk',
      },
    ],
    [0, { kind: 'delete', said: 'Đề nghị xóa toàn bộ hồ sơ.', purposes: [], channel: 'email' }],
  ]
  for (const [at, [days, wish]] of asks.entries()) {
    const person = people[at % people.length]
    await take_request(store, caller, {
      ...wish,
      patient: person?.id ?? '',
      asked_by: { name: person?.name ?? 'Người bệnh', relation: 'Chính người bệnh', phone: '' },
      ...{ by_processor: false, received_at: days_ago(days) },
    })
  }
}

const some_people = (store: Store, caller: Caller): Promise<{ id: string; name: string }[]> =>
  store.unit(caller, async (unit) => {
    const { entries } = await unit.search('Patient', new URLSearchParams({ _sort: '_id', _count: '3' }))
    return entries.map((one) => {
      const [name] = list_of(resource_of(one)['name'])
      return { id: one.id, name: text_of(name?.['text']) ?? '' }
    })
  })

const is_seeded = (store: Store, caller: Caller): Promise<boolean> =>
  store.unit(caller, async ({ sql }) => {
    const { row_count } = await sql.query('SELECT FROM privacy.word WHERE facility = $1 LIMIT 1', [caller.facility])
    return row_count > 0
  })

/** A house that has an officer: who she is, what people are asked, a supplier, three requests of which one is late. */
export const seed_privacy = async (store: Store, facility: string): Promise<void> => {
  const account = demo_staff(facility).find(({ role }) => role === 'data_protection_officer')
  if (!account) return
  const caller: Caller = {
    facility,
    actor: { id: account.practitioner, name: account.name, role: account.role, kind: 'user' },
    ...{ purpose: 'HOPERAT', address: '', request_id: 'demo' },
  }
  if (await is_seeded(store, caller)) return
  const people = await some_people(store, caller)
  await seed_registers(store, caller, local_date(new Date()), account.name)
  await seed_requests(store, caller, people)
}
