/** The one way the browser asks the server: `/api`, cookie session, refusals as values people can read. */

export type Issue = { severity: string; code: string; message: string; expression?: string; law?: string }

/** A refusal of the server, or (status 0) no answer at all. */
export class Refused extends Error {
  readonly status: number
  readonly issues: Issue[]
  readonly details: Record<string, unknown>
  constructor(status: number, issues: Issue[], details: Record<string, unknown> = {}) {
    super(issues.map((issue) => issue.message).join('; '))
    this.status = status
    this.issues = issues
    this.details = details
  }
}

const is_record = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const issue_of = (value: unknown): Issue[] => {
  if (!is_record(value) || typeof value.message !== 'string') return []
  const text = (key: string): string => (typeof value[key] === 'string' ? String(value[key]) : '')
  return [
    {
      severity: text('severity') || 'error',
      code: text('code'),
      message: value.message,
      ...(text('expression') && { expression: text('expression') }),
      ...(text('law') && { law: text('law') }),
    },
  ]
}

const no_answer = (status: number): Issue => ({
  severity: 'error',
  code: 'transient',
  message:
    status === 0
      ? 'Không liên lạc được với máy chủ. Kiểm tra mạng của máy này; nếu các máy khác cũng vậy, báo phòng CNTT.'
      : `Máy chủ trả lời lỗi ${status} mà không nói rõ. Thử lại; nếu vẫn vậy, báo phòng CNTT kèm giờ xảy ra.`,
})

const refusal_of = async (response: Response): Promise<Refused> => {
  const body: unknown = await response.json().catch(() => undefined)
  const listed: unknown = is_record(body) ? body.issues : undefined
  const issues = Array.isArray(listed) ? listed.flatMap(issue_of) : []
  const details = is_record(body) && is_record(body.details) ? body.details : {}
  return new Refused(response.status, issues.length > 0 ? issues : [no_answer(response.status)], details)
}

const lost_listeners = new Set<() => void>()

/** Told when the session has run out in the middle of work. */
export const on_session_lost = (listener: () => void): (() => void) => {
  lost_listeners.add(listener)
  return () => lost_listeners.delete(listener)
}

export type AskOptions = {
  method?: string
  body?: unknown
  keepalive?: boolean
  signal?: AbortSignal
  quiet_401?: boolean
}

export const ask_response = async (path: string, options: AskOptions = {}): Promise<Response> => {
  const { method = options.body === undefined ? 'GET' : 'POST', body, keepalive, signal, quiet_401 } = options
  const writes = method !== 'GET'
  const response = await fetch(`/api${path}`, {
    method,
    credentials: 'same-origin',
    ...(writes && {
      headers: { 'x-benhan': '1', 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    }),
    ...(keepalive && { keepalive }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refused(0, [no_answer(0)])
  })
  if (response.ok) return response
  if (response.status === 401 && !quiet_401) lost_listeners.forEach((listener) => listener())
  throw await refusal_of(response)
}

/** The shapes are those of the rooms' contract.ts, which the server's tests hold to. */
export const ask = async <T>(path: string, options: AskOptions = {}): Promise<T> => {
  const response = await ask_response(path, options)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

export const query_string = (values: Record<string, string | undefined>): string => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) if (value) search.set(key, value)
  const text = search.toString()
  return text && `?${text}`
}
