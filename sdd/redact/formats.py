"""The token formats of providers, as data.

A token format begins a run of word characters and dashes, so that one scan for long runs
finds the places where any of them can stand. A loose format does not, and is looked for only
in text that holds its marker.
"""

from msgspec import Struct

SHORTEST_RUN = 17
"""Characters (letters, digits, `_`, `-`) that every token begins with, its prefix included."""


class Format(Struct, frozen=True):
    """One exact shape.

    name: kebab-case, shown to users. prefix: the literal it begins with (for a loose format
    the marker that it contains). body: regular expression of what follows the prefix (for a
    loose format of the whole), linear: bounded repetition, no overlapping alternatives.
    group: "live", "test" or "credential" (real, but not known to open anything).
    """

    name: str
    prefix: str
    body: str
    group: str = "live"


def _alnum(count: str) -> str:
    return f"[A-Za-z0-9]{{{count}}}(?![A-Za-z0-9_-])"


def _word(count: str) -> str:
    return f"[A-Za-z0-9_-]{{{count}}}(?![A-Za-z0-9_-])"


def _hex(count: str) -> str:
    return f"[0-9a-f]{{{count}}}(?![A-Za-z0-9_-])"


_OPENAI = r"[A-Za-z0-9_-]{20,74}T3BlbkFJ[A-Za-z0-9_-]{20,74}(?![A-Za-z0-9_-])"
_DIGITS = r"[0-9]{10,13}"

