import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Failure, fail } from '../../base/outcome/index.ts'
import { format_date_time } from '../../base/time/index.ts'
import type { SignatureVerdict } from '../../standards/documents/index.ts'
import {
  carried_roots,
  verify_package,
  type FileVerdict,
  type PackageVerdict,
  type Told,
} from '../../standards/record-package/index.ts'
import { reason_of } from './record-verbs.ts'
import { demand_nothing_more, done, Misuse, refused, text_options, type Desk } from './verb.ts'

const read = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (error) {
    throw fail.value(`Không đọc được tệp ${file} (${reason_of(error)})`, 'tệp')
  }
}

/** `--trust` may stand more than once; each file may hold several certificates. */
const take_trust = (args: string[]): { files: string[]; rest: string[] } => {
  const files: string[] = []
  const rest: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] !== '--trust') rest.push(args[i] ?? '')
    else if (args[i + 1] === undefined) throw new Misuse('Thiếu giá trị sau “--trust”')
    else files.push(args[(i += 1)] ?? '')
  }
  return { files, rest }
}

const pem_form = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

const roots_in = (file: string): string[] => {
  const found = read(file).toString('latin1').match(pem_form)
  if (!found) throw fail.value(`Tệp ${file} không chứa chứng thư dạng PEM`, 'trust')
  return found
}

/** A package that cannot be read brings no roots along; what is wrong with it the verdict says. */
const roots_of_package = (bytes: Buffer): string[] => {
  try {
    return carried_roots(bytes)
  } catch (error) {
    if (error instanceof Failure) return []
    throw error
  }
}

const signature_line = ({ slot, signer, organization, signed_at, valid, problem }: SignatureVerdict): string => {
  const who = [signer, organization === signer ? undefined : organization].filter(Boolean).join(', ')
  const when = signed_at ? ` ký ${format_date_time(signed_at.toISOString())}` : ''
  return `      ${slot ? `${slot}: ` : ''}${who}${when}${valid ? '' : ` – KHÔNG ĐỨNG VỮNG: ${problem ?? ''}`}`
}

const say_file = ({ name, title, valid, problems, signatures }: FileVerdict, desk: Desk): void => {
  desk.say(`${valid ? 'ĐÚNG' : 'SAI '}  ${name}  ${title}`)
  for (const signature of signatures) desk.say(signature_line(signature))
  for (const problem of problems) desk.say(`      ! ${problem}`)
}

const say_told = (mark: string, told: Told[], desk: Desk): void => {
  for (const { name, message } of told) desk.say(`${mark}  ${name || 'cả gói'}: ${message}`)
}

const say_verdict = ({ manifest, seal, files, problems, remarks }: PackageVerdict, desk: Desk): void => {
  if (manifest) {
    desk.say(`Gói hồ sơ của ${manifest.facility.code} ${manifest.facility.name}, người bệnh ${manifest.person.name}`)
    desk.say(`Lập ${format_date_time(manifest.made_at)}, ${files.length} tệp`)
  }
  if (seal) desk.say(`${seal.valid ? 'ĐÚNG' : 'SAI '}  niêm phong danh mục\n${signature_line(seal)}`)
  for (const file of files) say_file(file, desk)
  say_told('SAI ', problems, desk)
  say_told('LƯU Ý', remarks, desk)
}

const fingerprint = (pem: string): string =>
  createHash('sha256')
    .update(new X509Certificate(pem).raw)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$&:')

const say_unknown_roots = (roots: string[], desk: Desk): void => {
  desk.say('\nCHƯA RÕ NGƯỜI KÝ: chưa cho biết gốc chứng thực đáng tin, nên chỉ xét được gói có tự khớp hay không.')
  for (const pem of roots)
    desk.say(
      `Gốc kèm trong gói: ${new X509Certificate(pem).subject.replaceAll('\n', ', ')}; SHA-256 ${fingerprint(pem)}`,
    )
  desk.say('Hãy so vân tay này với nguồn khác rồi chạy lại với --trust <gốc.pem>.')
}

/** A record package by its bytes alone: neither the sender nor a database is asked. */
export const verify_package_file = async (args: string[], desk: Desk): Promise<number> => {
  const { files, rest } = take_trust(args)
  const [file, ...more] = text_options(rest, []).rest
  if (file === undefined) throw new Misuse('Thiếu tệp gói hồ sơ cần kiểm tra')
  demand_nothing_more(more)
  const bytes = read(file)
  const trusted = files.flatMap(roots_in)
  const roots_pem = trusted.length > 0 ? trusted : roots_of_package(bytes)
  const verdict = verify_package(bytes, { roots_pem, at: new Date() })
  say_verdict(verdict, desk)
  const bad = verdict.files.filter(({ valid }) => !valid).length + verdict.problems.length
  desk.say(verdict.valid ? '\nGói đứng vững.' : `\nGÓI KHÔNG ĐỨNG VỮNG: ${bad} chỗ sai.`)
  if (trusted.length === 0) say_unknown_roots(roots_pem, desk)
  return verdict.valid && trusted.length > 0 ? done : refused
}
