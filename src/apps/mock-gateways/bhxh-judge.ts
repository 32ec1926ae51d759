import { XMLParser } from 'fast-xml-parser'
import { table_definitions, verify_dossier, type TableId } from '../../standards/bhyt-exchange/index.ts'

/**
 * The portal's own reading of a dossier, written apart from the sender's: another parser, rules spelled out again from the decision's
 * tables. What the real one checks at once and what hours later is not told; here all of it is said at once.
 */
const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true, trimValues: true, processEntities: true })

type Tree = Record<string, unknown>
const tree = (value: unknown): Tree => (typeof value === 'object' && value !== null ? (value as Tree) : {})
const many = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]
const said = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

type Tables = Partial<Record<TableId, Tree[]>>

/** What a book may leave open: prices, catalogues and classes of payment. A claim may not. */
const open_in_book: Partial<Record<TableId, RegExp>> = {
  XML1: /^(MAHUYEN_CU_TRU|MA_NGHE_NGHIEP|MA_QUOCTICH|MA_DOITUONG_KCB|CHAN_DOAN_VAO)$/,
  XML2: /^(MA_THUOC|HAM_LUONG|DUONG_DUNG|DON_VI_TINH|SO_LUONG|PHAM_VI|TYLE_TT_BH|MUC_HUONG|MA_PTTT|NGUON_CTRA)$/,
  XML3: /^(PHAM_VI|TYLE_TT_DV|TYLE_TT_BH|MUC_HUONG|MA_PTTT|MA_BAC_SI)$/,
  XML8: /^(TOMTAT_KQ|PP_DIEUTRI|QT_BENHLY|CHAN_DOAN_VAO)$/,
}

const forms: Record<string, RegExp> = {
  integer: /^\d+$/,
  decimal: /^\d+(\.\d{1,3})?$/,
  date8: /^(\d{8})(;\d{8})*$/,
  datetime12: /^\d{12}$/,
}

/** Short lists everybody agrees on. */
const codes: Record<string, RegExp> = {
  GIOI_TINH: /^[123]$/,
  KET_QUA_DTRI: /^[1-8]$/,
  MA_LOAI_RV: /^[1-5]$/,
  MA_LOAI_KCB: /^(0[1-9]|1[0-6])$/,
}

const judge_row = (id: TableId, row: Tree, is_book: boolean): string[] => {
  const { fields } = table_definitions[id]
  const strangers = Object.keys(row).filter((name) => !fields.some((field) => field.name === name))
  return [
    ...strangers.map((name) => `${id}: không có trường ${name}`),
    ...fields.flatMap(({ name, type, max, required }) => {
      if (!Object.hasOwn(row, name)) return [`${id}: thiếu phần tử ${name}`]
      const value = said(row[name])
      if (value === '')
        return required === true && !(is_book && open_in_book[id]?.test(name)) ? [`${id}: ${name} bắt buộc`] : []
      if (max !== null && value.length > max) return [`${id}: ${name} dài quá ${max}`]
      if (codes[name]?.test(value) === false) return [`${id}: ${name} không có mã “${value}”`]
      return forms[type]?.test(value) === false ? [`${id}: ${name} sai dạng “${value.slice(0, 30)}”`] : []
    }),
  ]
}

const read_tables = (visit: Tree): { tables: Tables; problems: string[] } => {
  const tables: Tables = {}
  const problems: string[] = []
  for (const file of many(visit['FILEHOSO']).map(tree)) {
    const id = said(file['LOAIHOSO']) as TableId
    const definition = table_definitions[id] as (typeof table_definitions)[TableId] | undefined
    if (!definition) problems.push(`không có bảng ${id}`)
    else {
      const inner = tree(parser.parse(Buffer.from(said(file['NOIDUNGFILE']), 'base64').toString('utf8')))
      const root = inner[definition.root]
      if (root === undefined) problems.push(`${id}: gốc không phải ${definition.root}`)
      const { list } = definition
      tables[id] = (list ? many(tree(tree(root)[list.container])[list.row]) : [root]).map(tree)
    }
  }
  return { tables, problems }
}

