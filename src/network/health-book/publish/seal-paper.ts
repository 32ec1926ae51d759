import { render_appearance, render_signable, type PaperInput } from '../../../standards/print/index.ts'
import { add_slots, find_empty_slot, sign_pdf, type SigningProvider } from '../../../standards/signatures/index.ts'

export type Sealer = { slot: string; label: string; name: string; is_seal: boolean; provider: SigningProvider }

export const facility_slot = { slot: 'ky_co_so', label: 'Đại diện cơ sở khám bệnh, chữa bệnh' }

export type Paper = {
  /** Of forms/paper. */
  layout: string
  title: string
  answers: PaperInput['answers']
  facility: { name: string }
}

/** Renders once, then signs in the order given: who answers for it, then the facility's seal. @param at local, with offset */
export const seal_paper = async (paper: Paper, at: string, ...sealers: [Sealer, ...Sealer[]]): Promise<Uint8Array> => {
  const { pdf, slots } = await render_signable({
    form: { slug: 'paper', layout: paper.layout, code: null, title: paper.title, sections: [] },
    answers: paper.answers,
    signatures: {},
    signers: sealers.map(({ slot, label }) => ({ id: slot, label })),
    mode: 'paper',
    marks: {
      facility_name: paper.facility.name,
      printed_at: at.slice(0, 16),
      printed_by: paper.facility.name,
      system: 'Bệnh Án Mở',
      status: 'signed',
    },
  })
  const signed_at = new Date(at)
  const label_of = (id: string): string => sealers.find(({ slot }) => slot === id)?.label ?? ''
  let bytes = add_slots(
    pdf,
    slots.map(({ id, ...place }) => ({ field_name: id, label: label_of(id), ...place })),
    signed_at,
  )
  for (const { slot, label, name, is_seal, provider } of sealers) {
    const room = find_empty_slot(bytes, slot)
    const mark = { name, role: is_seal ? '' : label, at: at.slice(0, 16), is_seal }
    bytes = await sign_pdf(bytes, {
      ...{ provider, signer_name: name, reason: label, location: paper.facility.name, signed_at, field_name: slot },
      appearance: room && (await render_appearance(mark, room)),
    })
  }
  return bytes
}
