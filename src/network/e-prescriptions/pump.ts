import { list_facilities } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { demand_known_host } from '../../platform/privacy/index.ts'
import type { NationalPrescription, NationalSale } from '../../standards/e-prescription/index.ts'
import type { Outcome } from './answer.ts'
import { find_connection, find_prescriber, type Connection, type Secrets } from './connection.ts'
import { lend, settle, type OutboxRow, type Settling } from './outbox.ts'
import { open_gateway, type Gateway } from './qd808.ts'
import { is_same_prescription, whose_sale } from './same-prescription.ts'
import { with_optional_fields } from './optional-fields.ts'
import { take_back } from './sale-store.ts'
import { Unreachable } from './wire.ts'

export type PumpOptions = {
  secrets: Secrets
  /** Waiting after the first loss; doubled each time up to `back_off_max_ms`. */
  back_off_ms?: number
  back_off_max_ms?: number
  now?: () => Date
  /** A sale that was refused: what was written of it must say so. */
  when_refused?: (facility: string, code: string, sale: string) => Promise<void>
  report?: (error: unknown) => void
}

export type Pump = {
  /** Sends what is due of one facility. @returns how many lines were in hand */
  turn(facility: string): Promise<number>
  gateway(facility: string): Promise<Gateway | undefined>
  start(every_ms: number): void
  stop(): Promise<void>
}

const given_words =
  'Đã giao thuốc khi mất đường truyền, nay hệ thống quốc gia không nhận; đối chiếu với nơi đã cấp trước và xử lý thừa.'

const unsaid_words =
  'Hệ thống quốc gia nói hóa đơn này đã dùng, tra lại không ghi của nơi nào: đối chiếu với hệ thống quốc gia rồi xác nhận đã báo, hoặc gửi lại'

const not_there_yet = 'Hệ thống quốc gia chưa có đơn này; báo bán gửi lại khi đơn có ở đó'

const lent_for_ms = 120_000
const lent_at_once = 20

