import type { Resource } from '../../standards/fhir/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { build_people } from '../../../demo/index.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_store,
  type Verb,
} from './verb.ts'

const people_per_transaction = 500
const people_max = 10_000_000
const seed_number = 7

const caller_of = (facility: string) => ({
  ...console_caller(facility),
  actor: { id: 'demo-seed', name: 'Dữ liệu minh họa', role: 'system', kind: 'system' as const },
})

const put_people = (store: Store, facility: string, people: Resource[]): Promise<void> =>
  store.unit(caller_of(facility), async (unit) => {
    for (const one of people) await unit.update(one)
  })

/** The big site for measurement: synthetic people through the store, with validation and audit on. */
export const demo_verb: Verb = {
  summary: 'nạp thêm người bệnh giả để đo (không dùng ở cơ sở thật)',
  usage: ['npx benhan demo --patients 100000 [--facility 24012]'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['patients', 'facility'])
    demand_nothing_more(rest)
    const { patients } = demand_all(values, ['patients'])
    const { facility = '24012' } = values
    const count = Number(patients)
    if (!/^\d+$/.test(patients) || count < 1 || count > people_max)
      throw new Misuse(`Số người bệnh “${patients}” phải là số nguyên từ 1 đến ${people_max}`)
    await with_store(desk, async (store, database) => {
      await demand_facility(database, facility)
      let batch: Resource[] = []
      let written = 0
      const write = async (): Promise<void> => {
        await put_people(store, facility, batch)
        written += batch.length
        batch = []
        if (written % 10_000 === 0) desk.say(`${written} / ${count}`)
      }
      for (const person of build_people(count, seed_number)) {
        batch.push(person)
        if (batch.length === people_per_transaction) await write()
      }
      if (batch.length > 0) await write()
    })
    desk.say(`Đã nạp ${count} người bệnh giả vào ${facility}.`)
    return done
  },
}
