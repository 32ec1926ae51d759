import type { FastifyRequest } from 'fastify'
import { day, group, read_shape, text, type Shape } from '../../base/shapes/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { body_of, type WebServer } from '../../platform/http/index.ts'
import { demand_need } from '../../platform/records/index.ts'
import {
  add_certificate,
  join_facilities,
  rename_facility,
  renew_seal,
  replace_keys,
  trust_root,
  withdraw_certificate,
  withdraw_seal,
} from './change-member.ts'
import type { MembershipState } from './contract.ts'
import { publish_key, show_keys } from './encryption-keys.ts'
import { add_person, set_person, show_people } from './people.ts'
import { show_applications, show_member } from './show-member.ts'
import { show_directory } from './show-directory.ts'

const states: readonly MembershipState[] = ['none', 'applied', 'approved', 'suspended']

const name_shape = group<{ name: string }>('tên mới', { name: text('tên cơ sở', 200) })
const join_shape = group<{ into: string; from_day: string }>('lần sáp nhập', {
  into: text('mã cơ sở kế thừa', 5),
  from_day: day('ngày có hiệu lực'),
})
const pem_shape = group<{ certificate_pem: string }>('chứng thư', { certificate_pem: text('chứng thư (PEM)', 20_000) })
const reason_shape = group<{ reason: string }>('việc thu hồi', { reason: text('lý do', 1_000) })
/** Keys are read by what they are used for. */
const anything: Shape<unknown> = { label: 'khóa', read: (value) => value }
const keys_shape = group<{ jwks: unknown; reason: string }>('khóa mới', {
  jwks: anything,
  reason: text('lý do', 1_000),
})

/** Who comes to the board: seen by the Sở, the inspector too; changed by those who admit members. */
const people_routes = ({ web, database }: { web: WebServer; database: Database }): void => {
  const { app } = web
  app.get('/api/board/people', async (request) => {
    demand(await web.caller(request), 'board.read')
    return database.in_site(show_people)
  })
  app.post('/api/board/people', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'hub.admit')
    return reply.code(201).send(await add_person(database, caller, body_of(request)))
  })
  for (const act of ['close', 'open'])
    app.post(`/api/board/people/:id/${act}`, async (request) => {
      const caller = await web.caller(request)
      demand(caller, 'hub.admit')
      await set_person(database, caller, { id: param(request, 'id'), active: act === 'open' })
      return {}
    })
}

const param = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? ''

/** Members and directory: looking needs hub.watch, changing is the Sở's (hub.admit). */
export const member_routes = ({ web, database }: { web: WebServer; database: Database }): void => {
  const { app } = web
  people_routes({ web, database })
  app.get('/api/hub/directory', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    const { search = '', membership, seals } = request.query as Record<string, string | undefined>
    const wish = { search, membership: states.find((one) => one === membership), seals_ending: seals === 'ending' }
    return database.in_site((sql) => show_directory(sql, wish))
  })
  app.get('/api/hub/directory/:code', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    return database.in_site((sql) => show_member(sql, param(request, 'code')))
  })
  app.get('/api/hub/applications', async (request) => {
    demand(await web.caller(request), 'hub.watch')
    return database.in_site(show_applications)
  })

  // Public keys, as the certificates beside them are public (`/lien-thong/trust/…`).
  app.get('/lien-thong/jwks/:code', (request) => database.in_site((sql) => show_keys(sql, param(request, 'code'))))
  app.post('/lien-thong/encryption-keys', async (request, reply) => {
    const caller = await web.caller(request)
    demand(caller, 'fhir.write')
    demand_need(caller, { right: 'c', type: 'DocumentReference' })
    await publish_key(database, caller, body_of(request))
    return reply.code(201).send({})
  })

  const change = (path: string, work: (caller: Caller, request: FastifyRequest) => Promise<void>): void => {
    app.post(path, async (request) => {
      const caller = await web.caller(request)
      demand(caller, 'hub.admit')
      await work(caller, request)
      return {}
    })
  }
  const code = (request: FastifyRequest) => ({ code: param(request, 'code') })
  change('/api/hub/directory/:code/name', (caller, request) =>
    rename_facility(database, caller, { ...code(request), ...read_shape(name_shape, body_of(request)) }),
  )
  change('/api/hub/directory/:code/merge', (caller, request) =>
    join_facilities(database, caller, { ...code(request), ...read_shape(join_shape, body_of(request)) }),
  )
  change('/api/hub/directory/:code/seals', (caller, request) =>
    renew_seal(database, caller, { ...code(request), ...read_shape(pem_shape, body_of(request)) }),
  )
  change('/api/hub/directory/:code/seals/:serial/revoke', (caller, request) =>
    withdraw_seal(database, caller, {
      ...code(request),
      ...{ serial: param(request, 'serial'), ...read_shape(reason_shape, body_of(request)) },
    }),
  )
  change('/api/hub/directory/:code/certificates', (caller, request) =>
    add_certificate(database, caller, { ...code(request), ...read_shape(pem_shape, body_of(request)) }),
  )
  change('/api/hub/directory/:code/certificates/:digest/revoke', (caller, request) =>
    withdraw_certificate(database, caller, {
      ...code(request),
      ...{ digest: param(request, 'digest'), ...read_shape(reason_shape, body_of(request)) },
    }),
  )
  change('/api/hub/directory/:code/keys', (caller, request) =>
    replace_keys(database, caller, { ...code(request), ...read_shape(keys_shape, body_of(request)) }),
  )
  change('/api/hub/roots', (caller, request) =>
    trust_root(database, caller, read_shape(pem_shape, body_of(request)).certificate_pem),
  )
}
