"""Calls that take a credential by position, as data.

Sources: the signatures of the libraries named. A sink is found by the last name of the callee,
or by its last two where the last one alone says too little.
"""

SINKS: dict[str, dict[int, str]] = {
    # requests, httpx, aiohttp: user, then password.
    "HTTPBasicAuth": {1: "password"},
    "HTTPDigestAuth": {1: "password"},
    "HTTPProxyAuth": {1: "password"},
    "BasicAuth": {1: "password"},
    "DigestAuth": {1: "password"},
    "PlainTextAuthProvider": {1: "password"},
    # PyJWT and python-jose: token or claims, then key.
    "jwt.encode": {1: "signing key"},
    "jwt.decode": {1: "signing key"},
    # hmac, cryptography, itsdangerous.
    "hmac.new": {0: "signing key"},
    "hmac.digest": {0: "signing key"},
    "Fernet": {0: "encryption key"},
    "Signer": {0: "secret key"},
    "TimestampSigner": {0: "secret key"},
    "URLSafeSerializer": {0: "secret key"},
    "URLSafeTimedSerializer": {0: "secret key"},
    # pymysql, MySQLdb: host, user, password.
    "pymysql.connect": {2: "password"},
    "MySQLdb.connect": {2: "password"},
    # minio: endpoint, access key, secret key.
    "Minio": {1: "access key", 2: "secret key"},
    # What hashes or compares a password is given the password itself.
    "hash_password": {0: "password"},
    "get_password_hash": {0: "password"},
    "generate_password_hash": {0: "password"},
    "make_password": {0: "password"},
    "verify_password": {0: "password"},
    "check_password": {0: "password"},
    "set_password": {0: "password"},
    "pwd_context.hash": {0: "password"},
    "pwd_context.verify": {0: "password"},
    "bcrypt.hashpw": {0: "password"},
    # smtplib, imaplib: user, then password.
    "smtp.login": {1: "password"},
    "server.login": {1: "password"},
    "imap.login": {1: "password"},
    "mail.login": {1: "password"},
}

NAMED_BY_ANOTHER: dict[str, tuple[int, int]] = {
    # Callee: the position of the name, the position of the value.
    "getenv": (0, 1),
    "get": (0, 1),
    "pop": (0, 1),
    "setdefault": (0, 1),
    "config": (0, 1),
    "env": (0, 1),
    "str": (0, 1),
    "environ": (0, 1),
    "putenv": (0, 1),
    "setenv": (0, 1),
    "add_header": (0, 1),
    "putheader": (0, 1),
    "set_header": (0, 1),
    "set_cookie": (0, 1),
    "getattr": (1, 2),
    "setattr": (1, 2),
    "set": (1, 2),
}
"""Calls in which one literal names the value that another one is."""

COMPARISONS = frozenset({"compare_digest", "constant_time_compare"})
"""Calls that compare their first two arguments."""


def sink_names() -> frozenset[str]:
    """Callees by which a file must be read even if no name in it is a credential's."""
    return frozenset(SINKS)
