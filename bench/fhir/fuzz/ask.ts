/** One request as it is sent. `path` goes out as it stands, unescaped. */
export type Ask = {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

export const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}): Ask => ({
  method,
  path,
  headers: body === undefined ? headers : { 'content-type': 'application/fhir+json', ...headers },
  body,
})

const path_of = (...parts: string[]): string => `/fhir/${parts.join('/')}`
export const with_query = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`)
export { path_of }
