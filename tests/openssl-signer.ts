import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sign_pdf } from '../src/standards/signatures/index.ts'
import { certified, doctor_subject, make_house } from '../src/standards/documents/test-letters.ts'

/** A detached CMS over the content, as a stranger's tool makes it: it does not ask whether the certificate still holds. */
export const openssl_cms = (key_pem: string, certificate_pem: string, content: Uint8Array): Buffer => {
  const dir = mkdtempSync(join(tmpdir(), 'cms-'))
  const at = (name: string): string => join(dir, name)
  writeFileSync(at('key'), key_pem)
  writeFileSync(at('pem'), certificate_pem)
  writeFileSync(at('content'), content)
  const how = ['cms', '-sign', '-binary', '-md', 'sha256', '-outform', 'DER', '-cades']
  const keys = ['-signer', at('pem'), '-inkey', at('key'), '-in', at('content'), '-out', at('p7s')]
  const done = spawnSync('openssl', [...how, ...keys], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  const cms = readFileSync(at('p7s'))
  rmSync(dir, { recursive: true })
  return cms
}

const helper = make_house('00000', 'Cơ sở lạ')

/** The same in a PDF: our own signer makes the room, and its signature gives way to the other one. */
export const sign_by_openssl = async (
  pdf: Uint8Array,
  key_pem: string,
  certificate_pem: string,
): Promise<Uint8Array> => {
  const provider = certified(helper.ca, doctor_subject(helper))
  const signed = Buffer.from(
    await sign_pdf(pdf, {
      provider,
      signer_name: 'bac_si',
      signed_at: new Date(),
      field_name: 'bac_si',
      reserved_bytes: 4_000,
    }),
  )
  const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(signed.toString('latin1'))
  const [, , first = '', start = '', size = ''] = range ?? []
  const [hole, after] = [Number(first), Number(start)]
  const covered = Buffer.concat([signed.subarray(0, hole), signed.subarray(after, after + Number(size))])
  const hex = openssl_cms(key_pem, certificate_pem, covered).toString('hex')
  signed.write(hex.padEnd(after - hole - 2, '0'), hole + 1, 'latin1')
  return signed
}
