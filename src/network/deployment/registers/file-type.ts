import { strFromU8, unzipSync } from 'fflate'
import { fail, Failure } from '../../../base/outcome/index.ts'
import { active_content, contains_malware_test } from '../../../standards/documents/index.ts'
import { count_pdf_pages } from '../../../standards/signatures/index.ts'
import { list_sheets } from '../../../standards/spreadsheet/index.ts'
import { size_of_jpeg, size_of_png } from './image-size.ts'

/** What a board's paper may be: as it is opened, not as it is called. */
type Kind = { content_type: string; name: string; endings: readonly string[] }

const office = 'application/vnd.openxmlformats-officedocument'
const kinds = {
  pdf: { content_type: 'application/pdf', name: 'PDF', endings: ['pdf'] },
  png: { content_type: 'image/png', name: 'ảnh PNG', endings: ['png'] },
  jpeg: { content_type: 'image/jpeg', name: 'ảnh JPEG', endings: ['jpg', 'jpeg'] },
  docx: { content_type: `${office}.wordprocessingml.document`, name: 'Word (.docx)', endings: ['docx'] },
  xlsx: { content_type: `${office}.spreadsheetml.sheet`, name: 'Excel (.xlsx)', endings: ['xlsx'] },
} as const satisfies Record<string, Kind>

/** The parts that make a Word file or an Excel book, and none of its pages' text. */
const parts_read = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/document\.xml)$/
const unpacked_max_bytes = 60_000_000

type Package = { names: string[]; read(name: string): string }

/** @throws 422 for a broken zip, 413 for one that unpacks to too much */
const open_package = (bytes: Uint8Array): Package => {
  const names: string[] = []
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name)
        if (!parts_read.test(name)) return false
        if (originalSize > unpacked_max_bytes) throw fail.too_large('Tệp giải nén ra quá lớn nên không nhận')
        return true
      },
    })
    return { names, read: (name) => strFromU8(files[name] ?? new Uint8Array()) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw fail.value('Tệp hỏng hoặc chưa tải xong; hãy mở lại và lưu lần nữa', 'file')
  }
}

const check_pdf = (bytes: Uint8Array): Kind => {
  try {
    if (count_pdf_pages(bytes) > 0) return kinds.pdf
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw fail.value(
      `Không mở được tệp PDF: ${error.message}. Hãy in lại ra PDF, không đặt mật khẩu, rồi gửi lại`,
      'file',
    )
  }
  throw fail.value('Tệp PDF không có trang nào', 'file')
}

const check_office = (bytes: Uint8Array): Kind => {
  const { names, read } = open_package(bytes)
  const types = read('[Content_Types].xml')
  if (names.some((name) => /vbaProject\.bin$/i.test(name)) || /macroEnabled/i.test(types))
    throw fail.value('Tệp có macro không được nhận; hãy lưu lại dạng .docx hoặc .xlsx', 'file')
  const is_package = types.includes('<') && names.includes('_rels/.rels')
  if (
    is_package &&
    types.includes('wordprocessingml.document.main+xml') &&
    /<(?:\w+:)?document[\s>]/.test(read('word/document.xml'))
  )
    return kinds.docx
  if (is_package && types.includes('spreadsheetml.sheet.main+xml') && list_sheets(bytes).length > 0) return kinds.xlsx
  throw fail.value('Tệp nén này không phải Word (.docx) hay Excel (.xlsx) mở được', 'file')
}

const kind_of = (bytes: Buffer): Kind => {
  const head = bytes.toString('latin1', 0, 5)
  if (head === '%PDF-') return check_pdf(bytes)
  if (head.startsWith('PK\u0003\u0004')) return check_office(bytes)
  if (size_of_png(bytes)) return kinds.png
  if (size_of_jpeg(bytes)) return kinds.jpeg
  throw fail.value('Chỉ nhận PDF, ảnh PNG/JPEG, Word (.docx) và Excel (.xlsx), mở được và còn nguyên vẹn', 'file')
}

const ending_of = (name: string): string | undefined => /\.([a-z][a-z0-9]{1,4})$/i.exec(name)?.[1]?.toLowerCase()

/** A paper of a plan runs nothing: the same is asked of letters (standards/documents). */
const check_harmless = (bytes: Buffer, kind: Kind): void => {
  if (contains_malware_test(bytes)) throw fail.value('Tệp có mẫu thử mã độc (EICAR) nên không được nhận', 'file')
  const active = kind === kinds.pdf ? active_content(bytes) : undefined
  if (active) throw fail.value(`Tệp có ${active}: văn bản không được mang nội dung tự chạy; hãy in lại ra PDF`, 'file')
}

/**
 * What the file is, by opening it. @throws 422 for what does not open, is something else than its name says, or would run;
 * 413 for what unpacks to too much
 */
export const type_of_file = (bytes: Uint8Array, name: string): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind: Kind = kind_of(buffer)
  const ending = ending_of(name)
  if (ending !== undefined && !kind.endings.includes(ending))
    throw fail.value(`Tên tệp ghi “.${ending}” nhưng bên trong là ${kind.name}; hãy gửi tệp đúng tên`, 'file')
  check_harmless(buffer, kind)
  return kind.content_type
}
