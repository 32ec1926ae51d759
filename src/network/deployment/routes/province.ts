import type { FastifyRequest } from 'fastify'
import { any_of, day, group, nothing, read_shape, when_absent, whole } from '../../../base/shapes/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { body_of, type WebServer } from '../../../platform/http/index.ts'
import { find_directory_facility } from '../../membership/index.ts'
import { as_oversight } from '../../monitor/index.ts'
import { put_area, read_area } from '../directory/areas.ts'
import { add_to_register } from '../directory/new-facility.ts'
import { count_weeks } from '../plan/progress.ts'
import {
  add_programme,
  check_member,
  get_programme,
  list_members,
  put_programme,
  read_programme,
} from '../programme/programmes.ts'
import { keep_member } from '../programme/take-part.ts'
import { remind } from '../remind/remind.ts'
import { note, type Board } from '../scope.ts'
import { param, query } from './read.ts'

type Taking = { place: number; joined_on: string | null; left_on: string | null }
const day_or_none = (label: string) => any_of(label, 'ngày hoặc trống', [day(label), nothing])
const member_shape = group<Taking>('tham gia', {
  place: whole('số thứ tự'),
  joined_on: when_absent(day_or_none('tham gia từ ngày'), null),
  left_on: when_absent(day_or_none('thôi tham gia từ ngày'), null),
})

type Wish = { facility: string; programme: string | undefined; body: unknown; today: string }

/** Who takes part and from when; the first day stays as it was said, the last may follow. @throws 404, 422 */
const take_part = async (sql: Sql, caller: Caller, { facility, programme: id, body, today }: Wish): Promise<void> => {
  const programme = await get_programme(sql, { today, id })
  const asked = read_shape(member_shape, body)
  if (asked.place < 0) throw fail.value('Số thứ tự không âm', 'place')
  if (!(await find_directory_facility(sql, facility)))
    throw fail.not_found(`Danh bạ không có cơ sở ${facility.slice(0, 20)}`)
  const before = (await list_members(sql, programme.id)).find((one) => one.facility === facility)
  const joined_on = before?.joined_on ?? asked.joined_on ?? programme.from_day
  if (before && asked.joined_on !== null && asked.joined_on !== joined_on)
    throw fail.value(`Cơ sở tham gia từ ngày ${joined_on}; ngày đó không đổi được`, 'joined_on')
  const { place, left_on } = asked
  check_member(programme, { joined_on, left_on })
  await keep_member(sql, caller, programme, { facility, place, joined_on, left_on })
  await count_weeks(sql, programme.id, joined_on, today)
}

/** The Sở's own: programmes, who takes part, places, reminding now. */
export const province_routes = ({ database, today }: Board, { app, caller: caller_of }: WebServer): void => {
  const so = async (
    request: FastifyRequest,
    work: (sql: Sql, caller: Caller) => Promise<unknown>,
  ): Promise<unknown> => {
    const caller = await caller_of(request)
    return as_oversight(database, caller, (sql) => work(sql, caller), 'board.write')
  }
  const keep = (put: typeof put_programme) => (request: FastifyRequest) =>
    so(request, async (sql, caller) => {
      const programme = read_programme(body_of(request))
      await put(sql, programme, caller.actor.name)
      const { id, from_day, target_day } = programme
      await note(sql, caller, 'programme', `Organization/${caller.facility}`, `${id} ${from_day} – ${target_day}`)
      return { id }
    })
  app.post('/api/board/programme', keep(add_programme))
  app.put('/api/board/programme', keep(put_programme))
  app.post('/api/board/facilities', async (request, reply) => {
    const given = body_of(request)
    return reply
      .code(201)
      .send(await so(request, (sql, caller) => add_to_register(sql, caller, { given, today: today() })))
  })
  app.put('/api/board/facilities/:code/member', (request) =>
    so(request, async (sql, caller) => {
      const wish = { facility: param(request, 'code'), programme: query(request, 'programme') }
      await take_part(sql, caller, { ...wish, body: body_of(request), today: today() })
      return {}
    }),
  )
  app.put('/api/board/areas', (request) =>
    so(request, async (sql, caller) => {
      const area = read_area(body_of(request))
      await put_area(sql, area)
      const { name, valid_from, valid_to, successor } = area
      const detail = valid_to ? `${name}: hết ${valid_to} → ${successor ?? ''}` : `${name} từ ${valid_from}`
      await note(sql, caller, 'area', `Organization/${caller.facility}`, detail)
      return {}
    }),
  )
  app.post('/api/board/remind', (request) =>
    so(request, async (sql, caller) => ({ made: await remind(sql, caller, today()) })),
  )
}