export const create_pump = (database: Database, options: PumpOptions): Pump => {
  const { secrets, back_off_ms = 30_000, back_off_max_ms = 3_600_000, now = () => new Date() } = options
  /** One for each connection as it stands, so that tokens are kept until it changes. */
  const gateways = new Map<string, { told: string; gateway: Gateway }>()

  const connected = async (facility: string): Promise<{ connection: Connection; gateway: Gateway } | undefined> => {
    const connection = await database.in_facility(facility, async (sql) => {
      const found = await find_connection(sql, facility)
      for (const address of [found?.base_url, found?.pharmacy_base_url])
        if (address) await demand_known_host(sql, facility, address)
      return found
    })
    if (!connection) return undefined
    const told = JSON.stringify(connection)
    const known = gateways.get(facility)
    if (known?.told === told) return { connection, gateway: known.gateway }
    const gateway = open_gateway(facility, connection, secrets)
    gateways.set(facility, { told, gateway })
    return { connection, gateway }
  }

  const later = (tries: number, problem: string): Settling => {
    const wait_ms = Math.min(back_off_max_ms, back_off_ms * 2 ** Math.min(tries - 1, 20))
    // Facilities that lost the line together do not come back together.
    return { status: 'waiting', problem, next_at: new Date(now().getTime() + wait_ms * (0.8 + Math.random() * 0.4)) }
  }

  /** The code is in use there. Ours, after a reply that was lost, or another's? Only reading back tells. */
  const settle_duplicate = async (gateway: Gateway, row: OutboxRow, message: string): Promise<Settling> => {
    let read: unknown
    try {
      read = await gateway.read(row.code)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      return later(row.tries, `Mã đã có ở hệ thống quốc gia, chưa đọc lại được để so: ${error.message}`)
    }
    if (row.act === 'prescription')
      return is_same_prescription(row.payload, read)
        ? { status: 'delivered', receipt: { read_back: true }, at: now() }
        : {
            status: 'held',
            problem: `Mã đơn đã được dùng cho đơn khác ở hệ thống quốc gia (${message})`,
            is_refused: true,
          }
    return settle_sale(row, read, message)
  }

  /** Nobody's total says whose sale it was: only the invoice with its pharmacy does; where neither is told, a person looks. */
  const settle_sale = (row: OutboxRow, read: unknown, message: string): Settling => {
    const whose = whose_sale(row.payload as NationalSale, read)
    if (whose === 'ours') return { status: 'delivered', receipt: { read_back: true }, at: now() }
    const problem = `Hóa đơn đã được dùng cho lần bán khác (${message})`
    if (whose === 'others') return { status: 'held', problem, is_refused: true }
    const unsaid = `${unsaid_words} (${message})`
    // At the first try, with the goods still here, nothing of ours can have gone there before.
    return row.tries <= 1
      ? { status: 'held', problem, is_refused: true, when_given: unsaid }
      : { status: 'held', problem: unsaid, is_refused: false }
  }

  /** Refused because it has no such prescription: that comes there by its own way, and the sale is told then. */
  const is_not_there_yet = async (gateway: Gateway, row: OutboxRow): Promise<boolean> =>
    row.act === 'sale' &&
    (await gateway.read(row.code).then(
      (read) => read === null,
      () => false,
    ))

  const settle_outcome = async (gateway: Gateway, row: OutboxRow, outcome: Outcome): Promise<Settling> => {
    switch (outcome.kind) {
      case 'done':
        return { status: 'delivered', receipt: outcome.receipt, at: now() }
      case 'duplicate':
        return settle_duplicate(gateway, row, outcome.message)
      case 'lost':
        return later(row.tries, outcome.message)
      case 'no_entry':
        return { status: 'held', problem: outcome.message, is_refused: false }
      case 'refused':
        if (await is_not_there_yet(gateway, row)) return later(row.tries, not_there_yet)
        return { status: 'held', problem: outcome.message, is_refused: true }
    }
  }

  const send = async (
    facility: string,
    { gateway, connection: { optional_fields } }: { gateway: Gateway; connection: Connection },
    row: OutboxRow,
  ): Promise<Settling> => {
    if (row.act === 'sale') return settle_outcome(gateway, row, await gateway.report(row.payload as NationalSale))
    const code = await database.in_facility(facility, (sql) => find_prescriber(sql, facility, row.sender))
    if (code === undefined)
      return {
        status: 'held',
        problem:
          'Bác sĩ chưa có mã liên thông đơn thuốc; quản trị (IT) khai báo ở trang “Kết nối liên thông”, mục “Đơn thuốc quốc gia”, khai xong đơn tự gửi',
        is_refused: false,
      }
    const doctor = { practitioner: row.sender, code }
    const told = await database.in_facility(facility, (sql) =>
      with_optional_fields(sql, facility, row.payload as NationalPrescription, optional_fields),
    )
    return settle_outcome(gateway, row, await gateway.send(told, doctor))
  }

  /** What was refused before it was handed over is not sold: it stays to be read and counts no more. */
  const put_down = async (facility: string, row: OutboxRow, how: Settling): Promise<void> => {
    const is_refused = row.act === 'sale' && how.status === 'held' && how.is_refused
    const is_undone = await database.in_facility(facility, async (sql) => {
      const is_back = is_refused && (await take_back(sql, facility, row.ref))
      const problem = is_refused && !is_back ? (how.when_given ?? `${given_words} ${how.problem}`) : undefined
      await settle(sql, facility, row.id, problem === undefined ? how : { ...how, status: 'held', problem, is_refused })
      return is_back
    })
    if (is_undone) await options.when_refused?.(facility, row.code, row.ref)
  }

  const turn = async (facility: string): Promise<number> => {
    const found = await connected(facility)
    if (!found) return 0
    const until = new Date(now().getTime() + lent_for_ms)
    const rows = await database.in_facility(facility, (sql) => lend(sql, facility, now(), until, lent_at_once))
    for (const row of rows) {
      const how = await send(facility, found, row).catch((error: unknown): Settling => {
        options.report?.(error)
        return later(row.tries, 'Lỗi trong máy chủ khi gửi; đã ghi vào nhật ký lỗi')
      })
      await put_down(facility, row, how)
    }
    return rows.length
  }

  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const round = async (): Promise<void> => {
    for (const { code } of await database.in_site(list_facilities)) while ((await turn(code)) === lent_at_once);
  }
  return {
    turn,
    gateway: async (facility) => (await connected(facility))?.gateway,
    start(every_ms) {
      timer = setInterval(() => {
        running ??= round()
          .catch((error: unknown) => options.report?.(error))
          .finally(() => {
            running = undefined
          })
      }, every_ms)
      timer.unref()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
