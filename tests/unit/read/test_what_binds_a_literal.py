"""The name that binds a literal, through calls that hand it on."""

import pytest

from sdd.model.facts import ModuleFacts
from sdd.read.python.reader import read_python

VALUE = "Tr0ub4dor" + "&3xy"


def bindings(text: str) -> list[tuple[str, str]]:
    """Names and contexts of the secrets in a file, which is read only if the sieve says so."""
    facts = read_python(text.replace("VALUE", f'"{VALUE}"').encode(), "app.py")
    assert facts is None or isinstance(facts, ModuleFacts)
    return [(each.binding, each.context) for each in facts.literals] if facts else []


@pytest.mark.parametrize(
    ("text", "binding", "context"),
    [
        ("password: str = field(default=VALUE)\n", "password", "annotated assignment"),
        ("password = Column(String, default=VALUE)\n", "password", "assignment"),
        ("def f(password=Form(VALUE)): pass\n", "password", "default of a parameter"),
        ("def f(api_key=Header(default=VALUE)): pass\n", "api_key", "default of a parameter"),
        ("SECRET = Config('.env')('S', default=VALUE)\n", "SECRET", "assignment"),
        ("os.getenv('DB_PASSWORD', VALUE)\n", "DB_PASSWORD", "fallback of getenv"),
        ("SECRET_KEY = os.getenv('APP_SEC', VALUE)\n", "SECRET_KEY", "fallback of getenv"),
        ("c.get('db', 'password', fallback=VALUE)\n", "password", "fallback of get"),
        ("add_argument('-p', '--password', default=VALUE)\n", "--password", "default of an option"),
        ("@option('--password', default=VALUE)\ndef f(password): pass\n", "--password",
         "default of an option"),
        ("DB_PASS = (\n    VALUE\n)\n", "DB_PASS", "assignment"),
        ("user, password = 'bob', VALUE\n", "password", "assignment"),
        ("(user, password), n = ('bob', VALUE), 1\n", "password", "assignment"),
        ("[user, password] = ['bob', VALUE]\n", "password", "assignment"),
        ("a = password = VALUE\n", "password", "assignment"),
        ("password += VALUE\n", "password", "augmented assignment"),
        ("f(password := VALUE)\n", "password", "assignment expression"),
        ("self.db_password = VALUE\n", "db_password", "assignment"),
        ("os.environ['DB_PASSWORD'] = VALUE\n", "DB_PASSWORD", "assignment"),
        ("c = {'password': VALUE}\n", "password", "dict key"),
        ("c = dict(password=VALUE)\n", "password", "keyword argument"),
        ("c = {'key': 'DB_PASSWORD', 'value': VALUE}\n", "DB_PASSWORD", "entry"),
        ("def f(*, password=VALUE): pass\n", "password", "default of a parameter"),
        ("async def f(password=VALUE): pass\n", "password", "default of a parameter"),
        ("f = lambda password=VALUE: 1\n", "password", "default of a parameter"),
        ("class S(BaseSettings):\n    secret_key: SecretStr = SecretStr(VALUE)\n", "secret_key",
         "annotated assignment"),
        ("class S(BaseModel):\n    password: str = Field(default=VALUE)\n", "password",
         "annotated assignment"),
        ("password = given or VALUE\n", "password", "assignment"),
        ("password = given if given else VALUE\n", "password", "assignment"),
        ("password = bVALUE\n", "password", "assignment"),
        ("password = VALUE.encode()\n", "password", "assignment"),
        ("password = fVALUE\n", "password", "assignment"),
        ("password = 'Tr0ub4' 'dor&3xy'\n", "password", "assignment"),
        ("password = 'Tr0ub4' + 'dor&3xy'\n", "password", "assignment"),
        ("h = {'Authorization': 'Bearer kx7Pq2vm9Tz4wb8L'}\n", "Authorization", "dict key"),
        ("h = [('Authorization', 'Bearer kx7Pq2vm9Tz4wb8L')]\n", "Authorization", "pair"),
        ("request.add_header('Authorization', 'Bearer kx7Pq2vm9Tz4wb8L')\n", "Authorization",
         "header"),
        ("auth = HTTPBasicAuth('bob', VALUE)\n", "password", "argument of HTTPBasicAuth"),
        ("jwt.encode(claims, VALUE)\n", "signing key", "argument of encode"),
        ("jwt.decode(token, VALUE)\n", "signing key", "argument of decode"),
        ("user.password = hash_password(VALUE)\n", "password", "argument of hash_password"),
        ("x = pwd_context.hash(VALUE)\n", "password", "argument of hash"),
        ("hmac.new(bVALUE, body)\n", "signing key", "argument of new"),
        ("setattr(user, 'password', VALUE)\n", "password", "attribute"),
        ("x = getattr(settings, 'APP_SECRET', VALUE)\n", "APP_SECRET", "fallback of getattr"),
        ("if password == VALUE: pass\n", "password", "comparison"),
        ("if VALUE != form.password: pass\n", "password", "comparison"),
        ("if password in (VALUE, 'x'): pass\n", "password", "element"),
        ("compare_digest(password.encode(), bVALUE)\n", "password", "comparison"),
        ("match password:\n    case VALUE: pass\n", "password", "comparison"),
        ("match user:\n    case {'password': VALUE}: pass\n", "password", "comparison"),
        ("def get_secret_key():\n    return VALUE\n", "secret_key", "returned value"),
    ],
)  # fmt: skip
def test_a_default_belongs_to_the_name_that_it_is_for(
    text: str, binding: str, context: str
) -> None:
    assert bindings(text) == [(binding, context)]


@pytest.mark.parametrize(
    "text",
    [
        "password_hint = f('password', VALUE)\n",
        "p.add_argument('--password', help=VALUE)\n",
        "password = check(VALUE)\n",
        "title = d.get('name', VALUE)\n",
        "passed = VALUE\n",
        "compass = {'monkey': VALUE, 'author': VALUE}\n",
        "tokenizer(bypass=VALUE)\n",
        "if 'pass' in password: pass\n",
        "fields = [('password', 'Password of the user')]\n",
        "fields = ('password', 'username')\n",
        "hidden = ('api_key', 'client_secret')\n",
        "x = {'key': 'password_rule', 'value': VALUE}\n",
        "x = {'name': 'colour', 'value': VALUE}\n",
        "match kind:\n    case 'password': pass\n",
        "hash_password(password)\n",
        "verify_password(given, VALUE)\n",
        "jwt.decode(VALUE)\n",
        "def get_name():\n    return VALUE\n",
        "def get_bearer_token():\n    return 'k8s-aws-v1.' + encoded\n",
        "password = f'{prefix}-x'\n",
    ],
)
def test_other_arguments_are_not_the_value_of_a_credential(text: str) -> None:
    assert bindings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "c = {'example': {'password': VALUE}}\n",
        "c = {'examples': [{'user': 'bob', 'password': VALUE}]}\n",
        "password: str = Field(examples=[VALUE])\n",
        "f(openapi_examples={'a': {'value': {'password': VALUE}}})\n",
    ],
)
def test_an_example_of_an_interface_binds_nothing(text: str) -> None:
    assert bindings(text) == []


def test_what_stands_behind_an_example_is_in_use() -> None:
    text = "c = {'example': {'password': VALUE}, 'password': VALUE}\n"
    assert bindings(text) == [("password", "dict key")]
