/** What the tests of this room share: a CA with two people, and real documents to sign. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { PDFDocument } from 'pdf-lib'
import { issue_certificate, make_key_pair, make_root, software_provider } from './index.ts'
import type { CertificateAuthority, KeyKind, PdfSigningWish, PdfSlot, SigningProvider } from './index.ts'

export const validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-12-31T00:00:00Z') }
export const signed_at = new Date('2026-11-02T01:30:00Z')

export const hospital_ca = (key_kind?: KeyKind): CertificateAuthority =>
  make_root({ common_name: 'Gốc chữ ký BVĐK Bắc Giang', organization: 'BVĐK tỉnh Bắc Giang', validity, key_kind })

export const person = (
  ca: CertificateAuthority,
  common_name: string,
  serial: string,
  kind?: KeyKind,
): SigningProvider => {
  const keys = make_key_pair(kind)
  const certificate = issue_certificate(ca, {
    subject: { common_name, title: 'Bác sĩ', organization: 'BVĐK tỉnh Bắc Giang', identifier: `CCHN:00${serial}` },
    public_key_pem: keys.public_key_pem,
    validity,
    serial,
  })
  return software_provider(keys.private_key_pem, certificate)
}

export const ca = hospital_ca()
export const doctor = person(ca, 'Nguyễn Văn Á', 'A1')
export const head = person(ca, 'Trần Thị Bưởi', 'B2')
export const trust = { trusted_pem: [ca.certificate_pem] }

export const doctor_signs: PdfSigningWish = {
  provider: doctor,
  signer_name: 'BS Nguyễn Văn Á',
  reason: 'Ký kết quả xét nghiệm',
  location: 'Bắc Giang',
  signed_at,
  field_name: 'bac_si',
  reserved_bytes: 2000,
}
export const head_signs: PdfSigningWish = {
  provider: head,
  signer_name: 'TK Trần Thị Bưởi',
  signed_at: new Date('2026-11-02T02:00:00Z'),
  field_name: 'truong_khoa',
  reserved_bytes: 2000,
}

const source = `#set document(title: "Phiếu xét nghiệm", date: datetime(year: 2026, month: 11, day: 2))
#set text(lang: "vi")
= Phiếu xét nghiệm
Bệnh nhân: Nguyễn Văn Đường. #link("https://benhanmo.vn")[Tra cứu] #lorem(700)`

/** What the hospital really signs: PDF/A-2b from Typst, with a cross-reference table. */
export const typst_pdf = (): Uint8Array =>
  NodeCompiler.create({}).pdf({ mainFileContent: source }, { pdfStandard: 'a-2b' })

/** Places for three people on the first page, two with a dotted line for the name. */
const slot_at = (field_name: string, label: string, left: number): PdfSlot => {
  const size = { width: 150, height: 50 }
  return { field_name, label, page: 1, left, top: 60, ...size, name_line: { x: 40, y: 45.5, size: 11 } }
}
export const slots: PdfSlot[] = [
  slot_at('bac_si', 'Bác sĩ', 20),
  slot_at('truong_khoa', 'Trưởng khoa', 190),
  { ...slot_at('giam_doc', 'Giám đốc', 360), name_line: undefined },
]

/** What is seen of a signature, as standards/print draws it: PDF/A of the slot's size, nothing behind the letters. */
export const appearance_of = (words: string, width = '150pt'): Uint8Array =>
  NodeCompiler.create({}).pdf(
    {
      mainFileContent: `#set document(date: datetime(year: 2026, month: 11, day: 2))
#set page(width: ${width}, height: 50pt, margin: 2pt, fill: none)
#set text(size: 8pt, lang: "vi")
${words}`,
    },
    { pdfStandard: 'a-2b', pdfTags: false },
  )

/** With cross-reference stream and object streams, as scanners and office programs write. */
export const packed_pdf = async (): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  document.addPage([400, 300]).drawText('Ket qua')
  return document.save({ useObjectStreams: true })
}

/** With a form of its own, in which there is a text field. */
export const form_pdf = async (useObjectStreams: boolean): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  const page = document.addPage([400, 300])
  const field = document.getForm().createTextField('ghi_chu')
  field.setText('abc')
  field.addToPage(page)
  return document.save({ useObjectStreams })
}

/** A folder for outside programs; gone when the work is done. */
export const in_folder = <T>(
  files: Record<string, string | Uint8Array>,
  work: (path: (name: string) => string) => T,
): T => {
  const folder = mkdtempSync(join(tmpdir(), 'signatures-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return work((name) => join(folder, name))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
