import type { CitizenRooms } from '../../network/citizens/index.ts'
import { end_bases_since, looks_since, type GateRooms } from '../../network/gate/index.ts'
import { move_papers, paper_senders, papers_since, type Office } from '../../network/mailbox/index.ts'

/** What the desks for persons and for disclosures ask of the other rooms. */
export const desk_rooms = (office: Office): CitizenRooms & GateRooms => ({
  find_person: office.find_person,
  sign_claims: office.receipts.sign_claims,
  async name_facilities(sql, codes) {
    const known = new Map((await office.find_recipients(sql, codes)).map(({ code, name }) => [code, name]))
    return (code) => known.get(code) ?? code
  },
  ...{ papers_since, paper_senders, move_papers, looks_since, end_bases_since },
})
