import { get_token, open_browser, register_app } from '../../smart-app.ts'
import type { Person, TestSite } from '../../test-site.ts'

/** An app that a doctor of A allowed to read all that the doctor may read. */
export const open_app = async (running: TestSite): Promise<Person> => {
  await register_app(running, { client_id: 'app', scope: 'user/*.rs launch/patient patient/*.rs' })
  const token = await get_token(running, await open_browser(running, 'doctor'), 'app', 'user/*.rs')
  return async (method, path, body, headers) => {
    const authorization = `Bearer ${token.access_token}`
    const response = await fetch(running.base + path, {
      ...{ method, headers: { authorization, 'content-type': 'application/fhir+json', ...headers } },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const json = text === '' ? {} : JSON.parse(text)
    return { status: response.status, headers: response.headers, text, bytes, json }
  }
}
