"""Rules whose code and name are given and that are not built yet.

A clause may ask for one already: it is listed as known and not enforced, not as a mistake.
"""

from sdd.rules.registry import NAMES

# Every code with its name. What is built is taken out below, so that nothing here goes stale.
_CATALOGUE = """
    ADR101 malformed-adr
    ADR102 duplicate-adr-number
    ADR103 broken-supersession
    ADR104 undocumented-decision
    API201 missing-response-model
    API202 untyped-request-body
    API203 shadowed-route
    API204 duplicate-route
    API205 unbound-path-parameter
    API206 unpaginated-list
    API207 unfitting-status-code
    API208 unversioned-route
    API209 verb-in-path
    API210 undocumented-endpoint
    API211 untagged-route
    API212 missing-health-endpoint
    API213 unconstrained-parameter
    API214 undocumented-error
    API215 raw-orm-response
    API216 outdated-pydantic
    API217 deprecated-lifecycle
    API218 missing-exception-handler
    API219 unannotated-dependency
    API220 import-crash
    API221 weak-response-model
    API222 bypassed-response-model
    ARC401 broken-layer
    ARC402 fat-endpoint
    ARC403 protected-path
    ARC404 untyped-function
    ARC405 misplaced-module
    ARC406 hardcoded-path-separator
    ARC407 framework-in-service
    ARC408 undocumented-function
    ASY301 blocking-call-in-async
    ASY302 blocking-call-behind-helper
    ASY303 forgotten-await
    ASY304 dangling-task
    ASY305 query-in-loop
    ASY306 nested-event-loop
    ASY307 unguarded-background-task
    ASY308 sync-endpoint
    ASY309 wrong-offload
    ASY310 sync-lock-across-await
    CON001 missing-constitution
    CON002 unfilled-placeholder
    CON003 unversioned-constitution
    CON004 stale-impact-report
    CON005 toothless-clause
    CON006 unenforced-clause
    CON007 unknown-binding
    CON008 conflicting-binding
    OPS501 unpinned-dependency
    OPS502 root-container
    OPS503 single-stage-image
    OPS504 missing-container-health-check
    OPS505 unlimited-container
    OPS506 irreversible-migration
    OPS507 unmigrated-model
    OPS508 untested-endpoint
    OPS509 low-coverage
    OPS510 changed-without-test
    PHR101 malformed-phr
    PHR102 unfilled-phr
    PHR103 secret-in-phr
    PHR104 missing-phr
    PHR105 duplicate-phr-id
    PLN101 missing-constitution-check
    PLN102 uncited-principle
    PLN103 unjustified-violation
    PLN104 plan-contradicts-project
    PLN105 open-decision
    SDD001 unreadable-file
    SDD002 suppression-without-reason
    SDD003 useless-suppression
    SDD004 overridden-article
    SDD005 stale-baseline-entry
    SEC101 hardcoded-secret
    SEC102 secret-in-file
    SEC103 logged-secret
    SEC104 undocumented-env-var
    SEC105 direct-env-read
    SEC110 wildcard-cors
    SEC111 built-sql
    SEC112 leaked-internal-error
    SEC113 insecure-cookie
    SEC114 unprotected-mutation
    SEC115 unlimited-rate
    SEC116 unverified-token
    SEC117 weak-password-hash
    SEC118 debug-in-production
    SEC119 sensitive-response-field
    SEC120 unbounded-upload
    SPC101 missing-section
    SPC102 open-clarification
    SPC103 duplicate-requirement-id
    SPC104 untestable-requirement
    SPC105 story-without-acceptance
    SPC106 unfilled-template
    SPC107 unmeasurable-outcome
    SPC108 duplicate-feature-number
    TRC101 untasked-requirement
    TRC102 unimplemented-requirement
    TRC103 untested-requirement
    TRC104 orphan-reference
    TRC105 contract-without-route
    TRC106 route-without-contract
    TRC107 contract-mismatch
    TRC108 unplanned-change
    TRC109 conflicting-features
    TRC110 commit-without-reference
    TSK101 malformed-task
    TSK102 duplicate-task-id
    TSK103 unknown-story
    TSK104 parallel-conflict
    TSK105 phantom-task
    TSK106 moved-task
    TSK107 rotten-task
    TSK108 task-without-path
    TSK109 open-checklist
    TSK110 hollow-task
"""


def _unbuilt() -> dict[str, str]:
    """Codes and names of what is not built, each to its code."""
    rows = (line.split() for line in _CATALOGUE.split("\n") if line)
    return {word: code for code, name in rows if code not in NAMES for word in (code, name)}


PLANNED: dict[str, str] = _unbuilt()
