import { createConnection, isIPv6, type NetConnectOpts } from 'node:net'
import { Failure, fail, type Issue } from '../../base/outcome/index.ts'
import type { Submission } from '../../standards/documents/index.ts'

/** A clamd of the hub's own house: `host:port`, or the path of its socket. */
export type ScannerSetting = { connect: NetConnectOpts; timeout_ms: number }

const port_default = 3310
const timeout_default_ms = 20_000
const chunk_bytes = 256 * 1_024
const answer_max = 4_096

/** HUB_CLAMD: `clamd:3310`, `127.0.0.1`, `::1`, `[::1]:3310`, `/run/clamav/clamd.sock`; nothing: no scanner stands beside the hub. */
export const read_scanner_setting = (text: string | undefined): ScannerSetting | undefined => {
  if (!text) return undefined
  if (text.startsWith('/')) return { connect: { path: text }, timeout_ms: timeout_default_ms }
  if (isIPv6(text)) return { connect: { host: text, port: port_default }, timeout_ms: timeout_default_ms }
  const [, host, port] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(text) ?? []
  if (!host) throw fail.value(`HUB_CLAMD: không hiểu “${text}”`, 'HUB_CLAMD')
  return { connect: { host, port: Number(port ?? port_default) }, timeout_ms: timeout_default_ms }
}

const away = (why: string): Failure =>
  new Failure(503, [
    { severity: 'error', code: 'transient', message: `Trục chưa kiểm tra được mã độc (${why}); hãy gửi lại sau` },
  ])

/** INSTREAM of clamd(8): chunks with their length before them, a length of nothing ends; one line comes back. */
const ask_clamd = ({ connect, timeout_ms }: ScannerSetting, bytes: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(connect)
    let said = ''
    const give_up = (why: string): void => {
      socket.destroy()
      reject(away(why))
    }
    socket.setTimeout(timeout_ms, () => give_up('bộ quét không trả lời'))
    socket.on('error', () => give_up('không tới được bộ quét'))
    socket.on('data', (part: Buffer) => {
      said += part.toString('latin1')
      if (said.length > answer_max) give_up('bộ quét trả lời lạ')
    })
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(said.replace(/\0/g, '').trim()))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += chunk_bytes) {
        const chunk = bytes.subarray(at, at + chunk_bytes)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(chunk.length)
        socket.write(length)
        socket.write(chunk)
      }
      socket.write(Buffer.alloc(4))
    })
  })

/** What it found; undefined: nothing. @throws 503 where it cannot say: what was not looked at is not taken */
const scan = async (setting: ScannerSetting, bytes: Uint8Array): Promise<string | undefined> => {
  const said = await ask_clamd(setting, bytes)
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
  if (found !== undefined) return found
  if (said === 'stream: OK') return undefined
  if (/size limit exceeded/i.test(said)) return 'tệp lớn hơn mức bộ quét nhận (StreamMaxLength)'
  throw away(said === '' ? 'bộ quét đóng kết nối' : said.slice(0, 100))
}

/** Asks the scanner about every part. What a sender encrypted for its receiver is opened, and scanned, there. */
export const create_virus_scan =
  (setting: ScannerSetting) =>
  async ({ parts }: Submission): Promise<Issue[]> => {
    const issues: Issue[] = []
    for (const { kind, title, bytes } of parts) {
      const found = await scan(setting, bytes)
      if (found !== undefined)
        issues.push({
          ...{ severity: 'error', code: 'security', expression: kind },
          message: `Phần “${title}” bị bộ quét mã độc của trục chặn (${found}); kiểm tra máy đã xuất tệp này rồi gửi bản sạch`,
        })
    }
    return issues
  }

/** Asks it about one file that is no part of a letter. @throws 422 with what it found, 503 where it cannot say */
export const create_file_scan =
  (setting: ScannerSetting) =>
  async (name: string, bytes: Uint8Array): Promise<void> => {
    const found = await scan(setting, bytes)
    if (found !== undefined)
      throw fail.many(422, [
        {
          ...{ severity: 'error', code: 'security', expression: 'file' },
          message: `Tệp “${name.slice(0, 100)}” bị bộ quét mã độc của trục chặn (${found}); kiểm tra máy đã tạo tệp này rồi gửi bản sạch`,
        },
      ])
  }
