import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const data_dir = mkdtempSync(join(tmpdir(), 'benhan-start-'))
const port = 40_000 + Math.floor(Math.random() * 10_000)
after(() => rmSync(data_dir, { recursive: true, force: true }))

type Ready = {
  facilities: {
    code: string
    web: string
    fhir: string
    users: Record<string, { username: string; password: string }>
    client: { client_id: string; client_secret: string }
  }[]
}

type Started = { child: ChildProcess; ready: Ready; took_ms: number }

/** As `npm start` does after building: the launcher under a parent that may die. */
const start = async (): Promise<Started> => {
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'src/apps/demo/main.ts')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: data_dir },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const line = /^READY (.*)$/m.exec(text)
    if (line?.[1]) return { child, ready: JSON.parse(line[1]) as Ready, took_ms: performance.now() - begun }
  }
  throw new Error(`no READY line: ${text}`)
}

const token_of = async (facility: Ready['facilities'][number]): Promise<string> => {
  const answer = await fetch(`${facility.web}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', ...facility.client }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

const ask_as = async (
  web: string,
  { username, password }: { username: string; password: string },
  path: string,
): Promise<Record<string, unknown>> => {
  const door = await fetch(`${web}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = await fetch(web + path, { headers: { cookie } })
  assert.equal(answer.status, 200, `${username} ${path}`)
  return (await answer.json()) as Record<string, unknown>
}

const count_patients = async (facility: Ready['facilities'][number]): Promise<number> => {
  const answer = await fetch(`${facility.fhir}/Patient?_count=0&_total=accurate`, {
    headers: { authorization: `Bearer ${await token_of(facility)}` },
  })
  return ((await answer.json()) as { total: number }).total
}

const postmaster = (): number => Number(readFileSync(join(data_dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

test('the province in miniature starts, keeps its people and survives whatever kills it', async (t) => {
  const first = await start()
  const [a] = first.ready.facilities
  assert.ok(a)
  assert.deepEqual(
    first.ready.facilities.map((facility) => facility.code),
    ['24012', '24160', '01929'],
  )
  const people = await count_patients(a)
  assert.ok(people >= 300, `${people} patients`)

  await t.test('every account of the READY line can sign in', async () => {
    for (const facility of first.ready.facilities)
      for (const user of Object.values(facility.users)) {
        const answer = await fetch(`${facility.web}/api/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(user),
        })
        assert.equal(answer.status, 200, `${facility.code} ${user.username}`)
      }
  })

  await t.test('the first doctor finds a morning’s work to sign, not a month’s', async () => {
    for (const facility of first.ready.facilities.filter(({ code }) => code !== '24160')) {
      const doctor = facility.users['doctor']
      assert.ok(doctor)
      const queue = await ask_as(facility.web, doctor, '/api/signing-queue?count=0')
      assert.ok(
        Number(queue['total']) >= 5 && Number(queue['total']) <= 25,
        `${facility.code}: ${String(queue['total'])}`,
      )
    }
  })

  await t.test(
    'every public unit of the province has its administrator, and the departments to begin with',
    async () => {
      const door = (await (await fetch(`${a.web}/api/door`)).json()) as {
        facilities: { code: string }[]
        demo: { facility: string; username: string; password: string; role: string }[]
      }
      assert.equal(door.facilities.length, 18)
      for (const account of door.demo.filter(
        ({ role, facility }) => role === 'it_admin' && facility.startsWith('243'),
      )) {
        const { departments } = (await ask_as(a.web, account, '/api/places')) as { departments: unknown[] }
        assert.ok(departments.length >= 5, account.facility)
      }
    },
  )

  await t.test('a client of one facility sees its own people only', async () => {
    const station = first.ready.facilities[1]
    assert.ok(station)
    assert.notEqual(await count_patients(station), people)
  })

  await t.test('SIGTERM ends it cleanly', async () => {
    first.child.kill('SIGTERM')
    const [code] = (await once(first.child, 'exit')) as [number]
    assert.equal(code, 0)
  })

  await t.test('kill -9 of the launcher: the next start takes over and nothing is lost', async () => {
    const second = await start()
    second.child.kill('SIGKILL')
    await once(second.child, 'exit')
    const third = await start()
    const facility = third.ready.facilities[0]
    assert.ok(facility)
    assert.equal(await count_patients(facility), people)
    t.diagnostic(`later start: ${Math.round(third.took_ms)} ms`)

    process.kill(postmaster(), 'SIGKILL')
    const [code] = (await once(third.child, 'exit')) as [number]
    assert.equal(code, 1, 'the launcher says that its database is gone')
    const fourth = await start()
    assert.equal(await count_patients(facility), people)
    fourth.child.kill('SIGTERM')
    await once(fourth.child, 'exit')
  })
})
