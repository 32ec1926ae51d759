import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

const sentences: Record<string, string> = {
  invalid_client: 'Ứng dụng này chưa được đăng ký tại cơ sở, hoặc đã bị ngừng. Báo quản trị (IT) của đơn vị.',
  invalid_redirect_uri:
    'Địa chỉ trả về của ứng dụng không nằm trong những địa chỉ đã đăng ký, nên không có gì được gửi đi. Báo quản trị (IT).',
  invalid_request: 'Yêu cầu của ứng dụng không đúng, hoặc đã quá hạn. Mở lại ứng dụng từ đầu.',
}

/** The rare page of a request that cannot be sent back to its app: what is wrong and who can put it right. */
export const render_error = (ctx: KoaContextWithOIDC, out: ErrorOut): void => {
  const sentence =
    sentences[out.error] ?? 'Ứng dụng không vào được bệnh án. Mở lại ứng dụng; nếu vẫn vậy, báo quản trị (IT).'
  const detail = [out.error, out.error_description].filter(Boolean).join(': ')
  ctx.type = 'html'
  ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  ctx.body = `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Ứng dụng không vào được</title>
<style>body{font:15px/1.5 'Be Vietnam Pro',system-ui,sans-serif;color:#17242b;background:#eef2f3;margin:0;display:grid;place-items:center;min-height:100vh}
main{background:#fff;border:1px solid #dfe5e8;border-radius:10px;padding:28px;max-width:460px;margin:20px}
h1{font-size:18px;margin:0 0 8px}p{margin:0 0 14px}code{font-size:12px;color:#51636d;overflow-wrap:anywhere}</style>
<main><h1>Ứng dụng không vào được</h1><p>${escaped(sentence)}</p><code>${escaped(detail)}</code></main></html>`
}
