import { fail, why_no_answer } from '../../../base/outcome/index.ts'
import {
  instance_fields,
  list_instances,
  read_multipart,
  refused_in,
  studies_in,
  study_fields,
  write_multipart,
  type FoundInstance,
  type FoundStudy,
} from '../../../standards/dicomweb/index.ts'

export type PacsSettings = { base_url: string; username: string; viewer: string }

export type Place = { study: string; series: string; instance: string }

/** A house's own PACS by DICOMweb. Each throws 503 where it does not answer, in words. */
export type Pacs = {
  find_studies(key: { StudyInstanceUID: string } | { AccessionNumber: string }): Promise<FoundStudy[]>
  find_instances(study: string): Promise<FoundInstance[]>
  /** The original file. @throws 404 */
  get_instance(place: Place): Promise<Buffer>
  /** The answer as it comes, for who asked us. @throws 404 */
  open_instance(place: Place): Promise<Response>
  /** @returns why it was not stored; '': it was */
  store(bytes: Uint8Array): Promise<string>
}

/** undefined: the server holds no password for a PACS that wants one. */
export type OpenPacs = (facility: string, settings: PacsSettings) => Pacs | undefined

const timeout_ms = 60_000
const dicom = 'application/dicom'
/** As stored: a PACS that converts would give other bytes than it was asked for last time. */
const original = `multipart/related; type="${dicom}"; transfer-syntax=*`

const away = (why: string) =>
  fail.unavailable(`PACS của cơ sở không dùng được: ${why}. Quản trị (IT) xem Liên thông › Cài đặt`)

export const path_of = ({ study, series, instance }: Place): string =>
  `/studies/${study}/series/${series}/instances/${instance}`

const found_nothing = (status: number): boolean => status === 404 || status === 410

const http_pacs = ({ base_url, username }: PacsSettings, password: string): Pacs => {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const ask = async (path: string, request: RequestInit & { headers: Record<string, string> }): Promise<Response> => {
    const headers = username === '' ? request.headers : { ...request.headers, authorization }
    const signal = AbortSignal.timeout(timeout_ms)
    const answer = await fetch(`${base_url}${path}`, { redirect: 'manual', signal, ...request, headers }).catch(
      (error: unknown) => {
        throw away(why_no_answer(error, timeout_ms))
      },
    )
    const { status } = answer
    if (answer.ok || found_nothing(status) || status === 409) return answer
    await answer.body?.cancel()
    throw away(
      status === 401 || status === 403 ? `không nhận tài khoản kết nối (HTTP ${status})` : `trả lời HTTP ${status}`,
    )
  }
  const query = async (path: string, fields: string[]): Promise<unknown> => {
    const asked = fields.map((field) => `includefield=${field}`).join('&')
    const answer = await ask(`${path}${path.includes('?') ? '&' : '?'}${asked}`, {
      headers: { accept: 'application/dicom+json' },
    })
    if (answer.status === 204 || found_nothing(answer.status)) return []
    return answer.json().catch(() => {
      throw away('trả lời không phải DICOM JSON')
    })
  }
  const open_instance = async (place: Place): Promise<Response> => {
    const answer = await ask(path_of(place), { headers: { accept: original } })
    if (!found_nothing(answer.status)) return answer
    await answer.body?.cancel()
    throw fail.not_found(`PACS không còn ảnh ${place.instance}`)
  }
  return {
    open_instance,
    find_studies: async (key) => studies_in(await query(`/studies?${new URLSearchParams(key)}`, study_fields)),
    find_instances: async (study) => list_instances(await query(`/studies/${study}/instances`, instance_fields)),
    async get_instance(place) {
      const answer = await open_instance(place)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const [file] = read_multipart(bytes, answer.headers.get('content-type') ?? '') ?? []
      if (!file) throw away(`ảnh ${place.instance} trả về không đúng dạng WADO-RS`)
      return file
    },
    async store(bytes) {
      const { content_type, body } = write_multipart([bytes], dicom, `benhan-${crypto.randomUUID()}`)
      const headers = { 'content-type': content_type, accept: 'application/dicom+json' }
      const answer = await ask('/studies', { method: 'POST', headers, body: new Uint8Array(body) })
      const said: unknown = await answer.json().catch(() => undefined)
      if (answer.ok && said === undefined)
        return 'PACS nhận nhưng trả lời không phải DICOM JSON: chưa biết ảnh đã lưu hay chưa'
      if (answer.ok) return refused_in(said)
      return refused_in(said) || `PACS không nhận (HTTP ${answer.status})`
    },
  }
}

/** @param passwords by facility, from the secrets of the installation, never from the database */
export const pacs_by_passwords =
  (passwords: Readonly<Record<string, string>>): OpenPacs =>
  (facility, settings) => {
    const password = settings.username === '' ? '' : passwords[facility]
    return password === undefined ? undefined : http_pacs(settings, password)
  }
