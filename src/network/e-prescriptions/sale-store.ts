import { local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Sale } from './contract.ts'

export type SaleRow = {
  id: string
  sold_at: Date
  seller_name: string
  invoice: string
  is_delivered: boolean
  line: string
  quantity: number
  given: string
  dispense: string
}

/** What this facility handed out on a prescription and was not refused, line by line. */
export const list_sale_lines = async (sql: Sql, facility: string, code: string): Promise<SaleRow[]> =>
  (
    await sql.query<SaleRow>(
      `SELECT s.id, s.sold_at, s.seller_name, s.invoice, l.line, l.quantity::float8 AS quantity, l.given, l.dispense,
         EXISTS (SELECT FROM eprescription.outbox AS o
           WHERE o.facility = $1 AND o.act = 'sale' AND o.ref = s.id AND o.status = 'delivered') AS is_delivered
       FROM eprescription.sale AS s JOIN eprescription.sale_line AS l ON l.facility = s.facility AND l.sale = s.id
       WHERE s.facility = $1 AND s.code = $2 AND NOT s.is_refused ORDER BY s.sold_at, s.id, l.line`,
      [facility, code],
    )
  ).rows

export const to_sales = (rows: SaleRow[]): Sale[] => {
  const sales = new Map<string, Sale>()
  for (const { id, sold_at, seller_name, invoice, given, quantity } of rows) {
    const sale = sales.get(id) ?? { id, sold_at: local_time(sold_at), seller_name, invoice, lines: [] }
    sale.lines.push({ name: given, quantity })
    sales.set(id, sale)
  }
  return [...sales.values()]
}

/** Of a line by us: all, and what the national system has been told of. */
export const own_sold = (rows: SaleRow[], line: string): { all: number; delivered: number } => {
  const mine = rows.filter((row) => row.line === line)
  const sum = (some: SaleRow[]): number => some.reduce((total, { quantity }) => total + quantity, 0)
  return { all: sum(mine), delivered: sum(mine.filter(({ is_delivered }) => is_delivered)) }
}

export type NewSale = {
  id: string
  code: string
  sold_at: Date
  seller: string
  seller_name: string
  invoice: string
  lines: { line: string; quantity: number; given: string; dispense: string }[]
}

/** @returns false when the invoice has been used */
export const put_sale = async (sql: Sql, facility: string, sale: NewSale): Promise<boolean> => {
  const { row_count } = await sql.query(
    `INSERT INTO eprescription.sale (facility, id, code, sold_at, seller, seller_name, invoice)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [facility, sale.id, sale.code, sale.sold_at, sale.seller, sale.seller_name, sale.invoice],
  )
  if (row_count === 0) return false
  await sql.query(
    `INSERT INTO eprescription.sale_line (facility, sale, line, quantity, given, dispense)
     SELECT $1, $2, r.* FROM jsonb_to_recordset($3::jsonb) AS r (line text, quantity numeric, given text, dispense text)`,
    [facility, sale.id, JSON.stringify(sale.lines)],
  )
  return true
}

/** From now on it is out of the house. @returns false when it had been refused before; then nothing may be handed over */
export const hand_over = async (sql: Sql, facility: string, sale: string): Promise<boolean> =>
  (
    await sql.query(
      'UPDATE eprescription.sale SET is_given = true WHERE facility = $1 AND id = $2 AND NOT is_refused',
      [facility, sale],
    )
  ).row_count > 0

/** Refused while nobody has it in hands yet. @returns false when it is out of the house */
export const take_back = async (sql: Sql, facility: string, sale: string): Promise<boolean> =>
  (
    await sql.query(
      'UPDATE eprescription.sale SET is_refused = true WHERE facility = $1 AND id = $2 AND NOT is_given',
      [facility, sale],
    )
  ).row_count > 0
