"""Every rule, in code order. A rule that is not here does not exist; one that fails to import
fails the run, since a missing rule would read as approval."""

from typing import Any

from sdd.plugin import Rule
from sdd.rules.api.bypassed_response_model import BypassedResponseModel
from sdd.rules.api.deprecated_lifecycle import DeprecatedLifecycle
from sdd.rules.api.duplicate_route import DuplicateRoute
from sdd.rules.api.import_crash import ImportCrashRule
from sdd.rules.api.missing_response_model import MissingResponseModel
from sdd.rules.api.outdated_pydantic import OutdatedPydanticRule
from sdd.rules.api.raw_orm_response import RawOrmResponse
from sdd.rules.api.shadowed_route import ShadowedRoute
from sdd.rules.api.unannotated_dependency import UnannotatedDependency
from sdd.rules.api.unbound_path_parameter import UnboundPathParameter
from sdd.rules.api.undocumented_endpoint import UndocumentedEndpoint
from sdd.rules.api.unfitting_status_code import UnfittingStatusCode
from sdd.rules.api.unpaginated_list import UnpaginatedList
from sdd.rules.api.untagged_route import UntaggedRoute
from sdd.rules.api.untyped_request_body import UntypedRequestBody
from sdd.rules.api.unversioned_route import UnversionedRoute
from sdd.rules.api.verb_in_path import VerbInPath
from sdd.rules.api.weak_response_model import WeakResponseModel
from sdd.rules.architecture.broken_layer import BrokenLayer
from sdd.rules.architecture.fat_endpoint import FatEndpoint
from sdd.rules.architecture.framework_in_service import FrameworkInService
from sdd.rules.architecture.untyped_function import UntypedFunction
from sdd.rules.async_.blocking_call_behind_helper import BlockingCallBehindHelper
from sdd.rules.async_.blocking_call_in_async import BlockingCallInAsync
from sdd.rules.async_.dangling_task import DanglingTaskRule
from sdd.rules.async_.forgotten_await import ForgottenAwaitRule
from sdd.rules.async_.nested_event_loop import NestedEventLoop
from sdd.rules.async_.query_in_loop import QueryInLoopRule
from sdd.rules.async_.sync_endpoint import SyncEndpoint
from sdd.rules.async_.sync_lock_across_await import SyncLockAcrossAwait
from sdd.rules.async_.wrong_offload import WrongOffloadRule
from sdd.rules.constitution.missing_constitution import MissingConstitution
from sdd.rules.constitution.stale_impact_report import StaleImpactReport
from sdd.rules.constitution.toothless_clause import ToothlessClause
from sdd.rules.constitution.unenforced_clause import UnenforcedClause
from sdd.rules.constitution.unfilled_placeholder import UnfilledPlaceholder
from sdd.rules.constitution.unknown_binding import UnknownBinding
from sdd.rules.constitution.unversioned_constitution import UnversionedConstitution
from sdd.rules.decisions.broken_supersession import BrokenSupersession
from sdd.rules.decisions.duplicate_adr_number import DuplicateAdrNumber
from sdd.rules.decisions.malformed_adr import MalformedAdr
from sdd.rules.decisions.undocumented_decision import UndocumentedDecision
from sdd.rules.plan.missing_constitution_check import MissingConstitutionCheck
from sdd.rules.plan.open_decision import OpenDecision
from sdd.rules.plan.plan_contradicts_project import PlanContradictsProject
from sdd.rules.plan.uncited_principle import UncitedPrinciple
from sdd.rules.plan.unjustified_violation import UnjustifiedViolation
from sdd.rules.prompt_records.duplicate_phr_id import DuplicatePhrId
from sdd.rules.prompt_records.malformed_phr import MalformedPhr
from sdd.rules.prompt_records.missing_phr import MissingPhr
from sdd.rules.prompt_records.secret_in_phr import SecretInPhr
from sdd.rules.prompt_records.unfilled_phr import UnfilledPhr
from sdd.rules.secrets.built_sql import BuiltSqlRule
from sdd.rules.secrets.debug_in_production import DebugInProduction
from sdd.rules.secrets.direct_env_read import DirectEnvRead
from sdd.rules.secrets.hardcoded_secret import HardcodedSecret
from sdd.rules.secrets.leaked_internal_error import LeakedInternalError
from sdd.rules.secrets.logged_secret import LoggedSecret
from sdd.rules.secrets.secret_in_file import SecretInFile
from sdd.rules.secrets.undocumented_env_var import UndocumentedEnvVar
from sdd.rules.secrets.wildcard_cors import WildcardCors
from sdd.rules.spec.duplicate_feature_number import DuplicateFeatureNumber
from sdd.rules.spec.duplicate_requirement_id import DuplicateRequirementId
from sdd.rules.spec.missing_section import MissingSection
from sdd.rules.spec.open_clarification import OpenClarification
from sdd.rules.spec.story_without_acceptance import StoryWithoutAcceptance
from sdd.rules.spec.unfilled_template import UnfilledTemplate
from sdd.rules.spec.unmeasurable_outcome import UnmeasurableOutcome
from sdd.rules.spec.untestable_requirement import UntestableRequirement
from sdd.rules.tasks.duplicate_task_id import DuplicateTaskId
from sdd.rules.tasks.malformed_task import MalformedTask
from sdd.rules.tasks.open_checklist import OpenChecklist
from sdd.rules.tasks.parallel_conflict import ParallelConflict
from sdd.rules.tasks.task_without_path import TaskWithoutPath
from sdd.rules.tasks.unknown_story import UnknownStory
from sdd.rules.tool.overridden_article import OverriddenArticle
from sdd.rules.tool.stale_baseline_entry import StaleBaselineEntry
from sdd.rules.tool.suppression_without_reason import SuppressionWithoutReason
from sdd.rules.tool.unreadable_file import UnreadableFileRule
from sdd.rules.tool.useless_suppression import UselessSuppression

