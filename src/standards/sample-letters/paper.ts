import { PDFDocument } from 'pdf-lib'
import { fold } from '../../base/text/index.ts'
import { sign_pdf, type SigningProvider } from '../signatures/index.ts'
import type { SamplePerson } from './person.ts'

export const person_words = ({ name, cccd, birth_date }: SamplePerson): string =>
  `Ho va ten nguoi benh: ${fold(name).toUpperCase()}\nSo dinh danh ca nhan: ${cccd}\nNgay sinh: ${birth_date.split('-').toReversed().join('/')}`

/** One page that says that it is a sample. pdf-lib's own fonts know no Vietnamese marks: hence without. */
export const sample_pdf = async (words: string, at: Date): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  document.setCreationDate(at)
  document.addPage([420, 300]).drawText(`VAN BAN THU NGHIEM - KHONG CO GIA TRI\n${words}`, { x: 30, y: 230, size: 12 })
  return document.save({ useObjectStreams: false })
}

/** Each signs over what the ones before signed. */
export const sign_sample = async (
  pdf: Uint8Array,
  signers: [string, SigningProvider][],
  signed_at: Date,
): Promise<Uint8Array> => {
  let paper = pdf
  for (const [field_name, provider] of signers)
    paper = await sign_pdf(paper, {
      ...{ provider, signer_name: field_name, signed_at, field_name },
      reserved_bytes: 4_000,
    })
  return paper
}