const sum = (rows: Tree[], name: string): number => rows.reduce((total, row) => total + Number(said(row[name]) || 0), 0)

const judge_money = ({ XML1 = [], XML2 = [], XML3 = [] }: Tables): string[] => {
  const [visit = {}] = XML1
  const cost: [string, number][] = [
    ['T_THUOC', sum(XML2, 'THANH_TIEN_BV')],
    ['T_TONGCHI_BV', sum(XML2, 'THANH_TIEN_BV') + sum(XML3, 'THANH_TIEN_BV')],
    ['T_TONGCHI_BH', sum(XML2, 'THANH_TIEN_BH') + sum(XML3, 'THANH_TIEN_BH')],
    ['T_BNTT', sum(XML2, 'T_BNTT') + sum(XML3, 'T_BNTT')],
    ['T_BNCCT', sum(XML2, 'T_BNCCT') + sum(XML3, 'T_BNCCT')],
  ]
  return cost.flatMap(([name, counted]) =>
    Math.abs(Number(said(visit[name])) - counted) > 1 ? [`XML1: ${name} không bằng tổng các dòng (${counted})`] : [],
  )
}

const judge_visit = (visit: Tree, facility: string, is_book: boolean): string[] => {
  const { tables, problems } = read_tables(visit)
  const [one] = tables.XML1 ?? []
  if (!one || tables.XML1?.length !== 1) return [...problems, 'phải có đúng một XML1']
  const rows = Object.entries(tables) as [TableId, Tree[]][]
  return [
    ...problems,
    ...rows.flatMap(([id, all]) => all.flatMap((row) => judge_row(id, row, is_book))),
    ...rows.flatMap(([id, all]) =>
      all.some((row) => row['MA_LK'] !== one['MA_LK']) ? [`${id}: MA_LK khác XML1`] : [],
    ),
    ...(said(one['MA_CSKCB']) === facility ? [] : ['XML1: MA_CSKCB khác cơ sở gửi']),
    ...(said(one['NGAY_VAO']) > said(one['NGAY_RA']) ? ['XML1: NGAY_RA trước NGAY_VAO'] : []),
    ...judge_money(tables),
  ]
}

export type Judged = { problems: string[]; visit: string; tables: string[] }

export type JudgeOptions = {
  is_book: boolean
  /** PEM of certificates that are registered for signing; undefined: any is. */
  certificates?: string[] | undefined
}

const judge_signature = (xml: string, certificates: string[] | undefined): string[] => {
  const { problem, certificate } = verify_dossier(xml)
  if (problem) return [problem]
  const is_known = certificates === undefined || certificates.some((one) => one.trim() === certificate.trim())
  return is_known ? [] : ['Chứng thư ký hồ sơ chưa đăng ký trên cổng']
}

export const judge_dossier = (xml: string, facility: string, { is_book, certificates }: JudgeOptions): Judged => {
  const outer = tree(tree(parser.parse(xml))['GIAMDINHHS'])
  const about = tree(outer['THONGTINHOSO'])
  const visits = many(tree(about['DANHSACHHOSO'])['HOSO']).map(tree)
  const [first = {}] = visits
  const { tables } = read_tables(first)
  return {
    problems: [
      ...(said(tree(outer['THONGTINDONVI'])['MACSKCB']) === facility ? [] : ['MACSKCB khác cơ sở gửi']),
      ...(Number(said(about['SOLUONGHOSO'])) === visits.length ? [] : ['SOLUONGHOSO khác số HOSO: tệp bị cắt']),
      ...(visits.length === 0 ? ['không có hồ sơ nào'] : []),
      ...judge_signature(xml, certificates),
      ...visits.flatMap((visit) => judge_visit(visit, facility, is_book)),
    ],
    visit: said(tables.XML1?.[0]?.['MA_LK']),
    tables: Object.keys(tables),
  }
}
