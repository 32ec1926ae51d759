-- Who asked for a child (PDP-07), for what (PDP-03), and how a one-time code went out (SIG-15): no number of 0550 is rewritten.
ALTER TABLE health_book.request
  ADD COLUMN asked_as      text        NOT NULL DEFAULT 'person' CHECK (asked_as IN ('person', 'representative', 'both')),
  ADD COLUMN relation      text        NOT NULL DEFAULT '',       -- of who speaks for her: mẹ, người giám hộ …
  ADD COLUMN purpose       text        NOT NULL DEFAULT '',       -- in words; '': her own care
  ADD COLUMN holds_until   date,                                  -- the birthday from which others are to be asked
  ADD COLUMN otp_sent      integer     NOT NULL DEFAULT 0,        -- how many codes went out for it
  ADD COLUMN otp_sent_at   timestamptz,
  ADD COLUMN otp_receipt   text        NOT NULL DEFAULT '',       -- the gateway's own number of the last message
  ADD COLUMN confirmed_from text       NOT NULL DEFAULT '';       -- address of the computer at which the code was typed
GRANT UPDATE (otp_sent, otp_sent_at, otp_receipt, confirmed_from) ON health_book.request TO benhan_app;

-- The house's way to send a one-time code (messages/sms.ts); the secret never lies here.
ALTER TABLE health_book.setting
  ADD COLUMN sms          jsonb,                                  -- NULL: none, and signatures are taken on paper
  ADD COLUMN sms_tried_at timestamptz,
  ADD COLUMN sms_ok_at    timestamptz,
  ADD COLUMN sms_error    text NOT NULL DEFAULT '';
