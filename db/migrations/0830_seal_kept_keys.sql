-- Keys that lay openly before there was a vault are sealed in their place (SHARE-23).
GRANT UPDATE (private_key_pem) ON signing.authority, signing.certificate TO benhan_app;
GRANT UPDATE (private_jwk) ON smart.key TO benhan_app;
