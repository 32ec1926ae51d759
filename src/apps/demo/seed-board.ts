import { build_areas, build_deeds, build_programme, demo_hub, plan_day, province_annex } from '../../../demo/index.ts'
import { until_2026, type Deed } from '../../../demo/index.ts'
import { local_date } from '../../base/time/index.ts'
import * as deployment from '../../network/deployment/index.ts'
import { as_oversight } from '../../network/monitor/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import type { Played } from './date-back.ts'

const caller_of = (name: string): Caller => ({
  facility: demo_hub.code,
  actor: { id: 'demo-board', name, role: 'oversight', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: 'demo' },
})

const so = caller_of('Sở Y tế (bản minh họa)')

type Play = {
  sql: Sql
  programme: ReturnType<typeof deployment.read_programme>
  ids: Map<string, string>
  today: string
}

const do_plan = async ({ sql, programme, today }: Play, caller: Caller, deed: Deed): Promise<void> => {
  const place = { facility: deed.facility, programme: programme.id }
  if (deed.do === 'plan') {
    const { milestones, task_force } = deed
    const plan = deployment.read_plan({ after_version: 0, milestones, task_force }, programme, today)
    await deployment.write_plan(sql, caller, place, plan)
  }
  if (deed.do === 'submit-plan') await deployment.submit_plan(sql, caller, place, 1)
  if (deed.do === 'approve-plan')
    await deployment.decide_plan(sql, caller, place, { version: 1, approve: true, reason: '' })
}

const do_line = async ({ sql, ids }: Play, caller: Caller, deed: Deed): Promise<void> => {
  const { facility } = deed
  if (deed.do === 'add')
    ids.set(deed.key, await deployment.add_entry(sql, caller, { facility, kind: deed.kind, body: deed.body }))
  if (deed.do === 'file') {
    const bytes = new TextEncoder().encode(deed.text)
    await deployment.add_file(sql, caller, { facility, entry: ids.get(deed.key) ?? '', name: deed.name, bytes })
  }
  const act = deed.do === 'act' && deployment.entry_acts.find((one) => one === deed.act)
  if (deed.do === 'act' && act)
    await deployment.act_on_entry(sql, caller, { facility, id: ids.get(deed.key) ?? '', act, reason: deed.reason })
}

const play = async (all: Play, deed: Deed): Promise<void> => {
  const { sql, programme, today } = all
  const { facility } = deed
  const unit = province_annex.units.find(({ code }) => code === facility)
  const caller = deed.by === 'so' ? so : caller_of(`CNTT ${unit?.printed ?? facility}`)
  if (deed.do === 'state') await deployment.put_state(sql, caller, facility, deployment.read_state(deed.state))
  else if (deed.do === 'budget')
    await deployment.put_budget(
      sql,
      caller,
      { facility, programme: programme.id },
      deployment.read_budget({ ...deed.line, note: '' }),
    )
  else if (deed.do === 'progress') {
    const { step, percent, on, evidence } = deed
    const said = deployment.read_progress({ step, percent, on, evidence })
    await deployment.keep_progress(sql, caller, { facility, programme }, said, today)
  } else {
    await do_plan(all, caller, deed)
    await do_line(all, caller, deed)
  }
}

/** The province's plan as it stands today in the demonstration, told by the same functions the screens use. */
export const seed_board = async (database: Database, now: Date): Promise<Played> => {
  const today = local_date(now)
  const ids = new Map<string, string>()
  const deeds = build_deeds(until_2026).filter(({ on }) => on <= today)
  const programme = deployment.read_programme(build_programme(until_2026.days))
  await as_oversight(
    database,
    so,
    async (sql) => {
      for (const area of build_areas()) await deployment.put_area(sql, deployment.read_area(area))
      await deployment.put_programme(sql, programme, so.actor.name)
      for (const { code, stt } of province_annex.units)
        await deployment.put_member(sql, { facility: code, programme: programme.id, place: stt, joined_on: plan_day })
      const all: Play = { sql, programme, ids, today }
      for (const deed of deeds) await play(all, deed)
      await deployment.count_weeks(sql, programme.id, plan_day, today)
      await deployment.remind(sql, so, today)
    },
    'board.write',
  )
  return { programme: programme.id, from_day: plan_day, deeds, ids }
}
