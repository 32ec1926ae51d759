import { why_no_answer } from '../../base/outcome/index.ts'
import { is_record } from './answer.ts'

export type Answer = { status: number; body: unknown }

export class Unreachable extends Error {}

const text_or_json = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** @throws Unreachable when nobody answered in time, with the reason in Vietnamese */
export const call = async (url: string, init: RequestInit, timeout_ms: number): Promise<Answer> => {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout_ms) })
    return { status: response.status, body: text_or_json(await response.text()) }
  } catch (error) {
    throw new Unreachable(`${why_no_answer(error, timeout_ms)}; quản trị (IT) kiểm tra địa chỉ và đường mạng`)
  }
}

export const post = (
  url: string,
  body: unknown,
  headers: Record<string, string>,
  timeout_ms: number,
): Promise<Answer> =>
  call(
    url,
    { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) },
    timeout_ms,
  )

export const token_of = (body: unknown, field: string): string | undefined => {
  const token = is_record(body) ? (body[field] ?? body['token'] ?? body['access_token']) : undefined
  return typeof token === 'string' && token !== '' ? token : undefined
}
