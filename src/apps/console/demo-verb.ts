import { parseArgs } from 'node:util'
import { create_audit_log, type Caller } from '../../platform/audit/index.ts'
import { open_database } from '../../platform/database/index.ts'
import { create_store } from '../../platform/records/index.ts'
import { build_people } from '../../../demo/index.ts'
import type { Verb } from './verbs.ts'

const people_per_transaction = 500

/** The big site for measurement: synthetic people through the store, with validation and audit on. */
export const demo_verb: Verb = {
  summary: 'nạp thêm người bệnh giả để đo (không dùng ở cơ sở thật)',
  usage: ['npx benhan demo --patients 100000 [--facility 24012]'],
  async run(args, url) {
    const { values } = parseArgs({ args, options: { patients: { type: 'string' }, facility: { type: 'string' } } })
    const count = Number(values.patients)
    const facility = values.facility ?? '24012'
    if (!Number.isInteger(count) || count < 1) {
      this.usage.forEach((line) => console.log(line))
      return 2
    }
    const caller: Caller = {
      facility,
      actor: { id: 'demo-seed', name: 'Dữ liệu minh họa', role: 'system', kind: 'system' },
      purpose: 'HOPERAT',
      address: '',
      request_id: 'demo',
    }
    const database = open_database(url)
    const store = create_store(database, create_audit_log(database))
    let done = 0
    let batch = []
    for (const person of build_people(count, 7)) {
      batch.push(person)
      done += 1
      if (batch.length < people_per_transaction && done < count) continue
      const group = batch
      batch = []
      await store.unit(caller, async (unit) => {
        for (const one of group) await unit.update(one)
      })
      if (done % 10_000 === 0) console.log(`${done} / ${count}`)
    }
    await database.close()
    console.log(`Đã nạp ${done} người bệnh giả vào ${facility}.`)
    return 0
  },
}
