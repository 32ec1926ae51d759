import { XMLBuilder } from 'fast-xml-parser'
import { sign_detached, type SigningProvider } from '../../../standards/signatures/index.ts'
import type { Book, Line, Row } from './book.ts'

/**
 * Version of our own shape: the fields of QĐ 31/QĐ-BYT 2026 Điều 2.3 in their four blocks. The portal's own schema (46 fields
 * of QĐ 1332, XML of QĐ 130/3176) is made by the insurance room; whoever has neither gets this.
 */
export const envelope_version = 'QD31-2026/1'

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
})

const lines = (all: Line[]) => ({ MUC: all.map(({ label, value }) => ({ '@ten': label, '#text': value })) })
const rows = (all: Row[]) => ({
  DONG: all.map(({ what, more, when }) => ({ NOI_DUNG: what, CHI_TIET: more, THOI_GIAN: when })),
})

/** Codes separated by semicolons, the main one first. */
const codes = (book: Book): string =>
  book.diagnoses
    .map(({ code }) => code)
    .filter(Boolean)
    .join(';')

/** The book as XML, and the facility's detached signature over its bytes. */
export const make_envelope = async (
  book: Book,
  { at, about, round }: { at: string; about: string; round: number },
  provider: SigningProvider,
): Promise<{ xml: Uint8Array; signature: Uint8Array }> => {
  const text = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    SO_SUC_KHOE_DIEN_TU: {
      '@phien_ban': envelope_version,
      '@lan': String(round),
      MA_CSKCB: book.facility.code,
      MA_LK: about.split('/')[1],
      NGAY_LAP: at,
      HANH_CHINH: lines(book.admin),
      TIEN_SU: {
        DI_UNG: rows(book.history.allergies),
        BENH: rows(book.history.illnesses),
        TIEM_CHUNG: rows(book.history.vaccinations),
      },
      DOT_KHAM: {
        ...lines(book.episode),
        MA_BENH: codes(book),
        CHAN_DOAN: book.diagnoses.map(({ text: words }) => words).join('; '),
        KET_QUA_CLS: rows(book.results),
        THUOC: rows(book.drugs),
        DVKT: rows(book.procedures),
      },
      TOM_TAT: lines(book.summary),
    },
  })
  const xml = Buffer.from(text, 'utf8')
  return { xml, signature: await sign_detached(xml, { provider, signed_at: new Date(at) }) }
}
