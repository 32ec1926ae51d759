-- Private keys that were kept openly are sealed in place once there is a key outside of the database (LINK_KEY_FILE).
GRANT UPDATE (private_jwk) ON exchange.encryption_key TO benhan_app;