RULES: tuple[type[Rule[Any]], ...] = (
    MalformedAdr,
    DuplicateAdrNumber,
    BrokenSupersession,
    UndocumentedDecision,
    MissingResponseModel,
    UntypedRequestBody,
    ShadowedRoute,
    DuplicateRoute,
    UnboundPathParameter,
    UnpaginatedList,
    UnfittingStatusCode,
    UnversionedRoute,
    VerbInPath,
    UndocumentedEndpoint,
    UntaggedRoute,
    RawOrmResponse,
    OutdatedPydanticRule,
    DeprecatedLifecycle,
    UnannotatedDependency,
    ImportCrashRule,
    WeakResponseModel,
    BypassedResponseModel,
    BrokenLayer,
    FatEndpoint,
    UntypedFunction,
    FrameworkInService,
    BlockingCallInAsync,
    BlockingCallBehindHelper,
    ForgottenAwaitRule,
    DanglingTaskRule,
    QueryInLoopRule,
    NestedEventLoop,
    SyncEndpoint,
    WrongOffloadRule,
    SyncLockAcrossAwait,
    MissingConstitution,
    UnfilledPlaceholder,
    UnversionedConstitution,
    StaleImpactReport,
    ToothlessClause,
    UnenforcedClause,
    UnknownBinding,
    MalformedPhr,
    UnfilledPhr,
    SecretInPhr,
    MissingPhr,
    DuplicatePhrId,
    MissingConstitutionCheck,
    UncitedPrinciple,
    UnjustifiedViolation,
    PlanContradictsProject,
    OpenDecision,
    UnreadableFileRule,
    SuppressionWithoutReason,
    UselessSuppression,
    OverriddenArticle,
    StaleBaselineEntry,
    HardcodedSecret,
    SecretInFile,
    LoggedSecret,
    UndocumentedEnvVar,
    DirectEnvRead,
    WildcardCors,
    BuiltSqlRule,
    LeakedInternalError,
    DebugInProduction,
    MissingSection,
    OpenClarification,
    DuplicateRequirementId,
    UntestableRequirement,
    StoryWithoutAcceptance,
    UnfilledTemplate,
    UnmeasurableOutcome,
    DuplicateFeatureNumber,
    MalformedTask,
    DuplicateTaskId,
    UnknownStory,
    ParallelConflict,
    TaskWithoutPath,
    OpenChecklist,
)

# Codes and names, each to its code.
NAMES: dict[str, str] = {
    word: rule.meta.code for rule in RULES for word in (rule.meta.code, rule.meta.name)
}
