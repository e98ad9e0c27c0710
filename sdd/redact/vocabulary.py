"""The words that names and values are judged by, as data: lower case, one list per meaning."""


def words(text: str) -> frozenset[str]:
    """The words of a text, separated by white space."""
    return frozenset(text.split())


WEAK = words(
    """
    token key auth pass salt nonce cert pw pat
    """
)
"""Names that need evidence in the value."""

HARMLESS_ENDS = words(
    """
    url uri urls endpoint path paths file filename files dir directory folder name names id ids
    uuid field fields column columns header headers type types kind prefix suffix length len
    size count counter limit ttl expiry expires expire expiration expired env var variable regex
    pattern template label title description desc text message messages msg error errors err
    hint help placeholder algorithm alg scheme policy min max hash hashed digest checksum format
    encoding strength rule rules required enabled disabled mode status state event action
    operation method command tag tags index idx position ref reference arn version provider
    manager store storage vault source location region scope scopes class cls schema model
    config settings options option flag prompt page view route form input widget validator
    strategy backend service handler factory resource role permission audience issuer hasher
    context mapping lookup separator delimiter at in seconds minutes hours days timeout lifetime
    age
    """
)
"""A name that ends so speaks about a credential, its file, its kind, its rules; it is none."""

HARMLESS_STARTS = words(
    """
    invalid missing wrong expired incorrect forgot forgotten reset change changed update updated
    create delete no bad is has have use uses allow enable disable require requires
    show hide check verify validate hashed encrypted needs set get list rotate revoke generate
    unknown unsupported empty public
    """
)
"""A name that begins so is a flag, an action or an error."""

HARMLESS_BEFORE_WEAK = words(
    """
    public publishable primary foreign sort cache idempotency partition schema csrf xsrf next
    continuation page previous prev start end stop eos bos pad sep mask unk special dict object
    lookup group row index unique composite natural surrogate candidate hash range routing
    config state storage label annotation metadata parent child item entry map join order
    """
)
"""Before a weak word: `primary_key`, `next_token`."""

HARMLESS_BEFORE_PASS = words(
    """
    first second third last final next previous prev single double two three multi one num number
    total count render shadow depth high low band all any no not must can could should will would
    is did does do test tests check checks forward backward optimization compiler lint boarding
    season day bus per each every this that to let post pre main current dry full partial initial
    analysis graph eval training validation quality gate gates build stage step steps bypass on
    """
)
"""Before `pass` where it is a round, a success or a ticket: `render_pass`, `tests_pass`."""

QUALIFIERS = words(
    """
    value values default prod production dev development test staging stage live local old new
    plain plaintext raw str string bytes hex base b literal v hardcoded fallback current
    """
)
"""Said after the name of a credential without changing it: `password_prod`."""

REFUSED = words(
    """
    common weak insecure unsafe forbidden disallowed denied prohibited banned blocked blocklist
    denylist blacklist blacklisted rejected refused breached compromised leaked pwned worst
    """
)
"""A list whose name holds one of these is of values that are turned away."""

NOTHING = words(
    """
    none null nil undefined na nan empty blank unset missing absent unknown optional required
    redacted masked hidden omitted removed obfuscated censored filtered sanitized scrubbed
    string str text value val bytes int bool true false any object todo fixme tbd tba xxx xx not
    used available applicable provided set configured needed ignored unused
    """
)
"""Values that open no door anywhere."""

INSTRUCTION = words(
    """
    your yours insert replace enter here put paste type fill provide specify add the with
    example examples sample placeholder dummy fake mock mocked stub some foo bar baz qux goes an
    a of to from for and or is are
    """
)
"""Words that tell a person what to put here."""

DESCRIPTIVE = words(
    """
    user username test tests testing tester demo password passwd passwort pass pwd passphrase
    secret secrets key keys token credential credentials this it in on before production prod
    please must be dev develop development local staging sandbox super very top strong weak
    insecure unsafe secure long random my our app application service server api jwt auth
    session db database signing encryption access refresh private client only new old min
    minimum at least characters chars char bit bits using use generate generated don do not
    never deploy login temp temporary initial hello world bearer value some another wrong oauth
    csrf but bytes
    """
)
"""Words that say what a value is, where it is used or how good it should be."""

GUESSABLE = words(
    """
    admin administrator root guest default changeme changethis changeit change me qwerty letmein
    welcome hunter iloveyou monkey dragon master postgres postgresql mysql mariadb mongo mongodb
    redis rabbitmq minio minioadmin oracle sa system toor public abc abcd abcdef pw
    """
)
"""What an attacker tries first."""

CREDENTIAL_NOUNS = words(
    """
    password passwd passwort pass pwd passphrase secret key token credential pw user
    """
)
"""What stands for a password in a pattern such as `user:password@host`."""