TOKENS = (
    *(
        Format("aws-key-id", start, r"[A-Z2-7]{16}(?![A-Za-z0-9_-])")
        for start in ("AKIA", "ASIA", "ABIA", "ACCA")
    ),
    Format("aws-key-id", "A3T", r"[A-Z0-9][A-Z2-7]{16}(?![A-Za-z0-9_-])"),
    Format("aws-bedrock-key", "ABSK", r"[A-Za-z0-9+/]{109,269}={0,2}(?![A-Za-z0-9+/=_-])"),
    Format("aws-bedrock-key", "bedrock-api-key-", r"[A-Za-z0-9+/]{40,2000}={0,2}"),
    Format("anthropic-key", "sk-ant-api03-", _word("93,95")),
    Format("anthropic-key", "sk-ant-admin01-", _word("93,95")),
    Format("openai-key", "sk-", r"[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}(?![A-Za-z0-9_-])"),
    *(
        Format("openai-key", start, _OPENAI)
        for start in ("sk-proj-", "sk-svcacct-", "sk-admin-", "sk-service-")
    ),
    Format("google-api-key", "AIza", _word("35")),
    Format("hugging-face-token", "hf_", _alnum("34,40")),
    Format("hugging-face-token", "api_org_", _alnum("34")),
    Format("groq-key", "gsk_", _alnum("52")),
    Format("xai-key", "xai-", _alnum("80")),
    Format("replicate-token", "r8_", _alnum("37")),
    Format("perplexity-key", "pplx-", _alnum("48")),
    Format("pinecone-key", "pcsk_", r"[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}(?![A-Za-z0-9_-])"),
    *(
        Format("langsmith-key", start, r"[0-9a-f]{32}_[0-9a-f]{10}(?![A-Za-z0-9_-])")
        for start in ("lsv2_pt_", "lsv2_sk_")
    ),
    *(
        Format("github-token", start, _alnum("36,255"))
        for start in ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")
    ),
    Format("github-token", "github_pat_", r"[A-Za-z0-9_]{82}(?![A-Za-z0-9_-])"),
    Format("gitlab-token", "glpat-", r"[A-Za-z0-9_-]{20,300}(?:\.[0-9a-z]{2}\.?[0-9a-z]{7})?"),
    *(
        Format("gitlab-token", start, _word("20,64"))
        for start in ("gldt-", "glft-", "glsoat-", "glrt-", "glffct-", "GR1348941")
    ),
    Format("gitlab-token", "glcbt-", r"[0-9A-Za-z]{1,5}_[A-Za-z0-9_-]{20}(?![A-Za-z0-9_-])"),
    Format("gitlab-token", "glptt-", _hex("40")),
    Format("gitlab-token", "glagent-", _word("50,1024")),
    Format("gitlab-token", "gloas-", _hex("64")),
    Format("gitlab-token", "glimt-", _word("25")),
    Format("slack-token", "xoxb-", rf"{_DIGITS}-{_DIGITS}-[A-Za-z0-9-]{{16,64}}"),
    *(
        Format("slack-token", start, rf"(?:{_DIGITS}-){{2,3}}[A-Za-z0-9-]{{28,64}}")
        for start in ("xoxp-", "xoxe-")
    ),
    *(
        Format("slack-token", start, r"[A-Za-z0-9-]{20,80}")
        for start in ("xoxa-", "xoxr-", "xoxo-", "xoxs-")
    ),
    Format("slack-token", "xapp-", r"[0-9]-[A-Z0-9]{8,14}-[0-9]{10,14}-[a-z0-9]{32,80}"),
    *(
        Format("stripe-key", f"{kind}_{stage}_", _alnum("10,128"))
        for kind in ("sk", "rk")
        for stage in ("live", "prod")
    ),
    *(
        Format("stripe-test-key", f"{kind}_test_", _alnum("10,128"), "test")
        for kind in ("sk", "rk")
    ),
    Format("twilio-key", "SK", _hex("32")),
    Format("mailgun-key", "key-", _hex("32")),
    Format("brevo-key", "xkeysib-", r"[0-9a-f]{64}-[A-Za-z0-9]{16}(?![A-Za-z0-9_-])"),
    Format("pypi-token", "pypi-AgEIcHlwaS5vcmc", _word("50,1000")),
    Format("npm-token", "npm_", _alnum("36")),
    Format("rubygems-key", "rubygems_", _hex("48")),
    *(
        Format("digitalocean-token", start, _hex("64"))
        for start in ("dop_v1_", "doo_v1_", "dor_v1_")
    ),
    Format("databricks-token", "dapi", r"[0-9a-f]{32}(?:-[0-9]{1,2})?(?![A-Za-z0-9_-])"),
    Format("pulumi-token", "pul-", _hex("40")),
    Format("postman-key", "PMAK-", r"[0-9a-f]{24}-[0-9a-f]{34}(?![A-Za-z0-9_-])"),
    Format("grafana-token", "glsa_", r"[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}(?![A-Za-z0-9_-])"),
    Format("grafana-token", "glc_", r"[A-Za-z0-9+/]{32,400}={0,2}(?![A-Za-z0-9+/=_-])"),
    Format("sentry-token", "sntryu_", _hex("64")),
    Format("sentry-token", "sntrys_eyJ", r"[A-Za-z0-9+/=_-]{40,600}"),
    Format("new-relic-key", "NRAK-", r"[A-Z0-9]{27}(?![A-Za-z0-9_-])"),
    Format("new-relic-key", "NRII-", _word("32")),
    *(
        Format("shopify-token", start, r"[0-9A-Fa-f]{32}(?![A-Za-z0-9_-])")
        for start in ("shpat_", "shpca_", "shppa_", "shpss_")
    ),
    Format("square-token", "sq0atp-", _word("22,43")),
    Format("square-token", "sq0csp-", _word("43")),
    *(
        Format("planetscale-token", start, r"[A-Za-z0-9_.=-]{32,64}(?![A-Za-z0-9_-])")
        for start in ("pscale_tkn_", "pscale_pw_", "pscale_oauth_")
    ),
    Format("heroku-key", "HRKU-AA", _word("58")),
    Format("fly-token", "fo1_", _word("43")),
    Format("fly-token", "fm2_", r"[A-Za-z0-9+/]{100,2000}={0,3}"),
    Format("supabase-token", "sbp_", _hex("40")),
    Format("notion-token", "ntn_", r"[0-9]{11}[A-Za-z0-9]{35}(?![A-Za-z0-9_-])"),
    Format("linear-key", "lin_api_", _alnum("40")),
    Format("prefect-key", "pnu_", _alnum("36")),
    Format("1password-token", "ops_eyJ", r"[A-Za-z0-9+/_-]{200,2000}={0,3}"),
    Format("age-key", "AGE-SECRET-KEY-1", r"[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}(?![\w-])"),
    Format("airtable-token", "pat", r"[A-Za-z0-9]{14}\.[0-9a-f]{64}(?![A-Za-z0-9_-])"),
    *(
        Format("mailchimp-key", start, r"[0-9a-f]{31}-us[0-9]{1,2}(?![A-Za-z0-9_-])")
        for start in "0123456789abcdef"
    ),
    *(
        Format(
            "discord-token",
            start,
            r"[A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])",
        )
        for start in "MNO"
    ),
    Format("artifactory-key", "AKCp", _alnum("69")),
    Format("artifactory-token", "cmVmd", _alnum("59")),
    Format(
        "jwt",
        "eyJ",
        r"[A-Za-z0-9_-]{15,4096}\.ey[A-Za-z0-9_-]{15,8192}\.[A-Za-z0-9_-]{10,1024}",
        "credential",
    ),
)

LOOSE = (
    Format("sendgrid-key", "SG.", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"),
    Format("vault-token", "hvs.", r"hvs\.[A-Za-z0-9_-]{90,120}(?![A-Za-z0-9_-])"),
    Format("vault-token", "hvb.", r"hvb\.[A-Za-z0-9_-]{138,300}(?![A-Za-z0-9_-])"),
    Format("doppler-token", "dp.pt.", r"dp\.pt\.[A-Za-z0-9]{43}(?![A-Za-z0-9_-])"),
    Format(
        "terraform-token",
        ".atlasv1.",
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}(?![A-Za-z0-9_=-])",
    ),
    Format("telegram-token", ":AA", r"[0-9]{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
    Format(
        "azure-client-secret",
        "Q~",
        r"[A-Za-z0-9_.~-]{3}[0-9]Q~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])",
    ),
    Format("azure-storage-key", "AccountKey=", r"AccountKey=[A-Za-z0-9+/]{86}=="),
    Format(
        "slack-webhook",
        "hooks.slack.com/",
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/+]{35,56}",
    ),
    Format(
        "discord-webhook",
        "/api/webhooks/",
        r"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
    ),
)
