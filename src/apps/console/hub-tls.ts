import { readFileSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { load_authority } from '../../platform/signing/index.ts'
import { set_link_tls, type LinkTls } from '../../network/exchange/index.ts'
import { issue_tls_certificate, make_key_pair } from '../../standards/signatures/index.ts'
import { demand_all, done, Misuse, type Desk } from './verb.ts'

type Values = { facility?: string; cert?: string; key?: string; ca?: string }

const day_ms = 86_400_000
const life_days = 730

/** A key that never leaves this installation, and a certificate over it: the hub knows it by its digest, not by who issued it. */
export const make_machine_certificate = (
  database: Database,
  facility: string,
): Promise<Required<Omit<LinkTls, 'ca_pem'>>> =>
  database.in_site(async (sql) => {
    const keys = make_key_pair()
    const now_ms = Date.now()
    const certificate_pem = issue_tls_certificate(await load_authority(sql), {
      ...{ use: 'client', common_name: `Máy chủ ${facility}`, public_key_pem: keys.public_key_pem },
      validity: { from: new Date(now_ms - day_ms), to: new Date(now_ms + life_days * day_ms) },
      serial: `01${crypto.randomUUID().replaceAll('-', '')}`.slice(0, 32),
    })
    return { certificate_pem, private_key_pem: keys.private_key_pem }
  })

const read_given = ({ cert, key, ca }: Values): LinkTls | undefined => {
  if ((cert === undefined) !== (key === undefined)) throw new Misuse('--cert và --key đi cùng nhau')
  if (cert === undefined && ca === undefined) return undefined
  return {
    ...(cert && key ? { certificate_pem: readFileSync(cert, 'utf8'), private_key_pem: readFileSync(key, 'utf8') } : {}),
    ...(ca ? { ca_pem: readFileSync(ca, 'utf8') } : {}),
  }
}

/** How this house shows itself to the hub in TLS: what is given, or a key and certificate made here. */
export const set_tls = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility } = demand_all(values, ['facility'])
  const given = read_given(values)
  const tls = given ?? (await make_machine_certificate(database, facility))
  if (!(await database.in_facility(facility, (sql) => set_link_tls(sql, facility, tls))))
    throw fail.not_found(`Cơ sở ${facility} chưa có kết nối liên thông`)
  desk.say(`Đã đặt TLS cho kết nối của ${facility}.`)
  if (given === undefined) {
    desk.say('Gửi chứng thư này cho Sở Y tế để đăng ký:')
    desk.write(tls.certificate_pem ?? '')
  }
  return done
}
