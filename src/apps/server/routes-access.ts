import { fail } from '../../base/outcome/index.ts'
import {
  change_password,
  find_facility,
  list_staffed_facilities,
  password_min,
  rights_for,
  session_idle_min,
  session_max_h,
  sign_in,
  sign_out,
} from '../../platform/access/index.ts'
import { list_officers } from '../../network/data-protection/index.ts'
import type { Door, Me } from '../../platform/access/contract.ts'
import { address_of, body_of, session_cookie } from '../../platform/http/index.ts'
import type { Site } from './site.ts'

/** Sign-in, sign-out, who am I. */
export const access_routes = (site: Site): void => {
  const { app } = site.web

  app.get('/api/door', async (): Promise<Door> => {
    const facilities = await site.database.in_site(list_staffed_facilities)
    const officers = await site.database.in_site(list_officers)
    const codes = new Set(facilities.map((facility) => facility.code))
    const demo = site.demo_accounts.filter((account) => codes.has(account.facility))
    return {
      facilities: facilities.map(({ code, name }) => ({ code, name })),
      ...(officers.length > 0 ? { officers } : {}),
      ...(demo.length > 0 ? { demo } : {}),
    }
  })

  app.post('/api/sign-in', async (request, reply) => {
    const body = body_of(request)
    if (typeof body['username'] !== 'string' || typeof body['password'] !== 'string')
      throw fail.invalid('Thiếu tên đăng nhập hoặc mật khẩu')
    const session = await sign_in(site.database, site.audit, {
      username: body['username'],
      password: body['password'],
      facility: typeof body['facility'] === 'string' && body['facility'] !== '' ? body['facility'] : undefined,
      address: address_of(request),
      agent: request.headers['user-agent'] ?? '',
    })
    reply.setCookie(session_cookie, session.token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: site.secure_cookies,
      maxAge: session_max_h * 3_600,
    })
    return { ok: true }
  })

  app.post('/api/sign-out', async (request, reply) => {
    const token = request.cookies[session_cookie]
    if (token) await sign_out(site.database, token)
    reply.clearCookie(session_cookie, { path: '/' })
    return { ok: true }
  })

  app.post('/api/password', async (request) => {
    const caller = await site.web.caller(request)
    const token = request.cookies[session_cookie]
    const { current, next } = body_of(request)
    if (token === undefined) throw fail.forbidden('Chỉ người đã đăng nhập bằng mật khẩu mới đổi được mật khẩu')
    if (typeof current !== 'string' || typeof next !== 'string')
      throw fail.invalid('Thiếu mật khẩu đang dùng hoặc mật khẩu mới')
    await change_password(site.database, site.audit, caller, { token, current, next })
    return { ok: true }
  })

  app.get('/api/me', async (request): Promise<Me> => {
    const caller = await site.web.caller(request)
    return site.database.in_site(async (sql) => {
      const { rows } = await sql.query<Me['account']>(
        'SELECT id, username, name, title, role, department, practitioner FROM access.account WHERE facility = $1 AND practitioner = $2',
        [caller.facility, caller.actor.id],
      )
      const facility = await find_facility(sql, caller.facility)
      if (!rows[0] || !facility) throw fail.login('Tài khoản này không còn')
      return {
        account: rows[0],
        facility,
        rights: [...rights_for(rows[0].role, facility.kind)],
        session: { idle_min: session_idle_min, max_h: session_max_h, password_min },
      }
    })
  })
}
