import { sign_pdf, verify_pdf } from './index.ts'
import { doctor_signs, head_signs, trust, packed_pdf } from './test-material.ts'
const p = Buffer.from(await sign_pdf(await sign_pdf(await packed_pdf(), { ...doctor_signs, reserved_bytes: 1100 }), { ...head_signs, reserved_bytes: 1100 }))
let missed = 0, n = 0
const whites = [0, 9, 10, 12, 13, 32, 0x25, 0x28, 0x2f, 0x3c, 0x3e, 0x30, 0x61, 0x41]
for (let i = 0; i < p.length; i++) { const old = p[i]!; for (const v of whites) { if (v === old) continue; p[i] = v; n++; try { if (verify_pdf(p, trust).valid) { missed++; console.log('MISSED', i, old, v) } } catch (e) { if ((e as Error).name !== 'Failure') console.log('CRASH', e) } } p[i] = old }
console.log({ missed, n })
