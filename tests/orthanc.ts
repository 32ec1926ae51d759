import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { before_dropping } from '../src/platform/database/test-database.ts'
import { free_port } from './free-port.ts'

export const pacs_user = { name: 'benhan', password: 'mat-khau-pacs' }
const authorization = `Basic ${Buffer.from(`${pacs_user.name}:${pacs_user.password}`).toString('base64')}`

export type Orthanc = {
  /** Of its DICOMweb face. */
  base_url: string
  /** Orthanc's own REST, for looking and for doing what DICOMweb has no word for. */
  rest(method: string, path: string, body?: Uint8Array<ArrayBuffer>): Promise<Response>
  store(file: Uint8Array): Promise<void>
  /** The file as it lies there; undefined: it does not. */
  file_of(instance: string): Promise<Buffer | undefined>
  remove(instance: string): Promise<void>
  stop(): Promise<void>
}

const program = '/usr/sbin/Orthanc'
const dicomweb = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'

const configuration = (directory: string, port: number) => ({
  ...{ Name: 'thu', HttpPort: port, DicomServerEnabled: false, RemoteAccessAllowed: false, DefaultEncoding: 'Utf8' },
  ...{ AuthenticationEnabled: true, RegisteredUsers: { [pacs_user.name]: pacs_user.password } },
  ...{ StorageDirectory: directory, IndexDirectory: directory, OverwriteInstances: false, Plugins: [dicomweb] },
  DicomWeb: { Enable: true, Root: '/dicom-web/' },
})

/** A real PACS with nothing in it (Debian: orthanc, orthanc-dicomweb). */
export const start_orthanc = async (): Promise<Orthanc> => {
  const directory = mkdtempSync(join(tmpdir(), 'benhan-orthanc-'))
  const port = await free_port()
  const settings = join(directory, 'orthanc.json')
  writeFileSync(settings, JSON.stringify(configuration(directory, port)))
  const child = spawn(program, [settings], { stdio: 'ignore' })
  const gone = once(child, 'exit')
  const failed = once(child, 'error').then(([error]) => {
    throw new Error(`${program} does not start; install Debian's orthanc and orthanc-dicomweb: ${String(error)}`)
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
    rmSync(directory, { recursive: true, force: true })
  }
  const root = `http://127.0.0.1:${port}`
  const rest: Orthanc['rest'] = (method, path, body) =>
    fetch(root + path, { method, headers: { authorization }, ...(body ? { body } : {}) })
  const answers = async (): Promise<void> => {
    for (let i = 0; i < 200; i += 1) {
      if ((await rest('GET', '/dicom-web/studies').catch(() => undefined))?.ok) return
      await pause(50)
    }
    throw new Error('Orthanc never answered')
  }
  await Promise.race([answers(), failed])
  failed.catch(() => undefined)
  before_dropping(stop)
  const id_of = async (instance: string): Promise<string | undefined> => {
    const found = await rest('POST', '/tools/lookup', Buffer.from(instance))
    return ((await found.json()) as { ID: string; Type: string }[]).find(({ Type }) => Type === 'Instance')?.ID
  }
  return {
    ...{ base_url: `${root}/dicom-web`, rest, stop },
    async store(file) {
      const answer = await rest('POST', '/instances', new Uint8Array(file))
      if (!answer.ok) throw new Error(`Orthanc: ${answer.status} ${await answer.text()}`)
    },
    async file_of(instance) {
      const id = await id_of(instance)
      return id === undefined
        ? undefined
        : Buffer.from(await (await rest('GET', `/instances/${id}/file`)).arrayBuffer())
    },
    async remove(instance) {
      await rest('DELETE', `/instances/${await id_of(instance)}`)
    },
  }
}

export type Picture = { study: string; number: number; patient_id: string; accession?: string }

/** UID root of the project's tests (2.25: made of a UUID). */
export const study_uid = (number: number): string => `2.25.329800735698586629295641978511506${number}`
export const series_of = (study: string): string => `${study}.1`
export const instance_of = (study: string, number: number): string => `${study}.1.${number}`

const dump_of = ({ study, number, patient_id, accession = '' }: Picture): string =>
  [
    '(0008,0005) CS [ISO_IR 192]',
    '(0008,0016) UI [1.2.840.10008.5.1.4.1.1.7]',
    `(0008,0018) UI [${instance_of(study, number)}]`,
    '(0008,0020) DA [20261120]',
    '(0008,0030) TM [081500]',
    `(0008,0050) SH [${accession}]`,
    '(0008,0060) CS [CR]',
    '(0008,1030) LO [X quang ngực thẳng]',
    '(0010,0010) PN [NGUYỄN THỊ HƯƠNG]',
    `(0010,0020) LO [${patient_id}]`,
    '(0018,0015) CS [CHEST]',
    `(0020,000d) UI [${study}]`,
    `(0020,000e) UI [${series_of(study)}]`,
    '(0020,0011) IS [1]',
    `(0020,0013) IS [${number}]`,
    '(0028,0002) US 1',
    '(0028,0004) CS [MONOCHROME2]',
    '(0028,0010) US 4',
    '(0028,0011) US 4',
    '(0028,0100) US 8',
    '(0028,0101) US 8',
    '(0028,0102) US 7',
    '(0028,0103) US 0',
    `(7fe0,0010) OB ${Array.from({ length: 16 }, (_, i) => ((i * 7 + number) % 256).toString(16).padStart(2, '0')).join('\\')}`,
  ].join('\n')

/** A small picture of nobody, made by dcmtk. */
export const make_picture = (wish: Picture): Buffer => {
  const directory = mkdtempSync(join(tmpdir(), 'benhan-dicom-'))
  const [dump, file] = [join(directory, 'a.dump'), join(directory, 'a.dcm')]
  writeFileSync(dump, `${dump_of(wish)}\n`)
  const made = spawnSync('dump2dcm', ['+te', dump, file], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`dump2dcm (Debian: dcmtk): ${String(made.error ?? made.stderr)}`)
  const bytes = readFileSync(file)
  rmSync(directory, { recursive: true })
  return bytes
}
