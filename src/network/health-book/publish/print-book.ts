import { show_moment } from '../../../base/time/index.ts'
import type { PaperInput } from '../../../standards/print/index.ts'
import type { Book, Row } from './book.ts'
import { seal_paper, type Sealer } from './seal-paper.ts'

const rows = (all: Row[]) => all.map(({ what, more, when }) => ({ what, more, when }))

const answers_of = (book: Book, at: string, replaces: boolean): PaperInput['answers'] => ({
  co_quan: book.facility.authority,
  co_so: book.facility.name,
  ma_co_so: book.facility.code,
  so_luot: book.number,
  lap_luc: show_moment(at.slice(0, 16)),
  ...(replaces ? { thay_the: '1' } : {}),
  hanh_chinh: book.admin,
  di_ung: rows(book.history.allergies),
  benh_da_mac: rows(book.history.illnesses),
  tiem_chung: rows(book.history.vaccinations),
  dot_kham: book.episode,
  chan_doan: book.diagnoses.map(({ text, code, is_main }) => ({ ten: text, ma: code, chinh: is_main ? '1' : '' })),
  sinh_hieu: rows(book.vitals),
  ket_qua: rows(book.results),
  thuoc: rows(book.drugs),
  thu_thuat: rows(book.procedures),
  tom_tat: book.summary,
  bac_si: book.doctor,
})

export const book_title = 'Tóm tắt đợt khám, điều trị – Sổ sức khỏe điện tử'

/** The paper of the book, sealed by the facility (QĐ 31/QĐ-BYT 2026: signed with its certificate). */
export const print_book = (book: Book, at: string, replaces: boolean, sealer: Sealer): Promise<Uint8Array> =>
  seal_paper(
    { layout: 'health-book.typ', title: book_title, answers: answers_of(book, at, replaces), facility: book.facility },
    at,
    sealer,
  )
