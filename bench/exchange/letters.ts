import { createHash, randomUUID } from 'node:crypto'
import {
  compose_document,
  document_bytes,
  seal_document,
  type Submission,
} from '../../src/standards/documents/index.ts'
import {
  letter_input,
  make_letter,
  make_part,
  patient,
  type House,
} from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { cccd_of } from './fill-hub.ts'

export type ReadyLetter = { sender: string; submission: Submission; text: Buffer<ArrayBuffer> }

/** As a real one weighs: a printed PDF/A with its fonts. */
const paper_bytes = 60_000

const signed_paper = async (house: House): Promise<Uint8Array> => {
  const { parts } = await make_letter({ house, padding_bytes: paper_bytes })
  return parts[0].bytes
}

/**
 * Letters that were really signed and sealed, each with an identity and a person of its own. One paper is signed for each
 * house and goes along with all of its letters: what the hub has to verify is the same for every one.
 */
export const make_letters = async (houses: House[], count: number, persons: number): Promise<ReadyLetter[]> => {
  const papers = new Map<House, Uint8Array>()
  for (const house of houses) papers.set(house, await signed_paper(house))
  const at = new Date()
  const made: ReadyLetter[] = []
  for (let i = 0; i < count; i += 1) {
    const house = houses[i % houses.length] as House
    const paper = papers.get(house) as Uint8Array
    const pdf = make_part('pdf', 'Phiếu chuyển', paper)
    const number = (i * 7_919) % persons
    const identifiers = [{ system: identifier_system.cccd, value: cccd_of(number) }]
    const birth_date = `${1950 + Math.floor(number / 1_000_000)}-01-01`
    const name = `Người Thử ${number}`
    const input = letter_input(house, paper, pdf.identity)
    const subject = {
      ...patient,
      identifier: identifiers,
      name: [{ text: name }],
      gender: 'male',
      birthDate: birth_date,
    }
    const fhir = document_bytes(compose_document({ ...input, patient: subject }))
    const seal = await seal_document(fhir, house.seal, at)
    const submission: Submission = {
      ...{ identity: `urn:uuid:${randomUUID()}`, kind: 'transfer-letter', title: 'Phiếu chuyển', sender: house.code },
      recipients: [houses[(i + 3) % houses.length]?.code ?? ''],
      person: { identifiers, name, birth_date, gender: 'male' },
      author: { name: 'Nguyễn Văn Á', identifiers: [] },
      created_at: input.created_at,
      labels: [],
      parts: [pdf, make_part('fhir', 'Dữ liệu', fhir), make_part('seal', 'Chữ ký cơ sở', seal)],
    }
    made.push({ sender: house.code, submission, text: Buffer.from(JSON.stringify(write_provide_bundle(submission))) })
  }
  return made
}

export const digest_of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
