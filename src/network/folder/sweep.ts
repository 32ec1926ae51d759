import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { is_object, list_of, text_of } from '../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from '../exchange/index.ts'
import { drop, hsba_json, list_ready, put_away, read_if_there, write_whole, type Folders } from './folders.ts'

export type Swept = { sent: number; faulty: number; came: number; answered: number }

const json_headers = { 'content-type': 'application/json' }

const part_files: Record<string, string> = {
  pdf: 'van-ban.pdf',
  fhir: 'du-lieu.fhir.json',
  seal: 'du-lieu.fhir.json.p7s',
  hsba: 'hosobenhan',
  package: 'goi-ho-so.zip',
}

class Faulty extends Error {}

/** What the sender wrote, with the files that lie beside it. */
const read_letter = async (folder: string, name: string): Promise<string> => {
  const text = (await read_if_there(join(folder, `${name}.json`)))?.toString('utf8') ?? ''
  let letter: unknown
  try {
    letter = JSON.parse(text)
  } catch {
    throw new Faulty(`${name}.json không phải JSON đúng`)
  }
  if (!is_object(letter)) throw new Faulty(`${name}.json phải là một đối tượng`)
  const beside = (ending: string) => read_if_there(join(folder, `${name}${ending}`))
  const pdf = await beside('.pdf')
  const hsba = (await beside('.xml')) ?? (await beside(hsba_json))
  if (!pdf && letter['pdf'] === undefined) throw new Faulty(`Thiếu ${name}.pdf bên cạnh ${name}.json`)
  return JSON.stringify({
    ...letter,
    ...(pdf ? { pdf: pdf.toString('base64') } : {}),
    ...(hsba ? { hosobenhan: hsba.toString('utf8') } : {}),
  })
}

const send_one = async (hub: Hub, folders: Folders, name: string): Promise<boolean> => {
  try {
    const body = await read_letter(folders.send, name)
    const answer = await hub.ask({ method: 'POST', path: '/lien-thong/documents', headers: json_headers, body })
    const note = { ending: '.bien-nhan.json', text: JSON.stringify(answer.json(), null, 2) }
    await put_away(folders.send, folders.sent, name, note)
    return true
  } catch (error) {
    // Of the line or of our key: the letter stays and is tried again.
    if (!(error instanceof Faulty || error instanceof HubRefuses)) throw error
    await put_away(folders.send, folders.faulty, name, { ending: '.ly-do.txt', text: `${error.message}\n` })
    return false
  }
}

type Letter = { number: number; state: string } & Record<string, unknown>

const letters_in = async (hub: Hub, after: number): Promise<{ letters: Letter[]; more: boolean }> => {
  const answer = (await hub.ask({ method: 'GET', path: `/lien-thong/inbox?state=requested&after=${after}` })).json()
  const found = is_object(answer) ? answer : {}
  return { letters: list_of(found['letters']) as Letter[], more: found['more'] === true }
}

const fetch_parts = async (hub: Hub, dir: string, number: number): Promise<void> => {
  for (const [kind, name] of Object.entries(part_files)) {
    const answer = await hub
      .ask({ method: 'GET', path: `/lien-thong/inbox/${number}/${kind}` })
      .catch((error: unknown) => {
        if (error instanceof HubRefuses && error.status === 404) return undefined
        throw error
      })
    if (!answer) continue
    const is_json = /json/.test(answer.headers.get('content-type') ?? '')
    const file = kind === 'hsba' ? `${name}.${is_json ? 'json' : 'xml'}` : name
    await write_whole(join(dir, file), answer.bytes)
  }
}

const answer_hub = (hub: Hub, number: number, body: object): Promise<unknown> =>
  hub.ask({
    ...{ method: 'POST', path: `/lien-thong/inbox/${number}`, headers: json_headers },
    body: JSON.stringify(body),
  })

const take_in = async (hub: Hub, folders: Folders, letter: Letter): Promise<void> => {
  const dir = join(folders.came, String(letter.number))
  await mkdir(dir, { recursive: true })
  await fetch_parts(hub, dir, letter.number)
  await write_whole(join(dir, 'thu.json'), JSON.stringify(letter, null, 2))
  await answer_hub(hub, letter.number, { state: 'received' })
}

const take_all_in = async (hub: Hub, folders: Folders): Promise<number> => {
  let [after, came, more] = [0, 0, true]
  while (more) {
    const page = await letters_in(hub, after)
    for (const letter of page.letters.filter(({ state }) => state === 'requested')) {
      await take_in(hub, folders, letter)
      came += 1
    }
    after = page.letters.at(-1)?.number ?? after
    more = page.more
  }
  return came
}

const send_answers = async (hub: Hub, folders: Folders): Promise<number> => {
  let answered = 0
  for (const name of await list_ready(folders.answer, '.json')) {
    const path = join(folders.answer, `${name}.json`)
    try {
      const body: unknown = JSON.parse((await read_if_there(path))?.toString('utf8') ?? '')
      if (!/^\d+$/.test(name) || !is_object(body))
        throw new Faulty('Tên tệp phải là số thư, nội dung {"state", "reason"}')
      await answer_hub(hub, Number(name), { state: text_of(body['state']), reason: text_of(body['reason']) })
      await put_away(folders.answer, folders.sent, name, { ending: '.tra-loi.txt', text: 'Trục đã nhận trả lời\n' })
      answered += 1
    } catch (error) {
      if (!(error instanceof Faulty || error instanceof HubRefuses || error instanceof SyntaxError)) throw error
      await put_away(folders.answer, folders.faulty, name, { ending: '.ly-do.txt', text: `${error.message}\n` })
      await drop(path)
    }
  }
  return answered
}

/**
 * Once through the folders: what lies ready goes out, what came is laid down and receipted, answers are carried.
 * @throws HubAway, HubForbids when the line or the key does not hold; everything stays where it lies
 */
export const sweep_folder = async (hub: Hub, folders: Folders): Promise<Swept> => {
  const swept: Swept = { sent: 0, faulty: 0, came: 0, answered: 0 }
  const letters = (await list_ready(folders.send, '.json')).filter((name) => !`${name}.json`.endsWith(hsba_json))
  for (const name of letters) {
    if (await send_one(hub, folders, name)) swept.sent += 1
    else swept.faulty += 1
  }
  swept.came = await take_all_in(hub, folders)
  swept.answered = await send_answers(hub, folders)
  return swept
}
