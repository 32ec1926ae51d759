/** SMART App Launch 2.2 and the RFCs beneath it, asked as programs ask: what is promised, and what is refused. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import {
  calculateJwkThumbprint,
  createRemoteJWKSet,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type CryptoKey,
} from 'jose'
import { start_facility_server } from '../../src/apps/server/listen.ts'
import { put_client } from '../../src/platform/access/index.ts'
import { forget_expired } from '../../src/platform/smart/forget-expired.ts'
import { renew_smart_keys } from '../../src/platform/smart/index.ts'
import { open_behind } from '../refusals/behind.ts'
import {
  get_token,
  make_pkce,
  open_browser,
  post_form,
  redirect_uri,
  register_app,
  request_of,
  with_token,
  type Answer,
} from '../smart-app.ts'
import type { Connection } from '../../src/platform/smart/contract.ts'
import { password, start_test_site, type Json } from '../test-site.ts'

const running = await start_test_site()
const { base, site } = running
const { owner, url: database_url } = await open_behind(running)
const system = await running.system()
const make = async (resource: Json): Promise<string> =>
  (await system('POST', `/fhir/${String(resource['resourceType'])}`, resource)).json['id'] as string
const patient = await make({ resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hương' }], gender: 'female' })
const other = await make({ resourceType: 'Patient', name: [{ text: 'Trần Văn Nam' }], gender: 'male' })
const stay = (subject: string) =>
  make({
    ...{ resourceType: 'Encounter', status: 'in-progress', class: { code: 'IMP' } },
    subject: { reference: `Patient/${subject}` },
  })
const [encounter, encounter_of_other] = [await stay(patient), await stay(other)]

const token_url = `${base}/oauth/token`
await register_app(running, {
  client_id: 'app',
  scope: 'launch launch/patient launch/encounter offline_access patient/*.rs user/*.rs',
})
const doctor = await open_browser(running, 'doctor')

const described = (await (await fetch(`${base}/fhir/.well-known/smart-configuration`)).json()) as Json

test('what is described is there: each address answers, discovery says the same, /metadata points to it', async () => {
  for (const name of ['authorization_endpoint', 'token_endpoint', 'introspection_endpoint', 'revocation_endpoint'])
    assert.ok((await fetch(String(described[name]), { method: name.startsWith('auth') ? 'GET' : 'POST' })).status < 500)
  const openid = (await (await fetch(`${String(described['issuer'])}/.well-known/openid-configuration`)).json()) as Json
  for (const name of [
    ...[
      'issuer',
      'jwks_uri',
      'authorization_endpoint',
      'token_endpoint',
      'introspection_endpoint',
      'revocation_endpoint',
    ],
    ...[
      'grant_types_supported',
      'code_challenge_methods_supported',
      'token_endpoint_auth_signing_alg_values_supported',
    ],
  ])
    assert.deepEqual([openid[name]].flat().toSorted(), [described[name]].flat().toSorted(), name)
  const methods = (one: Json) => (one['token_endpoint_auth_methods_supported'] as string[]).toSorted()
  assert.deepEqual(methods(openid), methods(described))
  assert.deepEqual(openid['id_token_signing_alg_values_supported'], ['RS256'])
  const { security } = (await system('GET', '/fhir/metadata')).json['rest'][0] as { security: Json }
  assert.equal(security['cors'], true)
  assert.match(JSON.stringify(security), /SMART-on-FHIR.*oauth\/authorize.*oauth\/token/)
  assert.equal((await fetch(`${base}/ung-dung`)).status, 200)
})

test('a stand-alone launch: code, PKCE, patient chosen, identity, refresh; the granted scopes are told in the app’s words', async () => {
  const scope = 'openid fhirUser launch/patient launch/encounter offline_access patient/*.read patient/Observation.rs'
  const token = await get_token(running, doctor, 'app', scope, { patient, encounter })
  assert.deepEqual(
    token.scope.split(' ').toSorted(),
    ['openid', 'fhirUser', 'launch/patient', 'launch/encounter', 'offline_access', 'patient/*.read'].toSorted(),
    'the narrower of two scopes is not said twice',
  )
  assert.deepEqual([token['token_type'], token['patient'], token['encounter']], ['Bearer', patient, encounter])
  assert.equal(token['need_patient_banner'], true)
  assert.ok(Number(token['expires_in']) <= 600)
  const keys = createRemoteJWKSet(new URL(String(described['jwks_uri'])))
  const identity = await jwtVerify(String(token['id_token']), keys, { issuer: `${base}/oauth`, audience: 'app' })
  assert.equal(identity.protectedHeader.alg, 'RS256')
  assert.equal(identity.payload['fhirUser'], `${base}/fhir/Practitioner/pr-doctor`)
  const ask = with_token(running, token.access_token)
  assert.equal((await ask('GET', `Patient/${patient}`)).status, 200)
  assert.equal((await ask('GET', `Patient/${other}`)).status, 404)

  const refresh = (refresh_token: unknown, more: Record<string, string> = {}) =>
    post_form(token_url, {
      grant_type: 'refresh_token',
      client_id: 'app',
      refresh_token: String(refresh_token),
      ...more,
    })
  const again = await refresh(token['refresh_token'])
  assert.deepEqual([again.status, again.json['patient'], again.json['scope']], [200, patient, token.scope])
  assert.notEqual(
    again.json['refresh_token'],
    token['refresh_token'],
    'an app without a secret gets another one each time',
  )
  const unnamed = await post_form(token_url, {
    ...{ grant_type: 'refresh_token', refresh_token: String(again.json['refresh_token']) },
  })
  assert.deepEqual([unnamed.status, unnamed.json['patient']], [200, patient], 'the token says whose it is')
  const narrower = await refresh(unnamed.json['refresh_token'], { scope: 'patient/Observation.rs' })
  assert.deepEqual([narrower.status, narrower.json['scope']], [200, 'patient/Observation.rs'])
  const wider = await refresh(narrower.json['refresh_token'], { scope: 'user/*.rs' })
  assert.deepEqual([wider.status, wider.json['error']], [400, 'invalid_scope'])
})

test('a refresh token shown twice ends everything that was allowed with it', async () => {
  const token = await get_token(running, doctor, 'app', 'launch/patient offline_access patient/*.rs', { patient })
  const form = { grant_type: 'refresh_token', client_id: 'app', refresh_token: String(token['refresh_token']) }
  const fresh = await post_form(token_url, form)
  assert.equal(fresh.status, 200)
  const twice = await post_form(token_url, form)
  assert.deepEqual([twice.status, twice.json['error']], [400, 'invalid_grant'])
  for (const access of [token.access_token, String(fresh.json['access_token'])]) {
    const answer = await with_token(running, access)('GET', `Patient/${patient}`)
    assert.deepEqual([answer.status, answer.json['resourceType']], [401, 'OperationOutcome'])
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer error="invalid_token"')
  }
})

test('an EHR launch: the app is opened for one patient and stay, once, by the person who opened it', async () => {
  const url = await doctor.launch('app', { patient, encounter })
  assert.equal(url.searchParams.get('iss'), `${base}/fhir`)
  const launch = url.searchParams.get('launch') ?? ''
  const token = await get_token(running, doctor, 'app', 'launch openid fhirUser patient/*.rs', {
    launch,
    patient: other,
  })
  assert.deepEqual(
    [token['patient'], token['encounter']],
    [patient, encounter],
    'the launch says who, nobody else does',
  )
  const { challenge } = make_pkce()
  const used = await doctor.authorize({ ...request_of(running, 'app', 'launch patient/*.rs', challenge), launch })
  assert.match(used.location, /error=invalid_request.*launch\+is\+unknown|launch%20is%20unknown/)

  const second = (await doctor.launch('app', { patient })).searchParams.get('launch') ?? ''
  const nurse = await open_browser(running, 'nurse')
  const stolen = await nurse.authorize({
    ...request_of(running, 'app', 'launch patient/*.rs', challenge),
    launch: second,
  })
  assert.equal((await nurse.plan(stolen.uid)).status, 403)
  await register_app(running, { client_id: 'app-khac', scope: 'launch patient/*.rs' })
  const wrong_app = await doctor.authorize({
    ...request_of(running, 'app-khac', 'launch patient/*.rs', challenge),
    launch: second,
  })
  assert.match(wrong_app.location, /error=invalid_request/)
  await assert.rejects(doctor.launch('app', { patient, encounter: encounter_of_other }), /không phải của người bệnh/)
})

test('what was allowed before is not asked again when the chart opens the app; more is', async () => {
  const { challenge } = make_pkce()
  const begin = async (scope: string) => {
    const launch = (await doctor.launch('app', { patient })).searchParams.get('launch') ?? ''
    const { uid } = await doctor.authorize({ ...request_of(running, 'app', scope, challenge), launch })
    return doctor.plan(uid)
  }
  assert.equal((await begin('launch openid fhirUser patient/*.rs')).plan.is_known, true)
  const more = await begin('launch openid user/*.rs')
  assert.deepEqual([more.plan.is_known, more.plan.lines.map((line) => line.scope)], [false, ['user/*.rs']])
})

test('an app whose access was taken back is asked about anew, whatever was allowed before that', async () => {
  const head = await open_browser(running, 'records_archive')
  await register_app(running, { client_id: 'app-hoi-lai', scope: 'launch patient/*.rs' })
  const begin = async () => {
    const launch = (await head.launch('app-hoi-lai', { patient })).searchParams.get('launch') ?? ''
    const request = { ...request_of(running, 'app-hoi-lai', 'launch patient/*.rs', make_pkce().challenge), launch }
    const { uid } = await head.authorize(request)
    return { uid, is_known: (await head.plan(uid)).plan.is_known }
  }
  const allow = async ({ uid }: { uid: string }) => head.decide(uid, { approve: true, scopes: ['patient/*.rs'] })
  const first = await begin()
  assert.equal(first.is_known, false)
  await allow(first)
  // Of a session long over: nobody ended it, and it is on no list any more.
  await owner.query("UPDATE access.app_grant SET session = '\\x00' WHERE client_id = 'app-hoi-lai'")
  const second = await begin()
  assert.equal(second.is_known, true)
  await allow(second)
  assert.equal((await head.api('DELETE', '/api/connections/app-hoi-lai')).status, 200)
  assert.equal((await begin()).is_known, false)
})

test('granted is what app, registration and role allow together; what is not given is named to the person', async () => {
  const scope = 'launch/patient patient/*.cruds patient/Observation.rs system/*.cruds user/Nothing.rs openid'
  const { uid } = await doctor.authorize(request_of(running, 'app', scope, make_pkce().challenge))
  const { plan } = await doctor.plan(uid)
  assert.deepEqual(
    plan.lines.map((line) => line.scope),
    ['patient/*.rs'],
  )
  assert.deepEqual(
    plan.refused,
    ['patient/*.cruds', 'system/*.cruds', 'user/Nothing.rs'],
    'what the wider one covers is given',
  )
  const reception = await open_browser(running, 'reception')
  const asked = await reception.authorize(request_of(running, 'app', scope, make_pkce().challenge))
  assert.deepEqual((await reception.plan(asked.uid)).plan.lines, [], 'a clerk reads no records, by no app')
})

test('a request that is not whole or not right is refused: to the app where that is safe, to the person where not', async () => {
  const { challenge } = make_pkce()
  const right = request_of(running, 'app', 'launch/patient patient/*.rs', challenge)
  const told_app: [Record<string, string | undefined>, RegExp][] = [
    [{ ...right, aud: undefined }, /error=invalid_request.*aud/],
    [{ ...right, aud: 'https://noi-khac.vn/fhir' }, /error=invalid_request.*aud/],
    [{ ...right, code_challenge: undefined, code_challenge_method: undefined }, /error=invalid_request.*PKCE/],
    [{ ...right, code_challenge_method: 'plain' }, /error=invalid_request/],
    [{ ...right, response_type: 'token' }, /error=(unsupported_response_type|unauthorized_client|invalid_request)/],
    [{ ...right, scope: 'launch patient/*.rs' }, /error=invalid_request.*launch/],
    [{ ...right, launch: 'khong-co' }, /error=invalid_request.*launch/],
    [{ ...right, prompt: 'none' }, /error=login_required/],
  ]
  for (const [params, error] of told_app) {
    const { location } = await doctor.authorize(params)
    assert.ok(location.startsWith(redirect_uri), location)
    assert.match(location, error)
  }
  for (const params of [
    { ...right, redirect_uri: 'http://127.0.0.1:1/cho-khac' },
    { ...right, client_id: 'khong-co' },
  ]) {
    const { status, location } = await doctor.authorize(params)
    assert.deepEqual([status, location], [400, ''], 'nothing is sent to an address nobody registered')
  }
})

test('a code works once, with its verifier, for its app, at its address; used twice it takes back what it gave', async () => {
  const begin = async () => {
    const { verifier, challenge } = make_pkce()
    const { uid } = await doctor.authorize(request_of(running, 'app', 'launch/patient patient/*.rs', challenge))
    const { back } = await doctor.decide(uid, { approve: true, scopes: ['patient/*.rs'], patient })
    assert.equal(back.searchParams.get('state'), 'trang-thai')
    const code = back.searchParams.get('code') ?? ''
    return { grant_type: 'authorization_code', code, redirect_uri, client_id: 'app', code_verifier: verifier }
  }
  const form = await begin()
  for (const wrong of [
    { ...form, code_verifier: make_pkce().verifier },
    { ...form, redirect_uri: 'http://127.0.0.1:1/cho-khac' },
    { ...form, client_id: 'app-khac' },
    { ...form, code: 'khong-co' },
  ]) {
    const answer = await post_form(token_url, wrong)
    assert.deepEqual([answer.status, answer.json['error']], [400, 'invalid_grant'], JSON.stringify(wrong))
  }
  const both = await Promise.all([post_form(token_url, form), post_form(token_url, form)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 400], 'two at once are not both the first')

  const second = await begin()
  const first_use = await post_form(token_url, second)
  assert.equal(first_use.status, 200)
  const ask = with_token(running, String(first_use.json['access_token']))
  assert.equal((await ask('GET', `Patient/${patient}`)).status, 200)
  assert.equal((await post_form(token_url, second)).json['error'], 'invalid_grant')
  assert.equal((await ask('GET', `Patient/${patient}`)).status, 401)

  const late = await begin()
  await owner.query(
    `UPDATE smart.record SET payload = jsonb_set(payload, '{exp}', to_jsonb(extract(epoch FROM now())::int - 60))
     WHERE model = 'AuthorizationCode'`,
  )
  assert.equal((await post_form(token_url, late)).json['error'], 'invalid_grant')
})

test('no is an answer; a decision counts in the browser where the app asked, by who is signed in there', async () => {
  const right = request_of(running, 'app', 'launch/patient patient/*.rs', make_pkce().challenge)
  const { uid } = await doctor.authorize(right)
  const stranger = await open_browser(running, 'doctor')
  assert.equal((await stranger.plan(uid)).status, 404, 'the same person at another computer')
  const guess = await stranger.decide(uid, { approve: true, scopes: ['patient/*.rs'], patient })
  assert.equal(guess.answer.status, 404)
  const { back } = await doctor.decide(uid, { approve: false })
  assert.equal(back.searchParams.get('error'), 'access_denied')

  const nobody = await doctor.authorize(right)
  const none = await doctor.decide(nobody.uid, { approve: true, scopes: ['patient/*.rs'] })
  assert.deepEqual([none.answer.status, none.answer.json['issues'][0].expression], [400, 'patient'])
  const elsewhere = await open_browser(running, 'doctor.b')
  const foreign = await elsewhere.authorize(right)
  assert.equal((await elsewhere.plan(foreign.uid)).status, 403, 'the app belongs to facility A')
  const missing = await doctor.authorize(right)
  const unknown = await doctor.decide(missing.uid, { approve: true, scopes: ['patient/*.rs'], patient: 'khong-co' })
  assert.equal(unknown.answer.status, 404)
})

test('offline_access counts beside prompt=login', async () => {
  const scope = 'launch/patient offline_access patient/*.rs'
  const request = { ...request_of(running, 'app', scope, make_pkce().challenge), prompt: 'login' }
  const { uid } = await doctor.authorize(request)
  assert.equal((await doctor.plan(uid)).plan.offline, true)
})

test('what an app is registered for today bounds what it was allowed yesterday', async () => {
  const wide = { client_id: 'app-thu-hep', scope: 'launch/patient offline_access patient/*.rs' }
  await register_app(running, wide)
  const token = await get_token(running, doctor, wide.client_id, wide.scope, { patient })
  await register_app(running, { ...wide, scope: 'launch/patient offline_access patient/Observation.rs' })
  const form = { grant_type: 'refresh_token', client_id: wide.client_id }
  const fresh = await post_form(token_url, { ...form, refresh_token: String(token['refresh_token']) })
  assert.equal(fresh.json['scope'], 'launch/patient offline_access patient/Observation.rs')
})

test('prompt=login wants the password typed after the app asked', async () => {
  const right = { ...request_of(running, 'app', 'openid launch/patient patient/*.rs', make_pkce().challenge) }
  const browser = await open_browser(running, 'doctor')
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const { uid } = await browser.authorize({ ...right, prompt: 'login' })
  assert.equal((await browser.plan(uid)).plan.needs_sign_in, true)
  const early = await browser.decide(uid, { approve: true, scopes: ['patient/*.rs'], patient })
  assert.equal(early.answer.status, 403)
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await browser.api('POST', '/api/sign-in', { username: 'doctor', password })
  const late = await browser.decide(uid, { approve: true, scopes: ['patient/*.rs'], patient })
  assert.ok(late.back.searchParams.has('code'), JSON.stringify(late.answer.json))
})

test('without offline_access the app ends with the session; a role or account taken away counts at once', async () => {
  const browser = await open_browser(running, 'head_of_department')
  const online = await get_token(running, browser, 'app', 'launch/patient online_access patient/*.rs', { patient })
  const offline = await get_token(running, browser, 'app', 'launch/patient offline_access patient/*.rs', { patient })
  const status = async (token: Json) =>
    (await with_token(running, String(token['access_token']))('GET', `Patient/${patient}`)).status
  const refresh = (token: Json) =>
    post_form(token_url, {
      grant_type: 'refresh_token',
      client_id: 'app',
      refresh_token: String(token['refresh_token']),
    })
  assert.deepEqual([await status(online), await status(offline)], [200, 200])
  const is_active = async (token: Json) => {
    const house = { client_id: 'client', client_secret: password }
    return (await post_form(`${base}/oauth/introspect`, { token: String(token['access_token']), ...house })).json[
      'active'
    ] as boolean
  }
  assert.deepEqual([await is_active(online), await is_active(offline)], [true, true])
  await browser.sign_out()
  assert.deepEqual([await status(online), await status(offline)], [401, 200])
  assert.deepEqual([await is_active(online), await is_active(offline)], [false, true])
  assert.equal((await refresh(online)).json['error'], 'invalid_grant')
  await owner.query("UPDATE access.account SET role = 'it_admin' WHERE id = 'acc-head_of_department'")
  assert.equal(await status(offline), 403)
  await owner.query(
    "UPDATE access.account SET role = 'head_of_department', active = false WHERE id = 'acc-head_of_department'",
  )
  assert.equal(await status(offline), 401)
  assert.equal((await refresh(offline)).json['error'], 'invalid_grant')
})

type Backend = {
  client_id: string
  sign(changes?: Json, alg?: string, key?: CryptoKey, header?: Json): Promise<string>
}
const make_backend = async (alg: 'ES384' | 'RS384', client_id: string, scope: string): Promise<Backend> => {
  const pair = await generateKeyPair(alg)
  const jwk = await exportJWK(pair.publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  await register_app(running, {
    ...{ client_id, scope, kind: 'backend', redirect_uris: [], launch_uri: null },
    jwks: { keys: [{ ...jwk, kid, alg, use: 'sig' }] },
  })
  return {
    client_id,
    sign: (changes = {}, with_alg = alg, key = pair.privateKey, header = {}) =>
      new SignJWT({
        ...{
          iss: client_id,
          sub: client_id,
          aud: token_url,
          jti: randomUUID(),
          exp: Math.floor(Date.now() / 1_000) + 120,
        },
        ...changes,
      })
        .setProtectedHeader({ alg: with_alg, kid, typ: 'JWT', ...header })
        .sign(key),
  }
}
const assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ask_backend = (client_assertion: string, more: Record<string, string> = {}): Promise<Answer> =>
  post_form(token_url, {
    grant_type: 'client_credentials',
    client_assertion_type: assertion_type,
    client_assertion,
    ...more,
  })

for (const alg of ['ES384', 'RS384'] as const)
  test(`Backend Services with ${alg}: granted ⊆ registered, five minutes, and only what the scopes say`, async () => {
    const backend = await make_backend(alg, `kho-${alg}`, 'system/Patient.rs system/Observation.cruds')
    const answer = await ask_backend(await backend.sign(), { scope: 'system/*.rs system/Condition.rs' })
    assert.deepEqual([answer.status, answer.json['scope']], [200, 'system/Patient.rs system/Observation.rs'])
    assert.ok(Number(answer.json['expires_in']) <= 300)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const ask = with_token(running, String(answer.json['access_token']))
    assert.equal((await ask('GET', `Patient/${patient}`)).status, 200)
    assert.equal((await ask('GET', 'Condition')).status, 403)
    const nothing = await ask_backend(await backend.sign(), { scope: 'system/Condition.rs user/*.rs launch' })
    assert.deepEqual([nothing.status, nothing.json['error']], [400, 'invalid_scope'])
    assert.equal((await ask_backend(await backend.sign())).json['scope'], 'system/Patient.rs system/Observation.cruds')
  })

test('an assertion counts once, for this server, for five minutes at most, signed with the registered key', async () => {
  const backend = await make_backend('ES384', 'kho-thu', 'system/*.rs')
  const now_s = Math.floor(Date.now() / 1_000)
  const once = await backend.sign()
  assert.equal((await ask_backend(once)).status, 200)
  const foreign = await generateKeyPair('ES384')
  const small = await generateKeyPair('ES256')
  const wrong: [string, string][] = [
    ['shown a second time', once],
    ['for another server', await backend.sign({ aud: 'https://noi-khac.vn/oauth/token' })],
    ['expired', await backend.sign({ exp: now_s - 60 })],
    ['too long', await backend.sign({ exp: now_s + 3_600 })],
    ['without a name', await backend.sign({ jti: undefined })],
    ['of another issuer', await backend.sign({ iss: 'ai-do' })],
    ['of an unknown client', await backend.sign({ iss: 'ai-do', sub: 'ai-do' })],
    ['signed with another key', await backend.sign({}, 'ES384', foreign.privateKey)],
    ['without the name of its key', await backend.sign({}, 'ES384', undefined, { kid: undefined })],
    ['with keys from elsewhere', await backend.sign({}, 'ES384', undefined, { jku: 'https://noi-khac.vn/jwks' })],
    ['signed in another way', await backend.sign({}, 'ES256', small.privateKey)],
    ['not signed', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${once.split('.')[1]}.`],
  ]
  for (const [what, assertion] of wrong) {
    const answer = await ask_backend(assertion)
    assert.deepEqual([answer.status, answer.json['error']], [401, 'invalid_client'], what)
  }
  const twice = await backend.sign()
  const both = await Promise.all([ask_backend(twice), ask_backend(twice)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 401], 'two at once are not both the first')
  const with_secret = await post_form(token_url, {
    ...{ grant_type: 'client_credentials', client_id: 'kho-thu', client_secret: password },
  })
  assert.equal(with_secret.status, 401, 'a client proves itself in its own way only')
})

test('keys may lie where the system publishes them, also on a machine next door', async () => {
  const pair = await generateKeyPair('ES384')
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'khoa-1', alg: 'ES384', use: 'sig' }
  const publisher = createServer((request, response) => {
    if (request.url === '/di-noi-khac') return response.writeHead(302, { location: '/jwks' }).end()
    return response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }))
  })
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve))
  const ask = async (client_id: string, path: string) => {
    const jwks_uri = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}${path}`
    await register_app(running, {
      ...{ client_id, scope: 'system/*.rs', kind: 'backend', redirect_uris: [], launch_uri: null, jwks_uri },
    })
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES384', kid: jwk.kid, jku: jwks_uri })
      .setIssuer(client_id)
      .setSubject(client_id)
      .setAudience(token_url)
      .setExpirationTime('2m')
      .sign(pair.privateKey)
    return (await ask_backend(assertion)).status
  }
  assert.equal(await ask('kho-cong-bo', '/jwks'), 200)
  assert.equal(await ask('kho-doi-cho', '/di-noi-khac'), 401, 'nobody is sent on elsewhere')
  publisher.close()
})

test('introspection and revocation: only for known clients of the house; what is taken back is over at once', async () => {
  const token = await get_token(running, doctor, 'app', 'openid fhirUser launch/patient offline_access patient/*.rs', {
    patient,
  })
  const introspect = (value: string, client: Record<string, string>) =>
    post_form(`${base}/oauth/introspect`, { token: value, ...client })
  const house = { client_id: 'client', client_secret: password }
  const known = await introspect(token.access_token, house)
  for (const [name, value] of Object.entries({
    ...{ active: true, scope: token.scope, client_id: 'app', patient, sub: 'acc-doctor', iss: `${base}/oauth` },
    fhirUser: `${base}/fhir/Practitioner/pr-doctor`,
  }))
    assert.equal(known.json[name], value, name)
  assert.ok(Number(known.json['exp']) > Date.now() / 1_000)
  assert.equal((await introspect(String(token['refresh_token']), { client_id: 'app' })).json['active'], true)
  assert.deepEqual((await introspect(token.access_token, { client_id: 'app-khac' })).json, { active: false })
  assert.equal((await introspect(token.access_token, { client_id: 'client', client_secret: 'sai' })).status, 401)
  const of_b = { client_id: 'client.b', client_secret: password }
  assert.deepEqual((await introspect(token.access_token, of_b)).json, { active: false }, 'facility B learns nothing')
  for (const foreign of ['a.b.c', 'khong-co', `${token.access_token.slice(0, -4)}AAAA`])
    assert.deepEqual((await introspect(foreign, house)).json, { active: false })

  const revoke = (value: string, client: Record<string, string>) =>
    post_form(`${base}/oauth/revoke`, { token: value, ...client })
  await revoke(token.access_token, { client_id: 'app-khac' })
  assert.equal((await introspect(token.access_token, house)).json['active'], true, 'nobody revokes for others')
  assert.equal((await revoke(token.access_token, { client_id: 'app' })).status, 200)
  assert.deepEqual((await introspect(token.access_token, house)).json, { active: false })
  assert.equal((await with_token(running, token.access_token)('GET', `Patient/${patient}`)).status, 401)
  const form = { grant_type: 'refresh_token', client_id: 'app', refresh_token: String(token['refresh_token']) }
  assert.equal((await post_form(token_url, form)).json['error'], 'invalid_grant')

  const machine = (await post_form(token_url, { grant_type: 'client_credentials', ...house })).json[
    'access_token'
  ] as string
  assert.equal((await introspect(machine, house)).json['active'], true)
  assert.equal((await revoke(machine, house)).status, 200)
  assert.equal((await with_token(running, machine)('GET', 'Patient?_count=1')).status, 401)
})

test('who allowed it sees it and takes it back; the administrator closes an app for all, and opens it again', async () => {
  const nurse = await open_browser(running, 'nurse')
  const token = await get_token(running, nurse, 'app', 'launch/patient offline_access patient/*.rs', { patient })
  const ask = () => with_token(running, token.access_token)('GET', `Patient/${patient}`)
  const connections = async () => (await nurse.api('GET', '/api/connections')).json as unknown as Connection[]
  const [connection] = await connections()
  assert.deepEqual(
    [connection?.client, connection?.app, connection?.uses.map((use) => use.patient?.id)],
    ['app', 'Ứng dụng app', [patient]],
  )
  const director = await open_browser(running, 'director')
  assert.equal((await director.api('DELETE', '/api/connections/app')).status, 404, 'not for somebody else')
  assert.equal((await ask()).status, 200)
  assert.equal((await nurse.api('DELETE', '/api/connections/app')).status, 200)
  assert.equal((await ask()).status, 401)
  assert.deepEqual(await connections(), [])

  const again = await get_token(running, nurse, 'app', 'launch/patient offline_access patient/*.rs', { patient })
  const administrator = await open_browser(running, 'it_admin')
  assert.equal((await nurse.api('POST', '/api/clients/app/close')).status, 403)
  const elsewhere = await open_browser(running, 'it_admin.b')
  assert.equal((await elsewhere.api('POST', '/api/clients/app/close')).status, 404)
  assert.equal((await administrator.api('POST', '/api/clients/app/close')).status, 200)
  assert.equal((await with_token(running, again.access_token)('GET', `Patient/${patient}`)).status, 401)
  const closed = await nurse.authorize(request_of(running, 'app', 'patient/*.rs', make_pkce().challenge))
  assert.equal(closed.status, 400)
  assert.equal((await administrator.api('POST', '/api/clients/app/open')).status, 200)
  assert.equal(
    (await with_token(running, again.access_token)('GET', `Patient/${patient}`)).status,
    401,
    'ended stays ended',
  )
  await get_token(running, nurse, 'app', 'launch/patient patient/*.rs', { patient })
})

test('a system set aside is out everywhere within seconds', async () => {
  const machine = (
    await post_form(token_url, { grant_type: 'client_credentials', client_id: 'client.b', client_secret: password })
  ).json['access_token'] as string
  const ask = () => with_token(running, machine)('GET', 'Patient?_count=1')
  assert.equal((await ask()).status, 200)
  // As another process would do it: only the database knows.
  await owner.query("UPDATE access.client SET active = false WHERE client_id = 'client.b'")
  const until = Date.now() + 8_000
  let status = 200
  while (status === 200 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    status = (await ask()).status
  }
  assert.equal(status, 401)
})

test('several processes are one server: what one gives, asks or takes back counts in the others', async () => {
  const second = await start_facility_server({ database_url, base_url: base, port: 0 })
  const there = `http://127.0.0.1:${(second.web.app.server.address() as AddressInfo).port}`
  try {
    const { verifier, challenge } = make_pkce()
    const { uid } = await doctor.authorize(request_of(running, 'app', 'launch/patient patient/*.rs', challenge))
    const { back } = await doctor.decide(uid, { approve: true, scopes: ['patient/*.rs'], patient })
    const form = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '', redirect_uri }
    const asked = { ...form, client_id: 'app', code_verifier: verifier }
    const token = await post_form(`${there}/oauth/token`, asked)
    assert.equal(token.status, 200, JSON.stringify(token.json))
    const access = String(token.json['access_token'])
    const read = async (at: string) => (await with_token({ ...running, base: at }, access)('GET', 'Patient')).status
    assert.deepEqual([await read(base), await read(there)], [200, 200])
    assert.equal((await post_form(token_url, asked)).json['error'], 'invalid_grant', 'used there, used here')
    assert.deepEqual([await read(base), await read(there)], [401, 401], 'seen before, taken back all the same')
  } finally {
    await second.close()
  }
})

test('new keys sign from the next start on; the key before is still believed, in processes that never saw the new one too', async () => {
  const before = await get_token(running, doctor, 'app', 'openid launch/patient patient/*.rs', { patient })
  await renew_smart_keys(site.database)
  const second = await start_facility_server({ database_url, base_url: base, port: 0 })
  const there = `http://127.0.0.1:${(second.web.app.server.address() as AddressInfo).port}`
  try {
    const house = { client_id: 'client', client_secret: password }
    const fresh = await post_form(`${there}/oauth/token`, { grant_type: 'client_credentials', ...house })
    const read = async (at: string, token: string) =>
      (await with_token({ ...running, base: at }, token)('GET', 'Patient?_count=1')).status
    const kid_of = (token: string) => decodeProtectedHeader(token).kid
    const access = String(fresh.json['access_token'])
    assert.notEqual(kid_of(access), kid_of(before.access_token))
    assert.deepEqual([await read(base, access), await read(there, access)], [200, 200])
    assert.deepEqual([await read(base, before.access_token), await read(there, before.access_token)], [200, 200])
    const keys = (await (await fetch(`${there}/oauth/jwks`)).json()) as { keys: Json[] }
    const named = keys.keys.map((key) => key['kid'])
    assert.ok(named.includes(kid_of(String(before['id_token']))), 'whoever still holds an identity can check it')
    assert.ok(keys.keys.every((key) => key['d'] === undefined))
  } finally {
    await second.close()
  }
})

test('codes, refresh tokens and sessions lie nowhere in readable form; what ran out is forgotten', async () => {
  const token = await get_token(running, doctor, 'app', 'launch/patient offline_access patient/*.rs', { patient })
  const { rows } = await owner.query('SELECT payload::text AS payload FROM smart.record')
  for (const { payload } of rows as { payload: string }[]) {
    assert.ok(!payload.includes(String(token['refresh_token'])))
    assert.ok(!payload.includes(token.access_token))
  }
  assert.ok(rows.length > 3)
  await owner.query("UPDATE smart.record SET expires_at = now() - interval '2 hours' WHERE model = 'RefreshToken'")
  await forget_expired(site.database)
  const left = await owner.query('SELECT DISTINCT model FROM smart.record')
  assert.ok(left.rows.length > 0 && !left.rows.some((row: Json) => row['model'] === 'RefreshToken'))
})

test('pages of registered origins may ask with a token; other origins may only read what describes the server', async () => {
  const origin = new URL(redirect_uri).origin
  const preflight = (from: string, path: string) =>
    fetch(`${base}${path}`, {
      method: 'OPTIONS',
      headers: {
        ...{ origin: from, 'access-control-request-method': 'GET' },
        'access-control-request-headers': 'authorization',
      },
    })
  const allowed = await preflight(origin, '/fhir/Patient')
  assert.deepEqual([allowed.status, allowed.headers.get('access-control-allow-origin')], [204, origin])
  assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization')
  assert.equal(allowed.headers.get('access-control-allow-credentials'), null, 'never with our cookie')
  const refused = await preflight('https://noi-khac.vn', '/fhir/Patient')
  assert.equal(refused.headers.get('access-control-allow-origin'), null)
  const open = await fetch(`${base}/fhir/.well-known/smart-configuration`, {
    headers: { origin: 'https://noi-khac.vn' },
  })
  assert.equal(open.headers.get('access-control-allow-origin'), '*')
  const form = {
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri,
    client_id: 'app',
    code_verifier: 'x'.repeat(43),
  }
  assert.equal((await post_form(token_url, form, { origin })).headers.get('access-control-allow-origin'), origin)
  const elsewhere = await post_form(token_url, form, { origin: 'https://noi-khac.vn' })
  assert.equal(elsewhere.headers.get('access-control-allow-origin'), null)
})

test('what may be registered is checked: addresses, scopes, and how the app proves itself', async () => {
  const refused: [string, Parameters<typeof register_app>[1], string | undefined][] = [
    [
      'http to another machine',
      { client_id: 'x', scope: 'patient/*.rs', redirect_uris: ['http://noi-khac.vn/'] },
      undefined,
    ],
    ['a script', { client_id: 'x', scope: 'patient/*.rs', redirect_uris: ['javascript:alert(1)'] }, undefined],
    ['no address', { client_id: 'x', scope: 'patient/*.rs', redirect_uris: [] }, undefined],
    ['a scope of systems', { client_id: 'x', scope: 'system/*.rs' }, undefined],
    ['no such scope', { client_id: 'x', scope: 'patient/Benh.rs' }, undefined],
    ['a restriction nobody can hold to', { client_id: 'x', scope: 'patient/Observation.rs?khong-co=1' }, undefined],
    ['a chain as restriction', { client_id: 'x', scope: 'patient/Observation.rs?subject.name=a' }, undefined],
    ['a secret that cannot be kept', { client_id: 'x', scope: 'patient/*.rs' }, 'bi-mat'],
    ['a system without proof', { client_id: 'x', kind: 'backend', scope: 'system/*.rs' }, undefined],
  ]
  for (const [what, app, secret] of refused)
    await assert.rejects(register_app(running, app, secret), { name: 'Failure' }, what)
  const of_b = { client_id: 'app', facility: '01929', name: 'lấy mất', scope: 'system/*.*' }
  await assert.rejects(put_client(site.database, of_b, 'x'), /đã dùng ở cơ sở khác/)
})
