import { createHash, randomBytes } from 'node:crypto'
import { register_client } from '../src/platform/smart/index.ts'
import type { NewClient } from '../src/platform/access/index.ts'
import type { AuthorizationPlan, Decision } from '../src/platform/smart/contract.ts'
import { facilities, password, type Json, type TestSite } from './test-site.ts'

export const redirect_uri = 'http://127.0.0.1:1/tro-ve'

/** An app of facility A; public unless a secret or keys are given. */
export const register_app = (
  { site }: TestSite,
  app: Partial<NewClient> & { client_id: string; scope: string },
  secret?: string,
): Promise<void> =>
  register_client(
    site.database,
    {
      ...{ facility: facilities[0]?.code ?? '', name: `Ứng dụng ${app.client_id}`, kind: 'public' },
      ...{ redirect_uris: [redirect_uri], launch_uri: 'http://127.0.0.1:1/mo', ...app },
    },
    secret,
  )

/** What a browser keeps between addresses: only names and values, for one host. */
const jar = () => {
  const cookies = new Map<string, string>()
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take(response: Response) {
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return response
    },
  }
}

export type Answer = { status: number; json: Json; headers: Headers }
const to_answer = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const is_json = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, json: is_json ? (JSON.parse(text) as Json) : { text }, headers: response.headers }
}

export const post_form = async (
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> => to_answer(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }))

export type Browser = {
  /** Follows the app's request to the place where the person is asked, or to an error. */
  authorize(params: Record<string, string | undefined>): Promise<{ uid: string; location: string; status: number }>
  plan(uid: string): Promise<Answer & { plan: AuthorizationPlan }>
  /** @returns where the app is called back, with its code */
  decide(uid: string, decision: Decision): Promise<{ answer: Answer; back: URL }>
  /** As the chart does it: the address of the app with iss and launch. */
  launch(client: string, wish: Json): Promise<URL>
  api(method: string, path: string, body?: unknown): Promise<Answer>
  sign_out(): Promise<void>
}

/** A browser in which a person is signed in, without a screen. */
export const open_browser = async ({ base }: TestSite, username: string): Promise<Browser> => {
  const cookies = jar()
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(path.startsWith('http') ? path : base + path, {
      method,
      redirect: 'manual',
      headers: { cookie: cookies.header(), 'x-benhan': '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return cookies.take(response)
  }
  const api = async (method: string, path: string, body?: unknown) =>
    to_answer(await ask(method, path, method === 'GET' ? undefined : (body ?? {})))
  const signed = await api('POST', '/api/sign-in', { username, password })
  if (signed.status !== 200) throw new Error(`sign-in of ${username}: ${JSON.stringify(signed.json)}`)
  return {
    api,
    async authorize(params) {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, value)
      const response = await ask('GET', `/oauth/authorize?${query.toString()}`)
      const location = response.headers.get('location') ?? ''
      return { status: response.status, location, uid: /^\/api\/authorize\/(.+)$/.exec(location)?.[1] ?? '' }
    },
    async plan(uid) {
      const answer = await api('GET', `/api/authorize/${uid}/plan`)
      return { ...answer, plan: answer.json as AuthorizationPlan }
    },
    async decide(uid, decision) {
      const answer = await api('POST', `/api/authorize/${uid}`, decision)
      if (answer.status !== 200) return { answer, back: new URL('http://none') }
      const resumed = await ask('GET', String(answer.json['to']))
      return { answer, back: new URL(resumed.headers.get('location') ?? 'http://none') }
    },
    async launch(client, wish) {
      const answer = await api('POST', `/api/apps/${client}/launch`, wish)
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.json))
      return new URL(String(answer.json['url']))
    },
    async sign_out() {
      await api('POST', '/api/sign-out')
    },
  }
}

export const make_pkce = (): { verifier: string; challenge: string } => {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** What every app sends to begin. */
export const request_of = (
  { base }: TestSite,
  client_id: string,
  scope: string,
  challenge: string,
): Record<string, string> => ({
  ...{ response_type: 'code', client_id, redirect_uri, scope, state: 'trang-thai', aud: `${base}/fhir` },
  ...{ code_challenge: challenge, code_challenge_method: 'S256' },
})

export type Token = Json & { access_token: string; scope: string }

/** From the app's request to its token; the person says yes to all that can be given. */
export const get_token = async (
  running: TestSite,
  browser: Browser,
  client_id: string,
  scope: string,
  options: { patient?: string; encounter?: string; launch?: string; offline?: boolean } = {},
): Promise<Token> => {
  const { verifier, challenge } = make_pkce()
  const { launch, ...chosen } = options
  const request = { ...request_of(running, client_id, scope, challenge), launch }
  const { uid, location } = await browser.authorize(request)
  if (uid === '') throw new Error(`no question asked: ${location}`)
  const { plan, json } = await browser.plan(uid)
  if (!plan.lines) throw new Error(JSON.stringify(json))
  const scopes = plan.lines.map((line) => line.scope)
  const { back, answer } = await browser.decide(uid, { approve: true, scopes, offline: plan.offline, ...chosen })
  const code = back.searchParams.get('code')
  if (code === null) throw new Error(`no code: ${back.href} ${JSON.stringify(answer.json)}`)
  const form = { grant_type: 'authorization_code', code, redirect_uri, client_id, code_verifier: verifier }
  const token = await post_form(`${running.base}/oauth/token`, form)
  if (token.status !== 200) throw new Error(JSON.stringify(token.json))
  return token.json as Token
}

/** Asks /fhir with a token. */
export const with_token =
  ({ base }: TestSite, access_token: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    to_answer(
      await fetch(`${base}/fhir/${path}`, {
        method,
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
