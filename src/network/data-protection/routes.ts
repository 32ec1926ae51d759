import type { FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../../base/outcome/index.ts'
import { read_shape } from '../../base/shapes/index.ts'
import { to_instant } from '../../base/time/index.ts'
import {
  approve_support,
  demand,
  end_support,
  find_facility,
  may,
  set_support_account,
  type Facility,
  type Right,
} from '../../platform/access/index.ts'
import type { AuditAct, Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { access_matrix } from './access-matrix.ts'
import { list_actors, search_access } from './access-search.ts'
import { list_affected } from './affected.ts'
import { file_assessment, view_assessment } from './assessment.ts'
import { change_breach, get_breach, list_breaches, open_breach } from './breaches.ts'
import { say_consent, view_consents, withdraw_consent } from './consents.ts'
import { view_outward } from './outward.ts'
import { view_overview } from './overview.ts'
import { print_assessment, print_consents, print_notice } from './papers.ts'
import { find_by_number, get_person } from './people.ts'
import { registers } from './registers.ts'
import { list_requests, step_request, take_request, view_retention } from './requests.ts'
import * as shapes from './shapes.ts'
import { view_support } from './support.ts'
import { list_wordings, put_wording } from './wordings.ts'
import { line_history, list_lines, list_standing, say_later, say_line } from './words-of-registers.ts'

export type ProtectionRooms = {
  store: Store
  /** After a request was answered: what was erased is laid beside the copies. Never throws. */
  keep_erasures(): Promise<void>
}

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''
const asked = (request: FastifyRequest, name: string): string =>
  String((request.query as Record<string, unknown>)[name] ?? '').trim()

const send_pdf = (reply: FastifyReply, bytes: Uint8Array, name: string) =>
  reply.type('application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`).send(Buffer.from(bytes))

const send_csv = (reply: FastifyReply, csv: string, name: string) =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(csv)

/** Everything a facility's data protection has under /api/privacy. */
export const data_protection_routes = ({ store, keep_erasures }: ProtectionRooms, web: WebServer): void => {
  const { app } = web

  /** One unit of whoever may do it; what was looked at or done is a line of the log. */
  const within = async <T>(
    request: FastifyRequest,
    right: Right,
    act: AuditAct | undefined,
    work: (unit: Unit, caller: Caller) => Promise<T>,
  ): Promise<T> => {
    const caller = await web.caller(request)
    demand(caller, right)
    return store.unit(caller, async (unit) => {
      const done = await work(unit, caller)
      if (act) unit.note(act)
      return done
    })
  }
  const look = (what: string): AuditAct => ({ action: 'R', interaction: what, type: 'Privacy', ref: what })
  const officer_of = async (sql: Sql, facility: string) =>
    (await list_standing(sql, facility, 'officer'))[0]?.body ?? null
  const house_of = async (sql: Sql, code: string): Promise<Facility> => {
    const facility = await find_facility(sql, code)
    if (!facility) throw fail.not_found('Không có cơ sở này')
    return facility
  }

  app.get('/api/privacy', async (request) => {
    const caller = await web.caller(request)
    demand(caller, 'privacy.read')
    const requests = await list_requests(store, caller)
    return store.unit(caller, (unit) => view_overview(unit.sql, caller.facility, requests))
  })

  app.get('/api/privacy/registers', (request) =>
    within(request, 'privacy.read', undefined, async ({ sql }, { facility }) => ({
      registers,
      lines: await list_lines(sql, facility),
    })),
  )
  app.post('/api/privacy/registers/:register', async (request, reply) => {
    const register = param(request, 'register')
    const id = await within(request, 'privacy.manage', undefined, ({ sql }, caller) => {
      const word = read_shape(shapes.word_shape, body_of(request))
      return register === 'assessment' ? file_assessment(sql, caller, word) : say_line(sql, caller, register, word)
    })
    return reply.code(201).send({ id })
  })
  app.put('/api/privacy/registers/:register/:id', async (request) => {
    const at = { register: param(request, 'register'), id: param(request, 'id') }
    if (at.register === 'assessment') throw fail.conflict('Lần nộp không sửa; hãy ghi lần nộp mới')
    await within(request, 'privacy.manage', undefined, ({ sql }, caller) =>
      say_later(sql, caller, at, read_shape(shapes.later_word_shape, body_of(request))),
    )
    return {}
  })
  app.get('/api/privacy/registers/:register/:id/history', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) =>
      line_history(sql, facility, param(request, 'register'), param(request, 'id')),
    ),
  )

  app.get('/api/privacy/purposes', async (request) => {
    const caller = await web.caller(request)
    if (!may(caller, 'privacy.read')) demand(caller, 'privacy.take')
    return store.unit(caller, ({ sql }) => list_standing(sql, caller.facility, 'purpose'))
  })
  app.get('/api/privacy/people', (request) =>
    within(request, 'privacy.take', undefined, async (unit) => {
      const [number, patient] = [asked(request, 'number'), asked(request, 'patient')]
      if (patient !== '') return get_person(unit, patient)
      if (!/^[\w./-]{4,40}$/.test(number)) throw fail.value('Cần đủ số định danh hoặc mã hồ sơ', 'number')
      const person = await find_by_number(unit, number)
      unit.note({ ...look('privacy-find-person'), patient: person.patient })
      return person
    }),
  )

  app.get('/api/privacy/requests', async (request) => list_requests(store, await web.caller(request)))
  app.post('/api/privacy/requests', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'privacy.take')
    const id = await take_request(store, caller, read_shape(shapes.request_shape, body_of(request)))
    return reply.code(201).send({ id })
  })
  app.post('/api/privacy/requests/:id/steps', async (request, reply) => {
    const caller = await web.caller(request)
    const step = read_shape(shapes.step_shape, body_of(request))
    const effects = await step_request(store, caller, param(request, 'id'), step)
    await keep_erasures()
    return reply.code(201).send({ effects })
  })
  app.get('/api/privacy/requests/:id/retention', async (request) =>
    view_retention(store, await web.caller(request), param(request, 'id')),
  )

  app.get('/api/privacy/wordings', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) => list_wordings(sql, facility)),
  )
  app.post('/api/privacy/wordings', async (request, reply) => {
    const version = await within(request, 'privacy.manage', undefined, ({ sql }, caller) =>
      put_wording(sql, caller, read_shape(shapes.wording_shape, body_of(request))),
    )
    return reply.code(201).send({ version })
  })
  app.get('/api/privacy/people/:patient/consents', async (request) =>
    view_consents(store, await web.caller(request), param(request, 'patient')),
  )
  app.post('/api/privacy/people/:patient/consents', async (request, reply) => {
    const caller = await web.caller(request)
    const wish = read_shape(shapes.consent_shape, body_of(request))
    const agent = request.headers['user-agent'] ?? ''
    const id = await say_consent(store, caller, { patient: param(request, 'patient'), wish, agent })
    return reply.code(201).send({ id })
  })
  app.post('/api/privacy/people/:patient/withdraw', async (request) => {
    const caller = await web.caller(request)
    const wish = read_shape(shapes.withdrawal_shape, body_of(request))
    await withdraw_consent(store, caller, { patient: param(request, 'patient'), ...wish })
    return {}
  })
  app.get('/api/privacy/people/:patient/consent-sheet.pdf', async (request, reply) => {
    const caller = await web.caller(request)
    const patient = param(request, 'patient')
    const consents = await view_consents(store, caller, patient)
    const facility = await store.unit(caller, async (unit) => {
      unit.note({ ...look('consent-sheet'), patient })
      return house_of(unit.sql, caller.facility)
    })
    return send_pdf(reply, await print_consents(facility, consents, caller.actor.name), 'phieu-dong-y')
  })

  app.get('/api/privacy/accounts', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) => list_actors(sql, facility)),
  )
  app.post('/api/privacy/access-search', async (request) => {
    return within(request, 'privacy.read', undefined, (unit, { facility }) => {
      const question = read_shape(shapes.question_shape, body_of(request))
      unit.note({ ...look('privacy-access-search'), detail: JSON.stringify(question) })
      return search_access(unit.sql, facility, question)
    })
  })

  app.get('/api/privacy/breaches', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) => list_breaches(sql, facility)),
  )
  app.post('/api/privacy/breaches', async (request, reply) => {
    const id = await within(request, 'privacy.manage', undefined, ({ sql }, caller) =>
      open_breach(sql, caller, read_shape(shapes.breach_shape, body_of(request))),
    )
    return reply.code(201).send({ id })
  })
  app.put('/api/privacy/breaches/:id', async (request) => {
    await within(request, 'privacy.manage', undefined, ({ sql }, caller) =>
      change_breach(sql, caller, {
        id: param(request, 'id'),
        ...read_shape(shapes.later_breach_shape, body_of(request)),
      }),
    )
    return {}
  })
  app.get('/api/privacy/breaches/:id/notice.pdf', async (request, reply) => {
    const parts = await within(request, 'privacy.read', look('privacy-notice'), async ({ sql }, caller) => {
      const breach = await get_breach(sql, caller.facility, param(request, 'id'))
      return {
        ...{
          breach,
          counted: await search_access(sql, caller.facility, breach.breach.question),
          by: caller.actor.name,
        },
        ...{ officer: await officer_of(sql, caller.facility), facility: await house_of(sql, caller.facility) },
      }
    })
    return send_pdf(reply, await print_notice(parts), 'thong-bao-vi-pham')
  })
  app.get('/api/privacy/breaches/:id/affected.csv', async (request, reply) => {
    const csv = await within(request, 'privacy.manage', undefined, async (unit, caller) => {
      const { breach, id } = await get_breach(unit.sql, caller.facility, param(request, 'id'))
      const found = await list_affected(unit, breach.question)
      unit.note({
        ...{ action: 'E', interaction: 'privacy-affected-list', type: 'Privacy', ref: `breach/${id}` },
        detail: `${found.people} người`,
      })
      return found.csv
    })
    return send_csv(reply, csv, 'nguoi-bi-anh-huong')
  })

  app.get('/api/privacy/support', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) => view_support(sql, facility)),
  )
  app.post('/api/privacy/support', async (request, reply) => {
    const at = (text: string): string => to_instant(text.slice(0, 10), text.slice(11, 16))
    const id = await within(request, 'privacy.manage', undefined, async (unit, caller) => {
      const { begins_at, until, ...wish } = read_shape(shapes.support_shape, body_of(request))
      if (wish.reason.trim() === '') throw fail.value('Cần ghi lý do', 'reason')
      const made = await approve_support(unit.sql, caller, { ...wish, begins_at: at(begins_at), until: at(until) })
      const act = { action: 'C', interaction: 'support-approved', type: 'Privacy', ref: `support/${made}` } as const
      unit.note({ ...act, detail: wish.account })
      return made
    })
    return reply.code(201).send({ id })
  })
  app.post('/api/privacy/support/:id/end', async (request) => {
    const id = param(request, 'id')
    const act = { action: 'U', interaction: 'support-ended', type: 'Privacy', ref: `support/${id}` } as const
    await within(request, 'privacy.manage', act, ({ sql }, caller) => end_support(sql, caller, id))
    return {}
  })
  app.put('/api/privacy/support/accounts/:id', async (request) => {
    const id = param(request, 'id')
    await within(request, 'privacy.manage', undefined, async (unit, caller) => {
      const { is_support } = read_shape(shapes.support_account_shape, body_of(request))
      await set_support_account(unit.sql, caller, id, is_support)
      unit.note({ action: 'U', interaction: 'support-account', type: 'Account', ref: id, detail: String(is_support) })
    })
    return {}
  })

  app.get('/api/privacy/outward', (request) =>
    within(request, 'privacy.read', look('privacy-outward'), (unit) => view_outward(unit)),
  )
  app.get('/api/privacy/access-matrix.csv', async (request, reply) => {
    const csv = await within(request, 'privacy.read', look('privacy-access-matrix'), () =>
      Promise.resolve(access_matrix()),
    )
    return send_csv(reply, csv, 'ma-tran-quyen')
  })
  app.get('/api/privacy/assessment', (request) =>
    within(request, 'privacy.read', undefined, ({ sql }, { facility }) => view_assessment(sql, facility)),
  )
  app.get('/api/privacy/assessment.pdf', async (request, reply) => {
    const parts = await within(request, 'privacy.read', look('privacy-assessment'), async ({ sql }, caller) => ({
      ...{ found: await view_assessment(sql, caller.facility), officer: await officer_of(sql, caller.facility) },
      ...{ facility: await house_of(sql, caller.facility), by: caller.actor.name },
    }))
    return send_pdf(reply, await print_assessment(parts), 'danh-gia-tac-dong')
  })
}
